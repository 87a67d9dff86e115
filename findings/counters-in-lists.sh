#!/usr/bin/env bash
# Asciidoctor.js 4.1.0 counts `{counter:exercise}` in list items and cells of tables apart from paragraphs: an exercise in a paragraph, one in a list and one
# in a paragraph have the numbers 1, 1, 2. The footnote of a paragraph in front of an AsciiDoc cell with a footnote is the second. No warning.
# Asciidoctor.js 3.0.4 on the same text: 1, 2, 3, and the footnotes in the order of the page.
# Expected: numbers in the order of the text, each once. "See exercise 1" means two of them after the new major version.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin three@npm:asciidoctor@3.0.4 four@npm:asciidoctor@4.1.0
cat >count.mjs <<'X2'
import three from 'three';
import { convert } from 'four';
const texts = {
  list: 'Exercise {counter:exercise}\n\n* Exercise {counter:exercise}\n\nExercise {counter:exercise}\n',
  cell: 'Exercise {counter:exercise}\n\n|===\n|Exercise {counter:exercise}\n|===\n\nExercise {counter:exercise}\n',
  footnotes: 'One.footnote:[a]\n\n|===\na|Two.footnote:[b]\n|===\n\nThree.footnote:[c]\n',
};
const numbers = (html) => [...html.matchAll(/Exercise (\d)|View footnote.">(\d)/g)].map((match) => match[1] ?? match[2]).join(' ');
for (const [name, text] of Object.entries(texts)) {
  console.log(`${name}: 3.0.4`, numbers(three().convert(text)), '| 4.1.0', numbers(await convert(text)));
}
X2
seen 'list: 3.0.4 1 2 3 | 4.1.0 1 1 2
cell: 3.0.4 1 2 3 | 4.1.0 1 1 2
footnotes: 3.0.4 1 2 3 | 4.1.0 2 1 3' node count.mjs
finish
