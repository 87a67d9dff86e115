#!/usr/bin/env bash
# knex 3.3.0 with one directory of migrations a module, and umzug 3.8.3 with `modules/*/migrations/*.cjs`: the name by which they remember what ran is
# the file's alone, without its folder. users/0001_init has run; then the module notes comes with its own 0001_init. Both say that nothing is pending,
# and the table of notes never comes. On an empty database both files run (knex even lists the name twice), so tests and new machines do not show it.
# Expected: two files are two migrations, or an error about the name. Modules that each count from 0001 are the usual case.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin knex@3.3.0 libsql@0.5.29 umzug@3.8.3
for module in users notes; do
  mkdir -p "modules/$module/migrations"
  printf 'exports.up = (k) => k.schema.createTable("%s", (t) => t.increments());\nexports.down = (k) => k.schema.dropTable("%s");\n' \
    "$module" "$module" >"modules/$module/migrations/0001_init.cjs"
done
cat >with-knex.cjs <<'X2'
const [file, ...modules] = process.argv.slice(2);
class Libsql extends require('knex/lib/dialects/better-sqlite3') {
  _driver() { return require('libsql'); }
}
const knex = require('knex')({ client: Libsql, useNullAsDefault: true, connection: { filename: file } });
const options = { directory: modules.map((name) => `./modules/${name}/migrations`), loadExtensions: ['.cjs'] };
(async () => {
  const [, ran] = await knex.migrate.latest(options);
  const [, pending] = await knex.migrate.list(options);
  const tables = await knex('sqlite_master').whereIn('name', ['users', 'notes']).orderBy('name').pluck('name');
  console.log(`knex ran ${ran.join(' ') || 'nothing'}, pending ${pending.length}, tables: ${tables.join(' ')}`);
  await knex.destroy();
})();
X2
cat >with-umzug.mjs <<'X2'
import { JSONStorage, Umzug } from 'umzug';
const [file, ...modules] = process.argv.slice(2);
const umzug = new Umzug({
  migrations: {
    glob: `modules/{${modules.join(',')},none}/migrations/*.cjs`,
    resolve: ({ name, path }) => ({ name, up: async () => console.log(`umzug ran ${path.split('/').at(-3)}/${name}`), down: async () => {} }),
  },
  storage: new JSONStorage({ path: file }),
  logger: undefined,
});
await umzug.up();
console.log(`umzug: pending ${(await umzug.pending()).length}`);
X2
seen 'knex ran 0001_init.cjs, pending 0, tables: users' node with-knex.cjs old.db users
seen 'knex ran nothing, pending 0, tables: users' node with-knex.cjs old.db users notes
seen 'knex ran 0001_init.cjs 0001_init.cjs, pending 0, tables: notes users' node with-knex.cjs new.db users notes
seen 'umzug ran users/0001_init.cjs
umzug: pending 0' node with-umzug.mjs old.json users
seen 'umzug: pending 0' node with-umzug.mjs old.json users notes
seen 'umzug ran notes/0001_init.cjs
umzug ran users/0001_init.cjs
umzug: pending 0' node with-umzug.mjs new.json users notes
finish
