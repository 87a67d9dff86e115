#!/usr/bin/env bash
# sqlite 5.1.1 (npm), `db.migrate()`: a number that ran and has no file any more is undone first, by the `down` that the database kept; only the source says so.
# After a rename from 002-tags.sql to 003-tags.sql the table is dropped with all its rows and made anew, empty, without a word. A 002 that comes
# later never runs, since the highest number alone is looked at. So when two branches both had a 002, and the one that ran became 003, the other's
# table never comes, and both count as done.
# Expected: a missing file is an error, as in knex, and 002 runs or is named.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin sqlite@5.1.1 libsql@0.5.29
cat >migrate.js <<'END'
const Database = require('libsql');
const { open } = require('sqlite');
// `sqlite` calls any driver that has the methods of sqlite3.
class Driver {
  constructor(file, done) { this.db = new Database(file); setImmediate(done, null); }
  run(sql, ...rest) { const done = rest.pop(); this.db.prepare(sql).run(...rest); done.call({}, null); }
  all(sql, ...rest) { const done = rest.pop(); done(null, this.db.prepare(sql).all(...rest)); }
  exec(sql, done) { let error = null; try { this.db.exec(sql); } catch (one) { error = one; } done(error); }
  close(done) { this.db.close(); done(null); }
}
(async () => {
  const db = await open({ filename: 'x.db', driver: Driver });
  await db.migrate();
  for (const sql of process.argv.slice(2)) await db.exec(sql);
  const tables = (await db.all("select name from sqlite_master where type = 'table' and name <> 'migrations' order by name")).map((row) => row.name);
  const rows = [];
  for (const name of tables) rows.push(`${name}: ${(await db.all(`select * from ${name}`)).length} rows`);
  console.log(rows.join(', ') + '; ran', (await db.all('select id, name from migrations')).map((row) => `${row.id} ${row.name}`).join(', '));
})().catch((error) => console.log(error.message));
END
migration() { printf -- '-- Up\ncreate table if not exists %s (id int);\n-- Down\ndrop table %s;\n' "$2" "$2" >"migrations/$1-$2.sql"; }
begin_again() { rm -rf migrations x.db && mkdir migrations && migration 001 users && migration 002 tags; }
begin_again
seen 'tags: 1 rows, users: 0 rows; ran 1 users, 2 tags' node migrate.js 'insert into tags values (7)'
mv migrations/002-tags.sql migrations/003-tags.sql
seen 'tags: 0 rows, users: 0 rows; ran 1 users, 3 tags' node migrate.js
migration 002 notes
seen 'tags: 0 rows, users: 0 rows; ran 1 users, 3 tags' node migrate.js
begin_again
seen 'tags: 1 rows, users: 0 rows; ran 1 users, 2 tags' node migrate.js 'insert into tags values (7)'
mv migrations/002-tags.sql migrations/003-tags.sql && migration 002 notes
seen 'tags: 1 rows, users: 0 rows; ran 1 users, 2 tags, 3 tags' node migrate.js
finish
