#!/usr/bin/env bash
# npm-run-all2 8.0.4 runs the scripts `08`, `09`, `10` of package.json as 10, 08, 09, and `npm pkg set` writes the file anew in that order: keys that
# are whole numbers without a zero in front come first in every JavaScript object, those with a zero stay where they were. Nine steps run in order, the
# tenth runs before them. With a word in front (`lab:08`) all stay in order.
# Expected: the order of the file, or that of the names.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin npm-run-all2@8.0.4
scripts() { printf '{"private": true, "scripts": {"%s08": "echo 8", "%s09": "echo 9", "%s10": "echo 10"}}\n' "$1" "$1" "$1" >package.json; }
run_all() { scripts "$1" && npx --no-install run-s --silent "$1*" | paste -sd' '; }
written() { scripts "" && npm pkg set license=MIT && grep -oE '"(08|09|10)"' package.json | paste -sd' '; }
seen '10 8 9' run_all ''
seen '8 9 10' run_all 'lab:'
seen '"10" "08" "09"' written
finish
