# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:3:1: case_ref: this case stands already in line 2
# changes audit operation import import_file case_record
printf 'case_ref,strand,reported_at\nA1,Race,2019-01-01 10:00\nA1,Race,2019-01-01 11:00\n' >cases.csv
craffu import $review --cases cases.csv
