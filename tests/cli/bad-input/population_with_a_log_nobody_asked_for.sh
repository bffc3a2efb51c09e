# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says log.csv: the instrument stop-and-search-panel asks for no log
craffu population demo/2019-snapshot/cases.csv --log demo/2019-snapshot/log.csv --instrument instruments/stop-and-search-panel.yaml
