# Sourced by the scripts of this folder. `begin PACKAGE@VERSION…` goes to a temporary folder and
# installs them there, if any; `seen EXPECTED COMMAND…` runs a command and compares all that it prints.
set -u
changed=0

begin() {
  work=$(mktemp -d) || exit 77
  trap 'rm -rf "$work"' EXIT
  cd "$work" || exit 77
  [ "$#" -gt 0 ] || return 0
  echo '{"private": true}' >package.json
  npm install --silent --no-audit --no-fund --no-save "$@" >npm.log 2>&1 ||
    { cat npm.log >&2; echo "could not install $*" >&2; exit 77; }
}

seen() {
  local expected=$1 found
  shift
  found=$("$@" 2>&1)
  printf '%s\n' "$found"
  [ "$found" = "$expected" ] || { changed=1; printf 'CHANGED: expected\n%s\n' "$expected"; }
}

# The last line of each script.
finish() { exit "$changed"; }
