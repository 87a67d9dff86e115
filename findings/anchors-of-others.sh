#!/usr/bin/env bash
# markdown-link-check 3.15.0 says of a link to a heading of the same page whether the heading exists, and calls every `next.md#anything` good that names
# an existing page: after "Step 2" became "Step 1" the link on its own page is found, those on all others pass. linkinator 7.6.1 finds both.
# Expected: one answer for both kinds, or a word about those that were not looked at.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin markdown-link-check@3.15.0 linkinator@7.6.1
mkdir book && cd book || exit 77
printf '# Course\n\n## Step 1\n\n[a](#step-1) [b](#step-2) [c](next.md#step-1) [d](next.md#step-2)\n' >course.md
printf '# Next\n\n## Step 1\n' >next.md
link_check() { npx --no-install markdown-link-check course.md 2>/dev/null | grep -oE '\[.\] (next\.md)?#[^ ]*$'; }
broken_for_linkinator() { npx --no-install linkinator course.md --markdown --check-fragments --format json | grep -oE '[a-z]*\.md#step-[0-9]' | sort -u; }
seen '[✓] #step-1
[✖] #step-2
[✓] next.md#step-1
[✓] next.md#step-2' link_check
seen 'course.md#step-2
next.md#step-2' broken_for_linkinator
finish
