# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cut.csv:1: the file has no column for case_ref, which is required
cut -d , -f 2- demo/2019-snapshot/cases.csv >cut.csv
# then
craffu population cut.csv --instrument instruments/hate-crime-snapshot.yaml --format jsonl
