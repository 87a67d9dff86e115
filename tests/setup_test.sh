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

printf '#!/bin/sh\n' >"$root/bin/cmake"
rm -f "$root/build/release/build.ninja"
said=$(build release prereq 2>&1)
[[ $said =~ "takes about "[0-9]+" minutes" ]] || { echo "the first build says: $said" && exit 1; }
rm -f "$root/calls"

there_packages="$root/tools there"
tool_packages='/usr/bin/apt-get apt'
gone_packages='/usr/include/no/such.h gone-dev'
install_missing there tool
expect "nothing is missing" ""
said=$(install_missing there gone 2>&1)
prefix=$([ "$(id -u)" -eq 0 ] || echo 'sudo ')
calls=$(grep -v '^sudo' "$root/calls")
printf '%s\n' "$calls" >"$root/calls"
expect "one package is missing${prefix:+ for a user}" 'apt-get update -qq
apt-get install --assume-no --no-install-recommends gone-dev
apt-get install -y -qq --no-install-recommends gone-dev'
[ "$said" = "prereq: installing gone-dev" ] || { echo "apt that tells nothing: $said" && exit 1; }

# What apt would tell is told before it installs.
cat >"$root/bin/apt-get" <<'APT'
#!/bin/sh
case $* in *--assume-no*)
  echo "0 upgraded, 107 newly installed, 0 to remove and 0 not upgraded."
  echo "Need to get 111 MB of archives."
  echo "After this operation, 538 MB of additional disk space will be used." && exit 1 ;;
esac
APT
said=$(install_missing gone 2>&1)
[ "$said" = "prereq: installing gone-dev: 107 packages, 111 MB to fetch, 538 MB on disk" ] || {
  echo "what comes is told as: $said"
  exit 1
}

# Without npm, curl fetches from the registry that npm's settings name, and only what is pinned.
mkdir -p "$root/package/src" "$root/package/prebuilds" "$root/registry/@x/y/-" "$root/few" "$root/home"
echo source >"$root/package/src/parser.c"
echo built >"$root/package/prebuilds/y.node"
tar -czf "$root/registry/@x/y/-/y-1.2.tgz" -C "$root" package
integrity=sha512-$(openssl dgst -sha512 -binary "$root/registry/@x/y/-/y-1.2.tgz" | openssl base64 -A)
echo "@x/y 1.2 $integrity y=src" >"$root/lock"
for name in bash curl openssl tar gzip sed mktemp mkdir mv rm dirname tail; do
  ln -s "$(command -v "$name")" "$root/few/$name"
done
fetch() {
  env -i HOME="$root/home" PATH="$root/few" PREREQ_GRAMMARS="$root/cache" \
    bash "$source_root/tools/fetch_grammars" "$@"
}
if ! grep -q '^registry' /etc/npmrc 2>/dev/null; then
  [ "$(fetch --needs "$root/lock")" = npm ] || { echo "no registry is known" && exit 1; }
  fetch "$root/lock" 2>/dev/null && { echo "fetched from nowhere" && exit 1; }
fi
echo "registry=file://$root/registry/" >"$root/home/.npmrc"
fetch "$root/lock" 2>/dev/null
[ "$(cat "$root/cache/@x/y-1.2/src/parser.c")" = source ] && [ ! -e "$root/cache/@x/y-1.2/prebuilds" ] || {
  echo "curl fetched something else"
  exit 1
}
[ -z "$(fetch --needs "$root/lock")" ] || { echo "all is there" && exit 1; }
echo "@x/y 1.3 sha512-other y=src" >"$root/lock"
cp "$root/registry/@x/y/-/y-1.2.tgz" "$root/registry/@x/y/-/y-1.3.tgz"
said=$(fetch "$root/lock" 2>&1) && { echo "took what is not pinned" && exit 1; }
[[ $said == *"is not what"* ]] && [ ! -e "$root/cache/@x/y-1.3" ] || { echo "$said" && exit 1; }
