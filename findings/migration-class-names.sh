#!/usr/bin/env bash
# TypeORM 1.1.1 orders migrations by the last thirteen characters of each *class name*; the number of the file, the place in the list and the name in front do
# not count. Renumbering the files 01_… and 02_… changes nothing, and a class whose name was copied with an older number runs first.
# Expected: the order of the files, or of the list that the program hands over.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin typeorm@1.1.1 sql.js@1.17.0 reflect-metadata@0.2.2
mkdir migrations
cat >migrations/01_create.cjs <<'X'
exports.Create1700000000003 = class Create1700000000003 { async up() { console.log('ran 01_create'); } async down() {} };
X
cat >migrations/02_alter.cjs <<'X'
exports.Alter1700000000001 = class Alter1700000000001 { async up() { console.log('ran 02_alter'); } async down() {} };
X
cat >run.cjs <<'X'
require('reflect-metadata');
const { DataSource } = require('typeorm');
const migrations = [...Object.values(require('./migrations/01_create.cjs')), ...Object.values(require('./migrations/02_alter.cjs'))];
new DataSource({ type: 'sqljs', migrations }).initialize().then((source) => source.runMigrations());
X
seen 'ran 02_alter
ran 01_create' node run.cjs
finish
