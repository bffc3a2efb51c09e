# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says nowhere/rejects.csv: the rejected rows cannot be written
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --rejects nowhere/rejects.csv
