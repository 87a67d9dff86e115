#!/usr/bin/env bash
# Deno 2.9.6, `deno task --recursive build` in a workspace of three packages of which each depends on the one before: since the patch release 2.8.2
# all are started at once, so that top is built before base, on which it stands by way of mid, and the run ends with 0. Deno 2.8.1 waits for
# dependencies, with four jobs too. On one processor, or with `--jobs 1`, the new one still has the right order, so that a small machine does not show
# it.
# Expected: more jobs change the speed and not the order, as it was.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin new@npm:deno@2.9.6 old@npm:deno@2.8.1
package() {
  mkdir -p "course/$1"
  printf '{"name": "%s", "version": "1.0.0", "dependencies": {%s}, "scripts": {"build": "%s"}}\n' "$2" "$3" "$4" >"course/$1/package.json"
}
mkdir course
echo '{"name": "course", "private": true, "workspaces": ["./1_base", "./2_mid", "./3_top"]}' >course/package.json
package 1_base base '' 'sleep 2 && echo built base'
package 2_mid mid '"base": "workspace:*"' 'echo built mid'
package 3_top top '"mid": "workspace:*"' 'sleep 1 && echo built top'
build() {
  (cd course && NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 DENO_JOBS=$2 timeout 100 node "../node_modules/$1/bin.cjs" task --recursive build </dev/null 2>&1; echo "exit $?") |
    grep -oE '(^|\] )built .*|^exit.*' | sed 's/^\] //' | paste -sd' '
}
seen 'built base built mid built top exit 0' build old 4
seen 'built mid built top built base exit 0' build new 4
seen 'built base built mid built top exit 0' build new 1
finish
