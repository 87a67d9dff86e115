#!/usr/bin/env bash
# Bun 1.4.5, `bun run --filter '*' build` on three packages of which each depends on the one before: the manual promises dependencies first. Where the one in
# the middle has no `build` script (or the filter leaves it out), the order across it is forgotten: app starts before base has ended, on which it stands
# by way of models, and the run ends with 0. With a script in the middle, base is first. pnpm 12.21.0 keeps the order in both.
# Expected: what depends on base by way of another waits for base. A lesson without a script of its own so lets its successors start too early.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin bun@1.4.5 pnpm@12.21.0
export PATH=$PWD/node_modules/.bin:$PATH
package() {
  mkdir -p "course/$1"
  printf '{"name": "%s", "version": "1.0.0", "dependencies": {%s}, "scripts": {%s}}\n' "$1" "$2" "$3" >"course/$1/package.json"
}
course() {
  package base '' '"build": "sleep 1 && echo built base"'
  package models '"base": "workspace:*"' "$1"
  package app '"models": "workspace:*"' '"build": "echo built app"'
}
mkdir course
echo '{"name": "course", "private": true, "workspaces": ["*"]}' >course/package.json
printf 'packages: ["*"]\n' >course/pnpm-workspace.yaml
with_bun() { (cd course && bun run "$@" build </dev/null; echo "exit $?") | grep -oE 'built [a-z]*|exit [0-9]+$' | paste -sd' '; }
with_pnpm() { (cd course && pnpm --reporter=append-only "$@" run build; echo "exit $?") 2>&1 | grep -E '(^|: )built|^exit' | grep -oE 'built.*|exit.*' | paste -sd' '; }
course '"build": "echo built models"'
(cd course && pnpm install --silent --offline) >/dev/null 2>&1 || exit 77
seen 'built base built models built app exit 0' with_bun --filter '*'
seen 'built app built base exit 0' with_bun --filter base --filter app
seen 'built base built app exit 0' with_pnpm --filter base --filter app
course ''
seen 'built app built base exit 0' with_bun --filter '*'
seen 'built base built app exit 0' with_pnpm -r
finish
