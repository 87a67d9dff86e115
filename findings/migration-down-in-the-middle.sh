#!/usr/bin/env bash
# knex 3.3.0: `migrate:down NAME` takes back one migration in the middle without a word about those that ran after it and built on it. Run again
# (here under a new name, behind them), `migrate:latest` makes its table anew and not what the later ones did to it, and says that nothing is
# pending: the column is gone from a database that reports itself complete.
# Expected: a refusal, a warning, or the later ones taken back and run again.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin knex@3.3.0 better-sqlite3@12.11.1
mkdir migrations
echo "module.exports = { client: 'better-sqlite3', useNullAsDefault: true, connection: { filename: 'x.db' } };" >knexfile.js
cat >migrations/0001_tags.js <<'M'
exports.up = (k) => k.schema.createTable('tags', (t) => t.increments());
exports.down = (k) => k.schema.dropTable('tags');
M
cat >migrations/0002_color.js <<'M'
exports.up = (k) => k.schema.alterTable('tags', (t) => t.string('color'));
exports.down = (k) => k.schema.alterTable('tags', (t) => t.dropColumn('color'));
M
cat >columns.js <<'X2'
const knex = require('knex')(require('./knexfile.js'));
knex('tags').columnInfo().then((info) => { console.log(Object.keys(info).join(' ')); return knex.destroy(); });
X2
knex() { ./node_modules/.bin/knex "$@" 2>&1 | grep -v '^Using environment'; }
seen 'Batch 1 run: 2 migrations' knex migrate:latest
seen 'id color' node columns.js
seen 'Batch 1 rolled back the following migrations:
0001_tags.js' knex migrate:down 0001_tags.js
mv migrations/0001_tags.js migrations/0003_tags.js
seen 'Batch 2 run: 1 migrations' knex migrate:latest
seen 'id' node columns.js
seen 'Already up to date' knex migrate:latest
finish
