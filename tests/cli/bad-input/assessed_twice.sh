# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says assessments.csv:2:
# says this reviewer has submitted an assessment of the case DP-2019-0007 already
craffu assess $review --from demo/2019-snapshot/assessments.csv
# then
craffu assess $review --from demo/2019-snapshot/assessments.csv
