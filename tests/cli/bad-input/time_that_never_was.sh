# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:2:9: reported_at: there was no such time in Europe/London
# changes audit operation import import_file
printf 'case_ref,strand,reported_at\nB1,Race,2019-03-31 01:30\n' >cases.csv
craffu import $review --cases cases.csv
