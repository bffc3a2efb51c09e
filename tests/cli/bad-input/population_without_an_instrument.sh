# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says no instrument is named
craffu population demo/2019-snapshot/cases.csv
