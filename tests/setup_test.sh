#!/usr/bin/env bash
# What tools/setup.sh asks cmake and apt for, with fakes that write down how they were called.
set -euo pipefail
source_root=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/bin" "$root/tools" "$root/build/release" "$root/grammars"
for name in bin/cmake bin/apt-get bin/sudo tools/fetch_grammars; do
  printf '#!/bin/sh\necho "${0##*/} $*" >>"%s/calls"\n' "$root" >"$root/$name"
  chmod +x "$root/$name"
done
printf '#!/bin/sh\nshift 0; echo "sudo $*" >>"%s/calls"; exec "$@"\n' "$root" >"$root/bin/sudo"
PATH="$root/bin:$PATH"
. "$source_root/tools/setup.sh"

# expect WHAT CALLS: compares all calls since the last time, one a line.
expect() {
  local found
  found=$(cat "$root/calls" 2>/dev/null || true)
  rm -f "$root/calls"
  [ "$found" = "$2" ] && return 0
  printf '%s: expected\n%s\nfound\n%s\n' "$1" "$2" "$found"
  exit 1
}
cache() {
  touch "$root/build/release/build.ninja"
  printf '%s\n' "CMAKE_HOME_DIRECTORY:INTERNAL=$1" "CMAKE_CXX_COMPILER:FILEPATH=$2" \
    "PREREQ_GRAMMARS:PATH=$root/grammars" "PREREQ_X:BOOL=ON" >"$root/build/release/CMakeCache.txt"
}
build_only='fetch_grammars 
cmake --build build/release --target prereq'
fresh='fetch_grammars 
cmake --fresh --preset release
cmake --build build/release --target prereq'

build release prereq 2>/dev/null
expect "nothing configured" "$fresh"
cache "$root" /bin/sh
build release prereq
expect "all as it should be" "$build_only"
build release prereq -DPREREQ_X=ON
expect "the setting is there" "$build_only"
build release prereq -DPREREQ_X=OFF
expect "another setting" 'fetch_grammars 
cmake --preset release -DPREREQ_X=OFF
cmake --build build/release --target prereq'
cache /elsewhere /bin/sh
build release prereq 2>/dev/null
expect "copied from elsewhere" "$fresh"
cache "$root" /no/such/compiler
build release prereq 2>/dev/null
expect "the compiler is gone" "$fresh"
cache "$root" /bin/sh
rmdir "$root/grammars"
build release prereq 2>/dev/null
expect "the grammars are gone" "$fresh"

printf '#!/bin/sh\necho broken; exit 1\n' >"$root/bin/cmake"
said=$( (build release prereq; echo "went on") 2>&1 || echo "exit $?")
[[ $said == *broken* && $said == *"the build failed"* && $said == *"exit 2" ]] || {
  printf 'a failing build says\n%s\n' "$said"
  exit 1
}
rm -f "$root/calls"

there_packages="$root/tools there"
tool_packages='/usr/bin/apt-get apt'
gone_packages='/usr/include/no/such.h gone-dev'
install_missing there tool
expect "nothing is missing" ""
install_missing there gone 2>/dev/null
prefix=$([ "$(id -u)" -eq 0 ] || echo 'sudo ')
calls=$(grep -v '^sudo' "$root/calls")
printf '%s\n' "$calls" >"$root/calls"
expect "one package is missing${prefix:+ for a user}" 'apt-get update -qq
apt-get install -y -qq --no-install-recommends gone-dev'
