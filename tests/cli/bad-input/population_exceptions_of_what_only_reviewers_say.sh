# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says reviewers judge the criterion grounds_reasonable: no case has the computed outcome weak
# says name an outcome of a criterion that rules compute: video, copy_offered
craffu population demo/2019-snapshot/cases.csv --instrument instruments/stop-and-search-panel.yaml --exceptions grounds_reasonable=weak
