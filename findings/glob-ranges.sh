#!/usr/bin/env bash
# picomatch 4.0.7 and tinyglobby 0.2.17 (which Vite, ESLint's tools and many others use): a range in braces such as `{01..12}_*.md` becomes
# a character class, or stays text. It finds none of twelve numbered pages and reports no error. fast-glob 3.3.3, bash and minimatch find all
# twelve, so a page list moved from one to the other goes empty. Expected: the twelve pages, or an error.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin picomatch@4.0.7 tinyglobby@0.2.17 fast-glob@3.3.3
for number in 01 02 03 04 05 06 07 08 09 10 11 12; do echo x >"${number}_page.md"; done
cat >count.cjs <<'X'
const pattern = '{01..12}_*.md';
console.log('as a regular expression:', require('picomatch').makeRe(pattern).source);
console.log('tinyglobby finds', require('tinyglobby').globSync(pattern).length);
console.log('fast-glob finds', require('fast-glob').sync(pattern).length);
X
seen 'as a regular expression: ^(?:[01-12]_[^/]*?\.md)$
tinyglobby finds 0
fast-glob finds 12' node count.cjs
finish
