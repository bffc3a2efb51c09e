# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says judgements.csv:2:
# says judgements.csv:3:
printf 'reviewer,case,criterion,outcome\nA,DP-2019-0007,contact"_evidenced,evidenced\nA,DP-2019-0007,no_such,evidenced\n' >judgements.csv
# then
craffu assess $review --from judgements.csv
