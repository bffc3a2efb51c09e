# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says the case reference holds a character that cannot be seen (DP\x1B[31m)
sed 's/^DP-2019-0010/DP\x1b[31m/' demo/2019-snapshot/cases.csv >cases.csv
# then
craffu population cases.csv --instrument instruments/hate-crime-snapshot.yaml --exceptions hcso=outside
