# SPDX-License-Identifier: GPL-3.0-or-later
# changes audit operation
# status 74
# says craffu: the output could not be written: No space left on device
craffu ledger $review >/dev/full
