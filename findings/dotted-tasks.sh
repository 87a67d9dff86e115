#!/usr/bin/env bash
# mise 2026.9.15, file tasks: what stands behind the last dot of a task without an ending is taken for its ending. The sections 1.1_setup, 1.2_models and
# 1.10_train are three tasks called 1, as `mise tasks ls` shows them; `mise run 1` runs all of them, with more jobs at once and with one as text, 1.10
# before 1.2, and so does `depends = ["1"]`. 1.1.2_fit is 1.1. Each runs alone by the name of its file. With .sh behind, they are 1.1_setup and so on.
# The manual: "The name of the script will be the name of the tasks", and its own example has no ending. No warning.
# Expected: the names of the files, or an error about a name that two have. A change of numbers makes two tasks one, or splits them.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @jdxcode/mise@2026.9.15
export HOME=$PWD MISE_TRUSTED_CONFIG_PATHS=$PWD MISE_OFFLINE=1 NO_COLOR=1
mkdir mise-tasks
for name in 1.1_setup 1.2_models 1.10_train 1.1.2_fit 3.1_more.sh 3.2_last.sh; do
  printf '#!/bin/sh\necho "%s"\n' "$name" >"mise-tasks/$name"
  chmod +x "mise-tasks/$name"
done
mise() { timeout 60 npx --no-install mise "$@" 2>&1 </dev/null | paste -sd' '; }
names() { timeout 60 npx --no-install mise tasks ls --no-header 2>/dev/null | sed 's/ .*//' | LC_ALL=C sort | paste -sd' '; }
seen '1 1 1 1.1 3.1_more 3.2_last' names
seen '1.10_train 1.1_setup 1.2_models' mise run -q -j 1 1
seen '1.1.2_fit' mise run -q 1.1
seen '1.1_setup' mise run -q 1.1_setup
seen '3.1_more.sh' mise run -q 3.1_more
echo '[tasks.all]
depends = ["1"]
run = "echo all"' >mise.toml
seen '1.10_train 1.1_setup 1.2_models all' mise run -q -j 1 all
finish
