# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says DP-2019-0007: the text is missing in Cymraeg
# says craffu translate
craffu exclude $review DP-2019-0007 --reason Withdrawn
grep -v DP-2019-0007 demo/2019-snapshot/assessments.csv >assessments.csv
craffu assess $review --from assessments.csv
craffu moderate $review --from demo/2019-snapshot/moderations.csv
# then
craffu report $review --to report
