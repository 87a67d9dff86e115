#!/usr/bin/env bash
# semver 7.8.6: `coerce` finds no version in a number with a zero in front. "lesson-10" is 10.0.0, "lesson-06" is null, and so are 1.06 and the date 2026.01.05;
# by its manual nothing but a text without digits fails. From the right (`rtl`) 08.1.2.3 is 1.2.3, the padded part is passed over. Only `loose` reads
# them all. compare-versions 6.1.1 takes 2026.01.05 for a version.
# Expected: 6.0.0. A list of padded lessons that is sorted by `coerce` has no version for the first nine, and works from the tenth on.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin semver@7.8.6 compare-versions@6.1.1
cat >coerce.cjs <<'X2'
const { coerce } = require('semver');
const { validate } = require('compare-versions');
for (const text of ['lesson-10', 'lesson-06', '1.10', '1.06', '2026.10.15', '2026.01.05']) {
  console.log(text, String(coerce(text)), '| loose', String(coerce(text, { loose: true })), '| compare-versions', validate(text));
}
console.log('08.1.2.3', String(coerce('08.1.2.3')), '| rtl', String(coerce('08.1.2.3', { rtl: true })));
X2
seen 'lesson-10 10.0.0 | loose 10.0.0 | compare-versions false
lesson-06 null | loose 6.0.0 | compare-versions false
1.10 1.10.0 | loose 1.10.0 | compare-versions true
1.06 null | loose 1.6.0 | compare-versions true
2026.10.15 2026.10.15 | loose 2026.10.15 | compare-versions true
2026.01.05 null | loose 2026.1.5 | compare-versions true
08.1.2.3 null | rtl 1.2.3' node coerce.cjs
finish
