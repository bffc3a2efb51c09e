# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:2:2: there is a NUL byte
# changes audit operation import import_file
printf 'case_ref,strand,reported_at\nA\0B,Race,2019-01-01 10:00\n' >cases.csv
craffu import $review --cases cases.csv
