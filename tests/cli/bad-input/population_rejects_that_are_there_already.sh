# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says mended.csv: the file for rejected rows is there already and may hold mended rows
# says name another file, or move this one away
echo mine >mended.csv
# then
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --rejects mended.csv
