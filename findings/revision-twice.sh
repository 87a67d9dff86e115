#!/usr/bin/env bash
# Alembic 1.8.1 (Debian 12): two files with one `revision` id, as two branches that number them leave behind, are a warning of Python alone. `upgrade
# heads` ends with exit 0, `current` calls the database complete, and one of the two never runs, now or later.
# Expected: an error, as for two heads.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
/usr/bin/python3 -m alembic.config --version 2>/dev/null | grep -q ' 1\.8\.1$' || { echo "needs python3-alembic 1.8.1" >&2; exit 77; }
alembic() {
  /usr/bin/python3 -W ignore -m alembic.config "$@" >log 2>&1
  local code=$?
  grep -v '^INFO' log
  return "$code"
}
alembic init alembic >/dev/null
sed -i 's#^sqlalchemy.url.*#sqlalchemy.url = sqlite:///x.db#' alembic.ini
make() {
  printf 'revision = "%s"\ndown_revision = %s\n\n\ndef upgrade():\n    print("ran %s")\n\n\ndef downgrade():\n    pass\n' \
    "$1" "$3" "$2" >"alembic/versions/$1_$2.py"
}
make 0001 users None
make 0002 notes '"0001"'
make 0002 tags '"0001"'
how_many() {
  alembic upgrade heads >ran
  local code=$?
  sort ran | sed 's/notes\|tags/one of the two/'
  echo "exit $code"
}
seen 'ran one of the two
ran users
exit 0' how_many
seen '0002 (head)' alembic current
seen 'exit 0' how_many
finish
