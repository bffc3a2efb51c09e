# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says the operation one was something else: select
craffu select $review --all --operation one
# then
craffu import $review --cases demo/2019-snapshot/cases.csv --operation one
