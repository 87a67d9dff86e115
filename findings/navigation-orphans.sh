#!/usr/bin/env bash
# @11ty/eleventy-navigation 1.0.5 (Eleventy 3.1.8): the chapter with the key "01 Models" becomes "02 Models", its pages still name the old key as their parent. The
# menu has the chapter without a page below it, and the pages nowhere; the build ends with 0 and warns of nothing. The breadcrumbs of the same plugin
# call such a page a node that does not exist.
# Expected: an error from both. A key with a number in it takes a whole chapter out of the menu when it changes.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @11ty/eleventy@3.1.8 @11ty/eleventy-navigation@1.0.5
mkdir src
cat >eleventy.config.mjs <<'X2'
import navigation from '@11ty/eleventy-navigation';
export default (config) => { config.addPlugin(navigation); };
X2
cat >crumbs.mjs <<'X2'
import * as navigation from '@11ty/eleventy-navigation/eleventy-navigation.js';
const layers = { data: { eleventyNavigation: { key: 'Layers', parent: '01 Models' }, page: { url: '/layers/' } } };
try {
  console.log(navigation.findBreadcrumbEntries([layers], 'Layers').length);
} catch (error) {
  console.log(error.message);
}
X2
echo '{{ collections.all | eleventyNavigation | eleventyNavigationToHtml }}' >menu
printf -- '---\neleventyNavigation: {key: Layers, parent: 01 Models}\n---\nText.\n' >src/layers.md
menu() {
  printf -- '---\neleventyNavigation: {key: %s}\n---\n' "$1" | cat - menu >src/models.md
  timeout 60 npx --no-install eleventy --input=src --config=eleventy.config.mjs >log 2>&1 </dev/null
  echo "exit $?, $(grep -ciE 'warn|error|missing' log) warnings:" "$(grep -oE '>[^<>]+</a>' _site/models/index.html | tr -d '>' | sed 's/<.*//' | paste -sd, )"
}
seen 'exit 0, 0 warnings: 01 Models,Layers' menu '01 Models'
seen 'exit 0, 0 warnings: 02 Models' menu '02 Models'
seen 'Node does not exist: Layers' node crumbs.mjs
finish
