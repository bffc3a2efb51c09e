#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# statements.sh PRINT_SQL   Every migration runs on PostgreSQL and every named statement can be prepared there; what is
# kept for ever is kept there too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cluster=$("$here/cluster.sh" start)
trap '"$here/cluster.sh" stop "$cluster"' EXIT
ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align --host="$cluster" --username=test \
        --set=ON_ERROR_STOP=1 test "$@"
}

{ "$1"; } | ask >"$cluster/answer"
answer=$(tail -1 "$cluster/answer")
[[ $answer =~ ^prepared\ ([0-9]+)\ of\ ([0-9]+)$ ]] && [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ] &&
    [ "${BASH_REMATCH[1]}" -gt 50 ] || {
    echo "not every statement was prepared: $answer"
    exit 1
}

ask <<'SQL'
INSERT INTO operation VALUES ('o', 'clerk', '', 1, '');
INSERT INTO audit VALUES (1, 'a', 'o', 1, 'clerk', 'x', 'x', 'x', '{}', NULL);
UPDATE audit SET link = '';
INSERT INTO audit_beginning VALUES (0, '');
INSERT INTO instrument VALUES ('h', 'i', 1, '');
INSERT INTO review VALUES ('r', '', '', 'snapshot', NULL, NULL, '', '', '', '', NULL, '', '', '', 'h', 'open', 1);
INSERT INTO extract VALUES ('e', 'open');
INSERT INTO import VALUES ('m', 'e', 'o', 1, 'h', 0, 0, 0, 0, 0, 0, 0);
INSERT INTO case_record VALUES ('c', 'e', 'C-01', '{}', '', '', 0, 'm');
INSERT INTO selection VALUES ('r', 'c', 'draw', NULL, 'waiting', '', '', NULL, '', '', NULL, 1);
INSERT INTO assessment VALUES ('s', 'r', 'c', 'review', 'Ann', 'en', 'draft', '', NULL, 1);
INSERT INTO answer VALUES ('s', 'k', '', NULL, 'yes', NULL, NULL, '');
INSERT INTO assessment VALUES ('d', 'r', 'c', 'review', 'Bob', 'en', 'draft', '', NULL, 1);
INSERT INTO answer VALUES ('d', 'k', '', NULL, 'yes', NULL, NULL, '');
UPDATE answer SET judged = 'no' WHERE assessment = 's';
UPDATE assessment SET state = 'submitted', submitted_at = 1 WHERE id = 's';
DELETE FROM answer WHERE assessment = 'd';
DELETE FROM assessment WHERE id = 'd';
INSERT INTO recommendation VALUES ('m', 'r', 'k', 1, 'x', 'x', 'x', 'x', '2019-10-01', NULL, 1);
UPDATE recommendation SET text_en = 'y' WHERE id = 'm';
INSERT INTO response VALUES ('p', 'm', 'accepted', '', '', 'x', 'x', '2019-10-02', '', 1);
INSERT INTO progress VALUES ('g', 'm', 'done', 'x', 'x', 'x', 'x', '2019-10-03', NULL, '', 1);
SQL
while read -r attempt; do
    if message=$(ask --command="$attempt" 2>&1); then
        echo "this was not refused: $attempt"
        exit 1
    fi
    [[ $message == *"is frozen"* || $message == *"kept as it was "* ]] || {
        echo "$attempt: $message"
        exit 1
    }
done <<'SQL'
UPDATE assessment SET comment = 'x'
DELETE FROM assessment
UPDATE answer SET judged = 'yes'
DELETE FROM answer
INSERT INTO answer VALUES ('s', 'l', '', NULL, 'yes', NULL, NULL, '')
UPDATE audit SET actor = 'nobody'
UPDATE audit SET link = NULL
DELETE FROM audit
TRUNCATE audit CASCADE
UPDATE audit_beginning SET link = 'x'
DELETE FROM audit_beginning
TRUNCATE audit_beginning
UPDATE recommendation SET text_en = 'z'
DELETE FROM recommendation
UPDATE response SET decision = 'rejected'
DELETE FROM response
TRUNCATE response
UPDATE progress SET state = 'open'
DELETE FROM progress
TRUNCATE progress
SQL
[ "$(ask --command="SELECT judged FROM answer")" = no ]
echo "$answer"
