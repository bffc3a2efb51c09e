# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says /dev/zero: this is not a file on a disk, but a pipe or a device
craffu import $review --cases /dev/zero
