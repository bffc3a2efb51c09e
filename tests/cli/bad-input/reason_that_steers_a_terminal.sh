# SPDX-License-Identifier: GPL-3.0-or-later
# changes audit operation
# status 0
# prints a\x0Ab\x09c\x1B[31m
craffu exclude $review DP-2019-0007 --reason $'a\nb\tc\033[31m'
# then
craffu ledger $review
