#!/usr/bin/env bash
# vuepress-theme-hope 2.0.0-rc.102 (VuePress 2.0.0-rc.26), the sidebar made from the pages' `order`: 1 and 2 come first, 0 behind them, as if the page
# had none; with -1 below them the order is 1, 2, -1, 0.
# Expected: -1, 0, 1, 2. A course whose first page is number 0 (a setup, say) ends with it, and the build says nothing.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vuepress@2.0.0-rc.26 @vuepress/bundler-vite@2.0.0-rc.26 vuepress-theme-hope@2.0.0-rc.102 sass-embedded@1.108.2
mkdir -p docs/.vuepress
cat >docs/.vuepress/config.mjs <<'C'
import { viteBundler } from '@vuepress/bundler-vite';
import { hopeTheme } from 'vuepress-theme-hope';
export default { bundler: viteBundler(), theme: hopeTheme({ sidebar: 'structure' }, { custom: true }) };
C
page() { printf -- '---\norder: %s\n---\n# %s\n' "$2" "$1" >"docs/$1.md"; }
sidebar() {
  timeout 200 npx --no-install vuepress build docs >log 2>&1
  echo "exit $?, $(grep -o '\[.*\]' docs/.vuepress/.temp/theme-hope/sidebar.js)"
}
page setup 0 && page loops 1 && page lists 2
seen 'exit 0, ["loops","lists","setup"]' sidebar
page about -1
seen 'exit 0, ["loops","lists","about","setup"]' sidebar
finish
