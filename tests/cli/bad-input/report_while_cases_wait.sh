# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says hate-crime-snapshot-2019
craffu report $review --to report
