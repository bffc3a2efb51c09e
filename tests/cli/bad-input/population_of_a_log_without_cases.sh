# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says EXTRACT is missing
craffu population --log demo/2019-snapshot/log.csv --instrument instruments/hate-crime-snapshot.yaml
