# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says the operation one was something else: select
craffu select $review --all --operation one
# then
craffu exclude $review DP-2019-0007 --reason x --operation one
