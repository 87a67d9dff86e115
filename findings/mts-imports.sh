#!/usr/bin/env bash
# madge 8.0.0 and dpdm 4.3.0 list a `.mts` file (TypeScript since 4.7) as a module that imports nothing, whatever it imports, even when told to look at that
# ending; two such lessons that import each other are "no circular dependency", exit 0 and no warning. The same text in `.ts` files is a cycle for both.
# dependency-cruiser 17.4.3 sees it in either.
# Expected: the imports of the file, or a word that it was not read. An order made from such a graph puts lessons before what they need.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin madge@8.0.0 dpdm@4.3.0 dependency-cruiser@17.4.3 typescript@5.9.3
lessons() {
  rm -rf lessons && mkdir lessons && cd lessons || return
  printf 'import { two } from "./02_two.%s";\nexport const one = () => two;\n' "$2" >"01_one.$1"
  printf 'import { one } from "./01_one.%s";\nexport const two = () => one;\n' "$2" >"02_two.$1"
  cd ..
}
with_madge() { npx --no-install madge --json --warning --extensions ts,mts "lessons/01_one.$1" 2>&1 | tr -d ' \n'; }
madge_cycles() { npx --no-install madge --circular --no-spinner --extensions ts,mts lessons >log 2>&1; echo "exit $?"; }
dpdm_cycles() { npx --no-install dpdm --exit-code circular:1 --no-tree --no-progress --extensions .ts,.mts lessons/* >log 2>&1; echo "exit $?"; }
with_cruiser() { npx --no-install depcruise --no-config --output-type text lessons; }
lessons mts mts
seen '{"01_one.mts":[]}' with_madge mts
seen 'exit 0' madge_cycles
seen 'exit 0' dpdm_cycles
seen 'lessons/01_one.mts → lessons/02_two.mts
lessons/02_two.mts → lessons/01_one.mts' with_cruiser
lessons ts ts
seen '{"01_one.ts":["02_two.ts"],"02_two.ts":["01_one.ts"]}' with_madge ts
seen 'exit 1' madge_cycles
seen 'exit 1' dpdm_cycles
finish
