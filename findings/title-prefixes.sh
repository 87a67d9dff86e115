#!/usr/bin/env bash
# vitepress-sidebar 1.40.0 with `removePrefixAfterOrdering`, which is there to take `01.` from titles. It cuts at the first dot (the default separator)
# whatever stands before it: "Node.js streams" becomes "js streams", "Deno vs. Node" becomes " Node". Only "1. Setup" was meant.
# Expected: a number is cut and nothing else, or a title without a number stays as it is.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vitepress-sidebar@1.40.0
mkdir docs
echo '# 1. Setup' >docs/01-setup.md
echo '# Node.js streams' >docs/02-streams.md
echo '# Deno vs. Node' >docs/03-deno.md
cat >list.mjs <<'X'
import { generateSidebar } from 'vitepress-sidebar';
const pages = generateSidebar({ documentRootPath: 'docs', useTitleFromFileHeading: true, removePrefixAfterOrdering: true });
for (const page of pages) console.log(page.link, JSON.stringify(page.text));
X
seen '/01-setup " Setup"
/02-streams "js streams"
/03-deno " Node"' node list.mjs
finish
