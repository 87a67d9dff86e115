#!/usr/bin/env bash
# Nx 24.0.6: the project 02-models was renamed to 03-models, and another still says `dependsOn: ["02-models:build"]`. Nx drops the dependency without a word:
# the other is built while 03-models is still at work, exit 0. The same old name in `implicitDependencies` of that file stops Nx, and turbo 2.11.11
# refuses "02-models#build".
# Expected: an error for both. An order by numbered names is lost by a renumbering that forgets one place.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin nx@24.0.6 turbo@2.11.11
export NX_DAEMON=false NX_TUI=false NX_NO_CLOUD=true CI=1 TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
mkdir -p packages/models packages/training
echo '{"name": "course", "private": true, "version": "1.0.0", "packageManager": "npm@11.0.0", "workspaces": ["packages/*"]}' >package.json
echo '{"cacheDirectory": ".nx/cache"}' >nx.json
printf '{"name": "course", "lockfileVersion": 3, "packages": {}}\n' >package-lock.json
package() { printf '{"name": "%s", "version": "1.0.0", "scripts": {"build": "%s"}, "nx": {%s}}\n' "$2" "$3" "$4" >"packages/$1/package.json"; }
package models 03-models 'sleep 1 && echo built models' ''
with_nx() {
  package training 04-training 'echo built training' "$1"
  timeout 100 npx --no-install nx run-many --target=build --parallel=2 --output-style=stream --skip-nx-cache >log 2>&1 </dev/null
  echo "exit $?, 02-models named $(grep -c '02-models' log) times" >>log
  grep -oE '(^|: *)[^>]*built (models|training)$|^exit [0-9]+.*' log | grep -oE 'built.*|exit.*' | paste -sd' '
}
with_turbo() {
  echo '{"tasks": {"build": {"cache": false}, "04-training#build": {"dependsOn": ["02-models#build"], "cache": false}}}' >turbo.json
  timeout 100 npx --no-install turbo run build --ui=stream >log 2>&1 </dev/null
  echo "exit $?, $(grep -oE 'Could not find package "02-models"' log | head -1)"
}
seen 'built models built training exit 0, 02-models named 0 times' with_nx '"targets": {"build": {"dependsOn": ["03-models:build"]}}'
seen 'built training built models exit 0, 02-models named 0 times' with_nx '"targets": {"build": {"dependsOn": ["02-models:build"]}}'
seen 'exit 1, 02-models named 1 times' with_nx '"implicitDependencies": ["02-models"]'
seen 'exit 1, Could not find package "02-models"' with_turbo
finish
