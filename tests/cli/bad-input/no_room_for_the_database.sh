# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says craffu-data/craffu.db: the database may not grow
{ echo case_ref,strand,reported_at; for i in {1..20000}; do echo "K$i,Race,2019-01-01 10:00"; done; } >cases.csv
trap '' XFSZ # so that the limit is told as an error, as a full disk is
ulimit -f 600
craffu import $review --cases cases.csv
