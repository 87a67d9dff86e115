#!/usr/bin/env bash
# markdown-it 14.1.0, commonmark 0.31.2 and marked 17.0.0 on a numbered line right behind a line of text. "2. Loops" stays text; renumbered to "1. Loops" it
# becomes a list, because only a list that begins with 1 may interrupt a paragraph. Padded, "01. Loops", they disagree: a list for the first two, text
# for marked. So exchanging the numbers of two such lines changes what is a list, and padding changes it in one of three.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin markdown-it@14.1.0 commonmark@0.31.2 marked@17.0.0
cat >lists.mjs <<'X'
import markdownIt from 'markdown-it';
import { Parser, HtmlRenderer } from 'commonmark';
import { marked } from 'marked';
const readers = {
  'markdown-it': (text) => new markdownIt().render(text),
  commonmark: (text) => new HtmlRenderer().render(new Parser().parse(text)),
  marked: (text) => marked.parse(text),
};
for (const number of ['2', '1', '01']) {
  const told = Object.entries(readers).map(([name, read]) =>
    `${name} ${read(`Begin with\n${number}. Loops\n`).includes('<ol') ? 'list' : 'text'}`);
  console.log(`${number}.`, told.join(', '));
}
X
seen '2. markdown-it text, commonmark text, marked text
1. markdown-it list, commonmark list, marked list
01. markdown-it list, commonmark list, marked text' node lists.mjs
finish
