# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says craffu-data: the data folder cannot be opened: Permission denied
# then
stranger craffu ledger $review
