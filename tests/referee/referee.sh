#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# referee.sh PROGRAM SEED EXPRESSIONS: starts a PostgreSQL of its own in a temporary directory, on a private socket without
# TCP, lets it answer, compares, and leaves nothing behind.
set -eu
program=$1 seed=$2 expressions=$3

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL is not installed: install Debian's package postgresql, or run script/test, which does" >&2
    exit 1
fi

directory=$(mktemp -d "${TMPDIR:-/tmp}/referee.XXXXXX")
# initdb refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$directory"
    as() { (cd "$directory" && setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH="$PATH" LC_ALL=C "$@"); }
else
    as() { (cd "$directory" && env -i PATH="$PATH" LC_ALL=C "$@"); }
fi
finish() {
    status=$?
    trap - EXIT
    [ ! -f "$directory/data/postmaster.pid" ] || as "$bin/pg_ctl" -D "$directory/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$directory"
    exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

as "$bin/initdb" -D "$directory/data" --locale=C --encoding=UTF8 --no-sync --auth=trust --username=referee >"$directory/initdb" 2>&1 ||
    { cat "$directory/initdb" >&2; exit 1; }
as "$bin/pg_ctl" -D "$directory/data" -l "$directory/server" -w \
    -o "-c listen_addresses= -c unix_socket_directories=$directory -c fsync=off -c jit=off" start >"$directory/start" 2>&1 ||
    { cat "$directory/start" "$directory/server" >&2; exit 1; }

"$program" sql "$seed" "$expressions" >"$directory/script"
"$bin/psql" -X -q -h "$directory" -U referee -d postgres -v ON_ERROR_STOP=1 -f "$directory/script" -o "$directory/answers" ||
    { tail -n 5 "$directory/server" >&2; exit 1; }
"$program" compare "$seed" "$expressions" "$directory/answers"
