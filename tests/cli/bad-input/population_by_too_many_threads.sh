# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says --threads must be from 1 to 64
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --threads 65
