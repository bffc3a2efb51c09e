# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says this is not well-formed JSON
python3 -c 'import sqlite3
d = sqlite3.connect("craffu-data/craffu.db")
d.execute("UPDATE case_record SET content = ? WHERE reference = ?", ("garbage", "DP-2019-0007"))
d.commit()'
# then
craffu assess $review --from demo/2019-snapshot/assessments.csv
