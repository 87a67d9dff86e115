#!/usr/bin/env bash
# VitePress 1.6.4, `rewrites` that take the numbered folders out of the addresses, `01-basics/:page` and `02-models/:page` to `:page`, and an intro.md
# in both folders: one intro.html comes, with the text of the second. The other page is nowhere, the build says "complete" and ends with 0, though it
# fails on a dead link.
# Expected: an error, as for a link to a page that does not exist. The first page of that name in another chapter takes the other's place.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vitepress@1.6.4
mkdir -p docs/.vitepress docs/01-basics docs/02-models
echo 'export default { title: "T", rewrites: { "01-basics/:page": ":page", "02-models/:page": ":page" } };' >docs/.vitepress/config.mjs
echo '# Course' >docs/index.md
echo 'The basics.' >docs/01-basics/intro.md
echo 'The models.' >docs/02-models/intro.md
build() {
  timeout 200 npx --no-install vitepress build docs >log 2>&1
  echo "exit $?, $(grep -ciE 'warn|duplicate|conflict|overw' log) warnings"
}
pages() { (cd docs/.vitepress/dist && echo *.html); }
texts() { cat docs/.vitepress/dist/*.html | grep -oE 'The (basics|models)' | sort -u; }
seen 'exit 0, 0 warnings' build
seen '404.html index.html intro.html' pages
seen 'The models' texts
echo '[gone](./gone)' >>docs/index.md
seen 'exit 1, 0 warnings' build
finish
