#!/usr/bin/env bash
# Migrations 0001 and 0003 have run, then a branch brings 0002, and it runs. umzug 3.8.3: `down()`, by its manual for the one that was executed last,
# takes back 0003, although its own store lists 0002 behind it. migrate 2.1.0: `migrate down` without a name, by its manual for all of them, takes
# back 0002 and 0001, leaves 0003 applied on top of nothing, and ends with 0.
# Expected: 0002 from the first; all three, or a refusal, from the second. A number put in between changes what an undo undoes.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin umzug@3.8.3 migrate@2.1.0
cat >run.mjs <<'X2'
import { readFileSync } from 'node:fs';
import { JSONStorage, Umzug } from 'umzug';
const set = (...names) => new Umzug({
  migrations: names.map((name) => ({ name, up: async () => {}, down: async () => {} })),
  storage: new JSONStorage({ path: 'store.json' }),
  logger: undefined,
});
await set('0001', '0003').up();
const all = set('0001', '0002', '0003');
await all.up();
console.log('ran', JSON.parse(readFileSync('store.json', 'utf8')).join(' '));
console.log('took back', (await all.down()).map(({ name }) => name).join(' '));
X2
seen 'ran 0001 0003 0002
took back 0003' node run.mjs
migration() { printf 'exports.up = (next) => next();\nexports.down = (next) => next();\n' >"migrations/$1.js"; }
migrate() { npx --no-install migrate "$@"; echo "exit $?"; }
mkdir migrations
migration 0001 && migration 0003 && migrate up >/dev/null && migration 0002 && migrate up >/dev/null 2>&1
seen '  down : 0002.js
  down : 0001.js
  migration : complete
exit 0' migrate down
applied() { npx --no-install migrate list | sed 's/\[[0-9-]*\].*/applied/; s/\[not run\].*/not run/'; }
seen '  0001.js not run
  0002.js not run
  0003.js applied' applied
finish
