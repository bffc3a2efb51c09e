# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says judgements.csv:1: departue: this is no column of judgements
# says did you mean departure?
# says case: the file has this column twice
printf 'reviewer,case,criterion,departue,reason,case\nA,DP-2019-0017,hcso,met,why,x\n' >judgements.csv
# then
craffu assess $review --from judgements.csv
