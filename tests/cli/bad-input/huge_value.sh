# SPDX-License-Identifier: GPL-3.0-or-later
# status 4
# says cases.csv:2:1: the value that begins here has more than 1,048,576 bytes
# changes audit operation import import_file
{ printf 'case_ref,strand,reported_at\n"'; head -c 100M /dev/zero | tr '\0' a; printf '",Race,2019-01-01 10:00\n'; } >cases.csv
craffu import $review --cases cases.csv
