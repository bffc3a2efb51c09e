# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says reported_at
craffu correct $review DP-2019-0007 reported_at --source Niche
