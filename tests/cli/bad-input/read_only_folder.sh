# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says craffu-data/craffu.db: the database cannot be written: its file or its folder is read-only
chmod -R a+rX,a-w craffu-data
# then
stranger craffu exclude $review DP-2019-0007 --reason x --actor somebody
