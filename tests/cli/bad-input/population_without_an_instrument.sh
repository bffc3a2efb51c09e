# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says --instrument is missing
craffu population demo/2019-snapshot/cases.csv
