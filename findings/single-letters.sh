#!/usr/bin/env bash
# Parts V and VI of a course, in a Markdown list. pandoc 3.10 (pandoc-wasm 1.1.0; Debian's 2.17.1.1 does the same) takes "V." for the 22nd letter and "VI." for a
# Roman 6, which makes two lists of them; written as Markdown of GitHub they are parts 22 and 6. "X." and "XI." become 24 and 11; "IX., X., XI." stay
# together. djot 0.3.2, of the same author, errs the other way: appendices "C." and "D." are the Roman 100 and 101 to it, for pandoc 3 and 4.
# Expected: what the next entry says decides: V, VI are 5 and 6, C and D are 3 and 4. Nothing is said by either.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin pandoc-wasm@1.1.0 @djot/djot@0.3.2
cat >letters.mjs <<'X2'
import djot from '@djot/djot';
import { convert } from 'pandoc-wasm';
for (const [one, two] of [['V', 'VI'], ['X', 'XI'], ['C', 'D']]) {
  const text = `${one}.  First\n${two}.  Second\n`;
  const { stdout, stderr } = await convert({ from: 'markdown', to: 'gfm' }, text, {});
  const lists = djot.renderHTML(djot.parse(text)).match(/<ol[^>]*>/g);
  console.log(`${one}, ${two}: pandoc`, stdout.match(/\d+(?=\. )/g).join(', ') + stderr, '| djot', lists.join(' '));
}
X2
seen 'V, VI: pandoc 22, 6 | djot <ol start="5" type="I">
X, XI: pandoc 24, 11 | djot <ol start="10" type="I">
C, D: pandoc 3, 4 | djot <ol start="100" type="I">' node letters.mjs
finish
