# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says no.csv: the file cannot be opened
craffu population no.csv --instrument instruments/hate-crime-snapshot.yaml
