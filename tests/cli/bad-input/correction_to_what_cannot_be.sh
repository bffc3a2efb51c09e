# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says closed_at: The case was closed before it was reported.
craffu correct $review DP-2019-0007 closed_at 2018-01-01T10:00 --source Niche
