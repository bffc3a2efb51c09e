# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says mended.csv: rows were rejected, but their file is there already
sed '2s/2019-02-11 22:15/soon/' demo/2019-snapshot/cases.csv >cases.csv
echo mine >mended.csv
# then
craffu population cases.csv --instrument instruments/hate-crime-snapshot.yaml --rejects mended.csv
