#!/usr/bin/env bash
# syncpack 15.3.3 meets npm-run-all2 8.0.4: `syncpack format` sorts the scripts of package.json as text without being asked to, lab:10 in front of
# lab:2, and `run-s "lab:*"`, which stands in the same file, runs them in the order of the file. So a formatter moves step ten in front of step two.
# sort-package-json 3.4.0 sees the run-s and leaves the scripts alone.
# Expected: order is left alone where it means something, or steps 2 and 10 in that order.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin syncpack@15.3.3 npm-run-all2@8.0.4 sort-package-json@3.4.0
scripts() {
  printf '{"name": "course", "version": "1.0.0", "private": true, "devDependencies": {"npm-run-all2": "8.0.4"},\n'
  printf ' "scripts": {"lab:1": "echo 1", "lab:2": "echo 2", "lab:10": "echo 10", "labs": "run-s --silent \\"lab:*\\""}}\n'
} >package.json
steps() {
  scripts
  [ "$#" -eq 0 ] || npx --no-install "$@" >log 2>&1
  npm run --silent labs | paste -sd' '
}
seen '1 2 10' steps
seen '1 10 2' steps syncpack format
seen '1 2 10' steps sort-package-json
finish
