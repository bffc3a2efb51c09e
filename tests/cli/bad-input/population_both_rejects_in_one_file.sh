# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says --rejects and --log-rejects name the same file
craffu population demo/2019-snapshot/cases.csv --log demo/2019-snapshot/log.csv --instrument instruments/hate-crime-snapshot.yaml \
    --rejects rejects.csv --log-rejects rejects.csv
