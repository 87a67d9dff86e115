#!/usr/bin/env bash
# npm 11.19.1, `npm run build --workspaces` on three packages of which each depends on the one before: with the usual glob (`modules/*`) they run in
# text order of their folders. 10_top is built before 2_mid, which it depends on, and npm exits 0. pnpm 10.12.1 on the same packages builds dependencies first.
# Expected: dependencies first, since npm knows them (it linked them), or the order of the numbers.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin npm@11.19.1 pnpm@10.12.1
package() {
  mkdir -p "course/modules/$1"
  printf '{"name": "@course/%s", "version": "1.0.0", "scripts": {"build": "echo built %s"}, "dependencies": {%s}}\n' \
    "${1#*_}" "$1" "$2" >"course/modules/$1/package.json"
}
package 1_base ''
package 2_mid '"@course/base": "1.0.0"'
package 10_top '"@course/mid": "1.0.0"'
echo '{"private": true, "workspaces": ["modules/*"]}' >course/package.json
printf 'packages:\n  - modules/*\nlinkWorkspacePackages: true\n' >course/pnpm-workspace.yaml
cd course || exit 77
PATH=$work/node_modules/.bin:$PATH
npm install --silent --no-audit --no-fund >/dev/null 2>&1 || exit 77
npm_order() { npm run build --workspaces --silent; echo "exit $?"; }
pnpm_order() { pnpm --recursive --reporter=append-only run build | sed -n 's/.*build: //p' | grep built; }
seen 'built 1_base
built 10_top
built 2_mid
exit 0' npm_order
seen 'built 1_base
built 2_mid
built 10_top' pnpm_order
finish
