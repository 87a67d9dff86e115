#!/usr/bin/env bash
# natural-orderby 5.0.0 sorts section numbers in two ways. Where a text is a number from end to end, 1.10 is a decimal and comes before 1.9; with a word in
# front or a third part behind, 1.9 comes before 1.10. `06b.md` comes before `06.md`. Intl.Collator with `numeric` (Node 20) gives the expected order in all.
# Expected: one order for "1.9" and "Lesson 1.9", whichever it is, and an insertion (06b) behind the page that it follows.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin natural-orderby@5.0.0
cat >sort.cjs <<'X'
const { orderBy } = require('natural-orderby');
const collator = new Intl.Collator('en', { numeric: true });
for (const list of [['1.9', '1.10'], ['Lesson 1.9', 'Lesson 1.10'], ['1.9.1', '1.10.1'], ['06.md', '06b.md', '07.md']]) {
  console.log('natural-orderby:', orderBy(list).join(', '), '| Intl:', [...list].sort(collator.compare).join(', '));
}
X
seen 'natural-orderby: 1.10, 1.9 | Intl: 1.9, 1.10
natural-orderby: Lesson 1.9, Lesson 1.10 | Intl: Lesson 1.9, Lesson 1.10
natural-orderby: 1.9.1, 1.10.1 | Intl: 1.9.1, 1.10.1
natural-orderby: 06b.md, 06.md, 07.md | Intl: 06.md, 06b.md, 07.md' node sort.cjs
finish
