# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says DP-2019-0016, tailored: the answers of 2 reviewers differ and nobody has moderated them
craffu assess $review --from demo/2019-snapshot/assessments.csv
# then
craffu report $review --to report
