#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# referee.sh PROGRAM SEED EXPRESSIONS: PostgreSQL answers on a cluster of its own, the program compares.
set -euo pipefail
program=$1 seed=$2 expressions=$3
cluster_tool=$(cd "$(dirname "$0")" && pwd)/../postgresql/cluster.sh
cluster=$("$cluster_tool" start)
work=$(mktemp -d "${TMPDIR:-/tmp}/referee.XXXXXX")
trap '"$cluster_tool" stop "$cluster"; rm -rf "$work"' EXIT

"$program" sql "$seed" "$expressions" >"$work/script"
psql --no-psqlrc --quiet --host="$cluster" --username=test --set=ON_ERROR_STOP=1 --file="$work/script" \
    --output="$work/answers" test || { tail -n 5 "$cluster/server" >&2; exit 1; }
"$program" compare "$seed" "$expressions" "$work/answers"
