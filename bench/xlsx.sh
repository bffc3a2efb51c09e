#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# xlsx.sh [BUILD [ROWS [ROUNDS]]]   How long a workbook of 24 columns takes to be read, beside R's readxl where that is
# installed (Debian: r-cran-readxl). Rounds take turns; prints medians and the peak of memory.
set -eu
build=${1:-build} rows=${2:-100000} rounds=${3:-5}
ninja -C "$build" bench/xlsx >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$build/bench/xlsx" make "$folder/cases.xlsx" "$rows"
cat >"$folder/read.R" <<'END'
path <- commandArgs(TRUE)[1]
time <- system.time(cases <- readxl::read_excel(path, progress = FALSE, .name_repair = "minimal"))
peak <- gsub("[^0-9]", "", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))
cat(sprintf("%.4f %d - %s\n", time[["elapsed"]], nrow(cases) * ncol(cases), peak))
END
peer=
Rscript -e 'library(readxl)' >/dev/null 2>&1 && peer=yes
for round in $(seq "$rounds"); do
    "$build/bench/xlsx" read "$folder/cases.xlsx" >>"$folder/ours"
    [ -z "$peer" ] || Rscript "$folder/read.R" "$folder/cases.xlsx" >>"$folder/readxl"
done
median() { sort -n "$folder/$1" | sed -n "$(((rounds + 1) / 2))p"; }
show() { median "$1" | awk -v name="$1" '{ printf "%-7s %s s, %s cells, %.0f MiB\n", name, $1, $2, $4 / 1024 }'; }
show ours
if [ -n "$peer" ]; then
    show readxl
    echo "$(median ours) $(median readxl)" | awk '{ printf "readxl / ours = %.2f\n", $5 / $1 }'
fi
