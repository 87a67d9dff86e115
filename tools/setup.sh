# Sourced by tools/run, tools/test and .ci/run: what prereq needs and how it is built.
# Needs $root. Everything it says goes to stderr.

# command or file that shows a package is there → the package
build_packages='
/usr/bin/cmake cmake
/usr/bin/ninja ninja-build
/usr/bin/g++ g++
/usr/include/boost/graph/graph_traits.hpp libboost-dev
/usr/include/yaml-cpp/yaml.h libyaml-cpp-dev
/usr/include/yaml.h libyaml-dev
/usr/include/CLI/CLI.hpp libcli11-dev
/usr/include/fmt/core.h libfmt-dev
/usr/include/nlohmann/json.hpp nlohmann-json3-dev
/usr/include/openssl/sha.h libssl-dev
/usr/include/tbb/parallel_for.h libtbb-dev
/usr/include/zlib.h zlib1g-dev
/usr/include/utf8proc.h libutf8proc-dev
/usr/include/toml++/toml.h libtomlplusplus-dev
/usr/include/git2.h libgit2-dev
/usr/bin/pkg-config pkg-config
/usr/bin/openssl openssl
'
test_packages='
/usr/bin/git git
/usr/include/gmock/gmock.h libgmock-dev
/usr/include/gtest/gtest.h libgtest-dev
/usr/bin/pydoc3 python3
/usr/lib/python3/dist-packages/jsonschema/__init__.py python3-jsonschema
/usr/lib/python3/dist-packages/yaml/__init__.py python3-yaml
'
release_packages='
/usr/bin/npm npm
/usr/lib/x86_64-linux-gnu/libmbedtls.a libmbedtls-dev
/usr/lib/x86_64-linux-gnu/libhttp_parser.a libhttp-parser-dev
/usr/lib/x86_64-linux-gnu/libpcre2-8.a libpcre2-dev
/usr/bin/dpkg-shlibdeps dpkg-dev
'
machine_packages='
/usr/bin/qemu-system-x86_64 qemu-system-x86
/usr/bin/busybox busybox-static
/usr/sbin/mkfs.ext4 e2fsprogs
/usr/bin/cpio cpio
'
ci_packages='
/usr/bin/pre-commit pre-commit
/usr/bin/strace strace
/usr/bin/shellcheck shellcheck
/usr/bin/clingo gringo
/usr/bin/glpsol glpk-utils
/usr/bin/clang++ clang
/usr/bin/clang-format clang-format
/usr/bin/clang-tidy clang-tidy
'

# install_missing GROUP…: asks apt only for what is not there, and only then needs root and network.
install_missing() {
  local group list file package missing=()
  for group in "$@"; do
    list="${group}_packages"
    while read -r file package; do
      [ -z "$file" ] || has "$file" || missing+=("$package")
    done <<<"${!list}"
    [ "$group" != build ] || mapfile -t -O "${#missing[@]}" missing < <("$root/tools/fetch_grammars" --needs)
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  local sudo=()
  if ! command -v apt-get >/dev/null; then
    echo "prereq: these Debian packages, or what they hold, are missing: ${missing[*]}" >&2
    exit 2
  elif [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "prereq: these packages are missing and need root or sudo: ${missing[*]}" >&2
      exit 2
    }
    sudo=(sudo)
  fi
  # stdin stays with the command that is run in the end: an order may come through it.
  "${sudo[@]}" apt-get update -qq >&2 </dev/null
  echo "prereq: installing ${missing[*]}$(how_much "${missing[@]}")" >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 </dev/null
}

# how_much PACKAGE…: ": 107 packages, 111 MB to fetch, 538 MB on disk", as far as apt says so.
how_much() {
  "${sudo[@]}" env LC_ALL=C apt-get install --assume-no --no-install-recommends "$@" 2>/dev/null </dev/null |
    awk '/ newly installed/ { count = $3 } /^Need to get/ { fetch = $4 " " $5 }
         /^After this operation/ { disk = $4 " " $5 }
         END { if (count && disk) printf ": %s packages, %s to fetch, %s on disk", count, fetch, disk }' ||
    true
}

# A program may also stand elsewhere in PATH.
has() {
  [ -e "$1" ] || { [ "${1%/*}" = /usr/bin ] && command -v "${1##*/}" >/dev/null; }
}

# configured FOLDER: whether that build directory is of this very checkout, and the compiler and the
# grammars that it names still exist. A copied checkout would build what it was copied from.
configured() {
  local cache="$1/CMakeCache.txt"
  [ -e "$1/build.ninja" ] &&
    [ "$root" -ef "$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$cache")" ] &&
    [ -x "$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$cache")" ] &&
    [ -d "$(sed -n 's/^PREREQ_GRAMMARS:PATH=//p' "$cache")" ]
}

# first_minutes: how long the program alone takes; half an hour of one processor.
first_minutes() {
  local processors
  processors=$(nproc)
  echo $(((30 + processors - 1) / processors))
}

# configure PRESET [-DNAME=VALUE…]: unless it is. Ninja itself notices what changes later.
configure() {
  local cache="build/$1/CMakeCache.txt" setting
  if ! configured "build/$1"; then
    echo "prereq: building build/$1; the first time takes about $(first_minutes) minutes" >&3
    cmake --fresh --preset "$@"
    return
  fi
  for setting in "${@:2}"; do
    setting=${setting#-D}
    grep -qx "${setting%%=*}:[A-Z]*=${setting#*=}" "$cache" && continue
    cmake --preset "$@"
    return
  done
}

# Passes the output of a build on and, where the user watches, says on one line how far it is.
show_steps() {
  if [ -t 3 ]; then
    awk '{ print } /^\[[0-9]+\/[0-9]+\]/ { printf "\rprereq: building %s ", $1 > "/dev/fd/3" }
         END { printf "\r%40s\r", "" > "/dev/fd/3" }'
  else
    cat
  fi
}

# build PRESET TARGET [-DNAME=VALUE…]: silent when all goes well. Two at once, as in a pipe, take turns.
build() {
  local preset=$1 target=$2 log
  shift 2
  log=$(mktemp)
  mkdir -p "$root/build"
  (
    flock 9 && cd "$root" && tools/fetch_grammars && configure "$preset" "$@" &&
      cmake --build "build/$preset" --target "$target" | show_steps
  ) 3>&2 >"$log" 2>&1 9>"$root/build/.lock" </dev/null || {
    cat "$log" >&2
    rm -f "$log"
    echo "prereq: the build failed; see above" >&2
    exit 2
  }
  rm -f "$log"
}
