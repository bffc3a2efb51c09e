# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says no.yaml: the file cannot be opened
craffu population demo/2019-snapshot/cases.csv --instrument no.yaml
