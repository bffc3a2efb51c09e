# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cases.csv: the file is encoded in UTF-16
printf '\xff\xfec\0a\0s\0e\0' >cases.csv
craffu import $review --cases cases.csv
