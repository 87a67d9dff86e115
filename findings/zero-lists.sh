#!/usr/bin/env bash
# A course that counts from zero, as a list "0. Intro, 1. Setup": prosemirror-markdown 1.13.9 (the Markdown of many editors) reads it and writes it back as
# "1. Intro, 2. Setup", so that opening and saving a page renumbers it; djot 0.3.2 writes an <ol> without start, which shows 1 and 2, though its own parser
# kept the 0. Zero counts as "no number given" in both. Lists that begin with 7 stay; commonmark 0.31.2 writes start="0".
# Expected: 0 is a number. Each entry otherwise names the lesson behind its own.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin prosemirror-markdown@1.13.9 @djot/djot@0.3.2 commonmark@0.31.2
cat >lists.mjs <<'X2'
import djot from '@djot/djot';
import { HtmlRenderer, Parser } from 'commonmark';
import { defaultMarkdownParser, defaultMarkdownSerializer } from 'prosemirror-markdown';
for (const first of [0, 7]) {
  const text = `${first}. Intro\n${first + 1}. Setup\n`;
  const tree = djot.parse(text);
  console.log('prosemirror-markdown:', defaultMarkdownSerializer.serialize(defaultMarkdownParser.parse(text)).replace('\n', ', '));
  console.log('djot:', `start ${tree.children[0].start},`, djot.renderHTML(tree).split('\n')[0]);
  console.log('commonmark:', new HtmlRenderer().render(new Parser().parse(text)).split('\n')[0]);
}
X2
seen 'prosemirror-markdown: 1. Intro, 2. Setup
djot: start 0, <ol>
commonmark: <ol start="0">
prosemirror-markdown: 7. Intro, 8. Setup
djot: start 7, <ol start="7">
commonmark: <ol start="7">' node lists.mjs
finish
