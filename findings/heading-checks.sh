#!/usr/bin/env bash
# markdownlint 0.42.1 (rule MD051, links to headings) and github-slugger 2.0.0 on the headings "Intro 1", "Intro", "Intro": the page of the slugger has the
# anchors intro-1, intro, intro-2; the lint calls the right link #intro-2 broken, because for it the second "Intro" is intro-1 again.
# A course with "Exercise 1", "Exercise", "Exercise" gets the same. Expected: both agree, since both say that they do as GitHub does.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin markdownlint@0.42.1 github-slugger@2.0.0
cat >check.mjs <<'X'
import { lint } from 'markdownlint/sync';
import GithubSlugger from 'github-slugger';
const headings = ['Intro 1', 'Intro', 'Intro'];
const slugger = new GithubSlugger();
for (const anchor of headings.map((heading) => slugger.slug(heading))) {
  const page = `# Course\n\n[there](#${anchor})\n\n` + headings.map((h) => `## ${h}\n`).join('\ntext\n\n');
  const found = lint({ strings: { page }, config: { default: false, MD051: true } }).page;
  console.log(anchor, found.length ? 'is called broken' : 'is found');
}
X
seen 'intro-1 is found
intro is found
intro-2 is called broken' node check.mjs
finish
