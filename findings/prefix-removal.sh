#!/usr/bin/env bash
# vitepress-sidebar 1.40.0: `removePrefixAfterOrdering` with the separator `-` takes the number from `1-setup`, and the first word from every other name:
# `about-us` stands in the menu as "us", `how-to-start` as "to-start", `3d-plots` as "plots". The links stay right.
# Expected: only what is a number goes.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vitepress-sidebar@1.40.0
mkdir docs
for page in 1-setup 2-models 3d-plots about-us how-to-start; do echo "Text." >"docs/$page.md"; done
cat >menu.mjs <<'END'
import {generateSidebar} from "vitepress-sidebar";
const menu = generateSidebar({documentRootPath: "docs", removePrefixAfterOrdering: true, prefixSeparator: "-", debugPrint: false});
for (const {text, link} of menu) console.log(`${link}: ${text}`);
END
seen '/1-setup: setup
/2-models: models
/3d-plots: plots
/about-us: us
/how-to-start: to-start' node menu.mjs
finish
