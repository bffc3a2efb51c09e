# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says the criterion hcso has no outcome late
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --exceptions hcso=late
