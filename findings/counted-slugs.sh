#!/usr/bin/env bash
# @sindresorhus/slugify 3.0.1, `slugifyWithCounter`, which is there to keep headings apart. "Step 2" before two headings "Step" gives step-2 twice.
# And a heading with a number of its own gets another one once three headings without it came before: behind "Step", "Step", "Step" the slug of "Step
# 5" is step-5-1, behind two it is step-5. github-slugger 2.0.0 gives each its own and leaves "Step 5" alone.
# Expected: no slug twice, and "Step 5" is step-5 whatever the others are. A third exercise on a page so breaks the links to "Exercise 5".
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @sindresorhus/slugify@3.0.1 github-slugger@2.0.0
cat >slugs.mjs <<'X2'
import { slugifyWithCounter } from '@sindresorhus/slugify';
import GithubSlugger from 'github-slugger';
for (const headings of ['Step 2,Step,Step', 'Step,Step,Step 5', 'Step,Step,Step,Step 5']) {
  const counted = slugifyWithCounter();
  const github = new GithubSlugger();
  console.log(headings.split(',').map((heading) => counted(heading)).join(' '), '| github-slugger:',
    headings.split(',').map((heading) => github.slug(heading)).join(' '));
}
X2
seen 'step-2 step step-2 | github-slugger: step-2 step step-1
step step-2 step-5 | github-slugger: step step-1 step-5
step step-2 step-3 step-5-1 | github-slugger: step step-1 step-2 step-5' node slugs.mjs
finish
