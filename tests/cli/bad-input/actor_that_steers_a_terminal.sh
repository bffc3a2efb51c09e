# SPDX-License-Identifier: GPL-3.0-or-later
# status 0
# prints a\x0Ab\x1B[2J
craffu exclude $review DP-2019-0007 --reason x --actor $'a\nb\033[2J'
# then
craffu audit list
