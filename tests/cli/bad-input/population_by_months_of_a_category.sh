# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says cases cannot be divided by months of strand
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --by month:strand
