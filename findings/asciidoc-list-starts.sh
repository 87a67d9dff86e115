#!/usr/bin/env bash
# Asciidoctor.js 3.0.4 on an ordered list that begins with 7: the page shows 1 and 2. The numbers that the author wrote are looked at, since a warning names
# the one it expected, and dropped. Markdown keeps the first (commonmark 0.31.2 writes start="7"), so a page of "lessons 7 and 8" changes
# its numbers with its format.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin asciidoctor@3.0.4 commonmark@0.31.2
cat >list.cjs <<'X'
const asciidoctor = require('asciidoctor')();
const { Parser, HtmlRenderer } = require('commonmark');
const text = '7. Loops\n8. Lists\n';
const list = (html) => html.match(/<ol[^>]*>/)[0];
console.log(list(asciidoctor.convert(text)));
console.log(list(new HtmlRenderer().render(new Parser().parse(text))));
X
seen 'asciidoctor: WARNING: <stdin>: line 1: list item index: expected 1, got 7
asciidoctor: WARNING: <stdin>: line 2: list item index: expected 2, got 8
<ol class="arabic">
<ol start="7">' node list.cjs
finish
