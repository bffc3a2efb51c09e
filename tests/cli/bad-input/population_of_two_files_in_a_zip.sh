# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says two.zip: there are several files in the ZIP file
python3 -m zipfile -c two.zip demo/2019-snapshot/cases.csv demo/2019-snapshot/log.csv
# then
craffu population two.zip --instrument instruments/hate-crime-snapshot.yaml
