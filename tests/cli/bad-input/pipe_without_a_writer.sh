# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cases.csv: this is not a file on a disk, but a pipe or a device
mkfifo cases.csv
craffu import $review --cases cases.csv
