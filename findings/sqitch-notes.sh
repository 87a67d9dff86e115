#!/usr/bin/env bash
# Sqitch 1.3.1 (Debian 12: sqitch) makes the id of a change from its line in sqitch.plan, the note behind the `#` included, and from the id of the
# one before it. A slip in the note of the second of three changes is mended after they were deployed: `deploy` knows the database no more and ends
# with 2, and `status` says "make sure you are connected to the proper database"; while a deploy script whose text became another one passes without
# a word.
# Expected: a note is a note. Whatever edits words or numbers in a plan (a title, "lesson 3") cuts it off from all databases.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
command -v sqitch sqlite3 >/dev/null || { echo "could not find sqitch and sqlite3" >&2; exit 77; }
export HOME=$work
git config --global user.name n && git config --global user.email n@example.org
sqitch init shop --engine sqlite >log
for name in users orders items; do
  sqitch add "$name" -n "Adds $name" >>log
  echo "create table $name (id int);" >"deploy/$name.sql"
done
sqitch deploy db:sqlite:x.db >>log
deploy() {
  sqitch deploy db:sqlite:x.db 2>&1 | grep -vE '^$' | sed 's/[0-9a-f]\{40\}/ID/'
  echo "exit ${PIPESTATUS[0]}"
}
seen 'Nothing to deploy (up-to-date)
exit 0' deploy
echo 'create table orders (id int, at text);' >deploy/orders.sql
seen 'Nothing to deploy (up-to-date)
exit 0' deploy
sed -i 's/Adds orders/Adds the orders/' sqitch.plan
seen 'Cannot find change ID (items) in sqitch.plan
exit 2' deploy
finish
