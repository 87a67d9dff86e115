#!/usr/bin/env bash
# madge 8.0.0 on a JavaScript file with one `import defer * as x from "…"` (in TypeScript since 5.9): the file loses all of its dependencies, the
# ordinary imports above it too, without a warning, even under --warning, and with exit status 0. The same lines in a .ts file give both.
# Expected: the imports that it understands, or a warning.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin madge@8.0.0 typescript@5.9.3
echo 'export const tensor = 1;' >01_tensor.js
echo 'export const relu = 1;' >02_activations.js
cat >03_layers.js <<'X'
import { tensor } from "./01_tensor.js";
import defer * as activations from "./02_activations.js";
export const layer = () => [tensor, activations.relu];
X
cp 03_layers.js 04_layers.ts
dependencies() { npx --no-install madge --json "$1" | tr -d ' \n'; echo " exit $?"; }
seen '{"03_layers.js":[]} exit 0' dependencies 03_layers.js
seen '{"01_tensor.js":[],"02_activations.js":[],"04_layers.ts":["01_tensor.js","02_activations.js"]} exit 0' dependencies 04_layers.ts
finish
