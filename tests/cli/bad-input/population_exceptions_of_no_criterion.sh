# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says the instrument has no criterion hsco
# says its criteria are: hcso, supervisor
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --exceptions hsco=outside
