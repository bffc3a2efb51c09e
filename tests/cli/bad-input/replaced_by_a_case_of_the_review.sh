# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says the case that is to take its place is selected in the review already
craffu replace $review DP-2019-0007 --by DP-2019-0009 --reason x
