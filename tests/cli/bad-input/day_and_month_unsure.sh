# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:2:9: reported_at: day and month cannot be told apart for certain (03/04/2019 10:00)
# changes audit operation import import_file
printf 'case_ref,strand,reported_at\nB1,Race,03/04/2019 10:00\n' >cases.csv
craffu import $review --cases cases.csv
