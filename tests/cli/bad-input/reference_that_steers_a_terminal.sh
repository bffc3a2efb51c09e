# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:2:1: case_ref: the case reference holds a character that cannot be seen (a\x1B[31m)
# changes audit operation import import_file
printf 'case_ref,strand,reported_at\na\033[31m,Race,2019-01-01 10:00\n' >cases.csv
craffu import $review --cases cases.csv
