#!/usr/bin/env bash
# Five "natural" sorts of the same lesson names, three orders. natural-compare 1.4.0 and javascript-natural-sort 0.7.1 put `02-b` before `1-a`: a zero in
# front makes the digits a fraction. natural-orderby 5.0.0 takes `1.10` for the decimal 1.1, so lesson 1.10 comes before 1.2, and the other four put it
# after 1.9. string-natural-compare 3.0.1 and Intl.Collator agree with each other.
# Expected: numbers by their value in all of them, and one answer for `1.10`.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin natural-compare@1.4.0 javascript-natural-sort@0.7.1 natural-orderby@5.0.0 string-natural-compare@3.0.1
cat >sort.mjs <<'END'
import naturalCompare from "natural-compare";
import naturalSort from "javascript-natural-sort";
import {compare} from "natural-orderby";
import stringNaturalCompare from "string-natural-compare";
const sorts = {"natural-compare": naturalCompare, "javascript-natural-sort": naturalSort, "natural-orderby": compare(),
               "string-natural-compare": stringNaturalCompare, "Intl.Collator": new Intl.Collator("en", {numeric: true}).compare};
for (const [name, sort] of Object.entries(sorts)) console.log(name + ": " + [...process.argv.slice(2)].sort(sort).join(" "));
END
seen 'natural-compare: 02-b 1-a 3-c 10-d
javascript-natural-sort: 02-b 1-a 3-c 10-d
natural-orderby: 1-a 02-b 3-c 10-d
string-natural-compare: 1-a 02-b 3-c 10-d
Intl.Collator: 1-a 02-b 3-c 10-d' node sort.mjs 10-d 1-a 02-b 3-c
seen 'natural-compare: 1.2-x 1.9-y 1.10-z
javascript-natural-sort: 1.2-x 1.9-y 1.10-z
natural-orderby: 1.10-z 1.2-x 1.9-y
string-natural-compare: 1.2-x 1.9-y 1.10-z
Intl.Collator: 1.2-x 1.9-y 1.10-z' node sort.mjs 1.9-y 1.10-z 1.2-x
finish
