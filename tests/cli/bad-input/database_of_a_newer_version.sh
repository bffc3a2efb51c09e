# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says craffu-data/craffu.db: the database was written by a newer version of the program
python3 -c 'import sqlite3
d = sqlite3.connect("craffu-data/craffu.db")
d.execute("INSERT INTO schema_version SELECT MAX(number) + 1, ? FROM schema_version", ("later",))
d.commit()'
# then
craffu exclude $review DP-2019-0007 --reason x
