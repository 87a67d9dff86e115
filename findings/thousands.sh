#!/usr/bin/env bash
# @iarna/toml 3.0.0 writes a whole number of four digits and more with underscores: a file that said `number = 1010` and `year = 2026` says `number =
# 1_010` and `year = 2_026` once a tool has read and written it. smol-toml 1.4.2 leaves them. TOML readers get the same value, a search for 1010 does
# not find it any more, and the small reader markty-toml 0.1.1 makes a text of it.
# Expected: the digits as they stood, since nobody asked for separators. A rename by search and replace so passes over every file that was written
# once.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @iarna/toml@3.0.0 smol-toml@1.4.2 markty-toml@0.1.1
cat >write.cjs <<'X2'
const iarna = require('@iarna/toml');
const markty = require('markty-toml');
const text = 'number = 1010\nyear = 2026\nminutes = 999\n';
const written = iarna.stringify(iarna.parse(text));
console.log('@iarna/toml:', written.trim().replaceAll('\n', ', '));
console.log('finds 1010:', written.includes('1010'));
console.log('markty-toml:', JSON.stringify(markty(written)));
import('smol-toml').then(({ parse, stringify }) => console.log('smol-toml:', stringify(parse(text)).trim().replaceAll('\n', ', ')));
X2
seen '@iarna/toml: number = 1_010, year = 2_026, minutes = 999
finds 1010: false
markty-toml: {"number":"1_010","year":"2_026","minutes":999}
smol-toml: number = 1010, year = 2026, minutes = 999' node write.cjs
finish
