# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cases.csv:1
printf 'case_ref,strand\nB1,Race\n' >cases.csv
craffu import $review --cases cases.csv
