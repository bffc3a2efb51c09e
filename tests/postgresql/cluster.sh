#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cluster.sh start            Starts a PostgreSQL of its own in a new temporary folder, on a private socket, and prints
#                             the folder: it is the socket's directory too. Connect as user "test" to database "test".
# cluster.sh stop FOLDER      Stops it and removes the folder.
# Without PostgreSQL it ends with 77 (skipped), but under script/test with 1.
# Nothing is listened to on the network. As root it runs as the user nobody, since PostgreSQL refuses to run as root.
set -Eeuo pipefail

binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$binaries" ]; then
    echo "cluster.sh: PostgreSQL is not installed" >&2
    [ -z "${CRAFFU_TIER-}" ] || exit 1 # script/test installs it: there it is a fault
    exit 77
fi

as_owner() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$folder" "$@"
    else
        "$@"
    fi
}

case "${1-}" in
start)
    folder=$(mktemp -d "${TMPDIR:-/tmp}/craffu-postgresql-XXXXXX")
    trap 'cat "$folder/made" "$folder/server" >&2 2>/dev/null || true; rm -rf "$folder"' ERR
    chmod 711 "$folder"
    [ "$(id -u)" != 0 ] || chown nobody:nogroup "$folder"
    cd "$folder"
    as_owner "$binaries/initdb" --pgdata="$folder/data" --username=test --auth=trust --encoding=UTF8 --locale=C \
        --no-sync >"$folder/made" 2>&1
    as_owner "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server" --wait --timeout=60 \
        --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c unix_socket_permissions=0777 \
-c fsync=off -c timezone=Europe/London" start >/dev/null 2>&1 </dev/null
    "$binaries/createdb" --host="$folder" --username=test test
    echo "$folder"
    ;;
stop)
    folder=$2
    cd "$folder"
    as_owner "$binaries/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait stop >/dev/null
    cd /
    rm -rf "$folder"
    ;;
*)
    echo "usage: cluster.sh start | stop FOLDER" >&2
    exit 2
    ;;
esac
