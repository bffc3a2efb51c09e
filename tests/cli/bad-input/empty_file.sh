# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cases.csv: the table is empty
: >cases.csv
craffu import $review --cases cases.csv
