# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says log.csv:2:1: case_ref: a log entry without its case
# changes audit operation import import_file
printf 'case_ref,at,kind\nZZ,2019-01-01 10:00,Update\n' >log.csv
craffu import $review --log log.csv
