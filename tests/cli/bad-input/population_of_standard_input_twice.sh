# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says standard input is named more than once
craffu population - --instrument instruments/hate-crime-snapshot.yaml --log - <demo/2019-snapshot/cases.csv
