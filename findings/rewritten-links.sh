#!/usr/bin/env bash
# VitePress 1.6.4 with `rewrites` that take the numbers out of the addresses: the check for dead links, on by default, looks for a link's file and then
# for its address, and takes either. A link by the file's own path, `/02-models/intro`, passes, becomes `/02-models/intro.html`, and no such page is made:
# 404 on the site, exit 0. The link by the address is right, and one to a page that is nowhere stops the build.
# Expected: the page that the link means, or the error. It is the link that an editor completes and that GitHub shows as working.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vitepress@1.6.4
mkdir -p docs/.vitepress docs/01-basics docs/02-models
echo "export default { title: 'T', rewrites: (id) => id.replace(/\d+-/g, '') };" >docs/.vitepress/config.mjs
echo '# Course' >docs/index.md
echo '# Models' >docs/02-models/intro.md
linked() {
  echo "[next]($1)" >docs/01-basics/intro.md
  rm -rf docs/.vitepress/dist
  timeout 200 npx --no-install vitepress build docs >log 2>&1
  local code=$? target
  target=$(grep -o 'href="/[^"]*/intro.html"' docs/.vitepress/dist/basics/intro.html 2>/dev/null | cut -d'"' -f2)
  echo "exit $code, $target: $([ -n "$target" ] && [ -f "docs/.vitepress/dist$target" ] && echo a page || echo no page)"
}
seen 'exit 0, /02-models/intro.html: no page' linked /02-models/intro
seen 'exit 0, /models/intro.html: a page' linked /models/intro
seen 'exit 1, : no page' linked /03-models/intro
finish
