#!/usr/bin/env bash
# Starlight 0.42.4 (Astro 7.3.5), the sidebar made from the folders: a chapter stands where its lowest page's `sidebar.order` puts it, among chapters and pages
# alike, and its own number counts where these are equal. One page of 02-models that gets `order: 1` takes the chapter in front of 01-basics
# and of the home page. With orders in all pages, 03-training is first, since its first page is number 0. The manual says that `order` sorts the page
# in its group; navigation.js has "Directories have the weight of the lowest weighted route they contain". No warning.
# Expected: an order inside a chapter moves nothing outside it.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @astrojs/starlight@0.42.4 astro@7.3.5 node@22.23.3
# Vite takes Starlight's files along only where package.json names it.
echo '{"private": true, "type": "module", "dependencies": {"astro": "7.3.5", "@astrojs/starlight": "0.42.4"}}' >package.json
[ -x node_modules/node/bin/node ] || npm rebuild --silent node >npm.log 2>&1 || { cat npm.log >&2; exit 77; }
echo 'import {defineConfig} from "astro/config"; import starlight from "@astrojs/starlight";
export default defineConfig({site: "https://example.org", integrations: [starlight({title: "T", pagefind: false})]});' >astro.config.mjs
page() { mkdir -p "src/content/docs/$(dirname "$1")"; printf -- '---\ntitle: %s\n%s\n---\nText\n' "$2" "${3:+sidebar: {order: $3\}}" >"src/content/docs/$1.md"; }
page index Home
echo 'import {defineCollection} from "astro:content"; import {docsLoader} from "@astrojs/starlight/loaders"; import {docsSchema} from "@astrojs/starlight/schema";
export const collections = {docs: defineCollection({loader: docsLoader(), schema: docsSchema()})};' >src/content.config.ts
menu() {
  ASTRO_TELEMETRY_DISABLED=1 timeout 250 node_modules/node/bin/node node_modules/astro/bin/astro.mjs build >log 2>&1 || { tail log; return; }
  sed 's/<a /\n<a /g; s/<details/\n<details/g' dist/index.html | sed '/<\/nav>/q' |
    grep -E '^<(a|details)' | grep -oE '(0[1-3]-[a-z]+|Home|[A-Z][a-z]+ [12])</span>' | sed 's/<.*//' | paste -sd' '
}
page 01-basics/01-intro 'Basics 1' && page 01-basics/02-loops 'Basics 2'
page 02-models/01-intro 'Models 1' && page 02-models/02-fit 'Models 2'
page 03-training/01-intro 'Training 1'
seen 'Home 01-basics Basics 1 Basics 2 02-models Models 1 Models 2 03-training Training 1' menu
page 02-models/02-fit 'Models 2' 1
seen '02-models Models 2 Models 1 Home 01-basics Basics 1 Basics 2 03-training Training 1' menu
page 01-basics/01-intro 'Basics 1' 1 && page 01-basics/02-loops 'Basics 2' 2
page 02-models/01-intro 'Models 1' 1 && page 02-models/02-fit 'Models 2' 2
page 03-training/01-intro 'Training 1' 0
seen '03-training Training 1 01-basics Basics 1 Basics 2 02-models Models 1 Models 2 Home' menu
finish
