# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says there is no review aaaa
craffu tables "$(printf 'a%.0s' {1..100000})"
