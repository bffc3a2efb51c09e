#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# differential.sh DIFFERENTIAL CRAFFU SOURCE GENERATE-EXTRACT [ROWS]   Extracts that are made up are read row by row and by
# many threads, and both must tell the same; and a file gives the same packed, through a pipe and without its mark.
# Without ROWS, CRAFFU_TIER says how many rows.
set -uo pipefail
differential=$(realpath "$1") craffu=$(realpath "$2") source=$(realpath "$3") generate=$(realpath "$4")
export LC_ALL=C.UTF-8
case ${CRAFFU_TIER-default} in
    quick) rows=2000 ;;
    ci) rows=50000 ;;
    long) rows=200000 ;;
    *) rows=20000 ;;
esac
rows=${5-$rows}
[ "${CRAFFU_TIER-}" != ci ] || [ "$rows" -le 200000 ] || rows=200000 # in the time that a small machine has
folder=$(mktemp -d "${TMPDIR:-/tmp}/differential.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
number=0

check() { # NAME COMMAND...
    local name=$1 result=ok
    shift
    number=$((number + 1))
    "$@" >out 2>&1 || result="not ok"
    echo "$result $number - $name"
    [ "$result" = ok ] || head -n 30 out | sed 's/^/# /'
}

make_up() { # SHAPE ROWS OPTION...   Sets `instrument` and `log`.
    local shape=$1 count=$2
    shift 2
    log=()
    instrument=$source/bench/population/thirty-criteria.yaml
    if [ "$shape" = hate-crime ]; then
        instrument=$source/instruments/hate-crime-snapshot.yaml
        log=(log.csv)
        set -- "$@" --log log.csv --log-truth log-truth.csv
    fi
    "$generate" --shape "$shape" --rows "$count" "$@" --truth cases-truth.csv >cases.csv
}

same_both_ways() { # SHAPE ROWS OPTION...
    make_up "$@" && "$differential" "$instrument" cases.csv "${log[@]}"
}

population() { # CASES
    "$craffu" population "$1" ${log:+--log log.csv} --instrument "$instrument" --threads 3 --no-file-hash --format "$2" 2>said
    local status=$?
    [ $status = 0 ] || [ $status = 4 ] # rows were rejected
}

# What was counted, and which rows were rejected, why: without the names of files.
tell() { # CASES
    population "$1" csv && population - jsonl <"$1" | grep '"type":"reject"' | sed 's/"file":"[^"]*",//'
}

# Exactly the rows that the truth names are rejected, by line and record.
rejects_by_truth() { # NAME-OF-THE-TRUTH FILE
    diff <(tail -n +2 "$1" | cut -d, -f1,2) \
        <(population cases.csv jsonl | grep -F "\"type\":\"reject\",\"file\":\"$2\"" |
            sed 's/.*"record":\([0-9]*\),"line":\([0-9]*\).*/\2,\1/')
}

as_the_truth_says() {
    rejects_by_truth cases-truth.csv cases.csv && { [ ${#log[@]} = 0 ] || rejects_by_truth log-truth.csv log.csv; }
}

same_packed() {
    gzip -1 -c cases.csv >cases.csv.gz && diff plain <(tell cases.csv.gz)
}

same_in_many_parts() { # gzip files one behind the other are one
    split -n 3 cases.csv part. && gzip -1 part.?? && cat part.*.gz >parts.csv.gz && rm part.* && diff plain <(tell parts.csv.gz)
}

same_through_a_pipe() {
    diff <(population cases.csv csv) <(cat cases.csv | population - csv) &&
        diff <(population cases.csv csv) <(population /dev/stdin csv < <(dd if=cases.csv bs=1000 status=none))
}

same_without_mark() {
    tail -c +4 cases.csv >unmarked.csv && diff plain <(tell unmarked.csv) && "$differential" "$instrument" unmarked.csv "${log[@]}"
}

# Where references do not ascend, or for the most part only, and some stand twice.
same_in_another_order() { # ORDER
    awk -v order="$1" '
        function row(i) { printf "%s", rows[i] }
        { whole = whole $0 "\n"; quotes = gsub(/"/, "&", whole) }
        quotes % 2 { next }
        NR == 1 { printf "%s", whole; whole = ""; next }
        { rows[count++] = whole; whole = "" }
        END {
            for (i = 0; i < count; i++)
                if (order == "backwards") row(count - 1 - i)
                else if (order == "mixed") row(i * 7919 % count)
                else if (order == "halves") row((i + int(count / 2)) % count)
                else if (order == "late") { if (i % 100) row(i); if (i > 300 && i % 100 == 50) row(i - 250) }
                else { row(i); if (i % 150 == 99) row(int(i / 2)) }
        }' cases.csv >reordered.csv && "$differential" "$instrument" reordered.csv
}

for shape in benchmark hate-crime; do
    count=$rows
    [ $shape = benchmark ] || count=$((rows / 5)) # ten entries of the log a case
    check "$shape: $count rows without damage" same_both_ways $shape $count --seed 1
    check "$shape: damage in 2 of 100 rows" same_both_ways $shape $count --damage 20 --seed 2
    check "$shape: damage in 3 of 10 rows" same_both_ways $shape $((count / 4)) --damage 300 --seed 3
    check "$shape: every value quoted, and damage" same_both_ways $shape $count --damage 20 --quoted --seed 4
    check "$shape: quoted, without damage, by tabs" same_both_ways $shape $count --quoted --separator tab --seed 5
    check "$shape: semicolons, LF and damage" same_both_ways $shape $count --damage 20 --separator ';' --line-ends lf --seed 6
    check "$shape: tabs, CR and damage" same_both_ways $shape $count --damage 20 --separator tab --line-ends cr --seed 7
    check "$shape: quoted, CR and much damage" same_both_ways $shape $((count / 4)) --damage 300 --quoted --line-ends cr --seed 8
    check "$shape: quoted, LF and much damage" same_both_ways $shape $((count / 4)) --damage 300 --quoted --line-ends lf --seed 9
    make_up $shape $count --damage 20 --seed 10
    check "$shape: exactly those rows are rejected that the truth names" as_the_truth_says
    tell cases.csv >plain
    grep -q reject plain || echo "Bail out! no row was rejected"
    check "$shape: packed it gives the same" same_packed
    check "$shape: packed in parts it gives the same" same_in_many_parts
    check "$shape: through a pipe it gives the same" same_through_a_pipe
    check "$shape: without a byte order mark it gives the same" same_without_mark
done
make_up benchmark "$rows" --line-ends lf --seed 11
for order in backwards mixed halves late twice; do
    check "$order: in another order of its rows" same_in_another_order $order
done
echo "1..$number"
