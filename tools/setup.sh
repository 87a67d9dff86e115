# Sourced by tools/run, tools/test and .ci/run: what prereq needs and how it is built.
# Needs $root. Everything it says goes to stderr.

# command or file that shows a package is there → the package
build_packages='
/usr/bin/cmake cmake
/usr/bin/ninja ninja-build
/usr/bin/g++ g++
/usr/bin/git git
/usr/include/boost/graph/graph_traits.hpp libboost-graph-dev
/usr/include/yaml-cpp/yaml.h libyaml-cpp-dev
/usr/include/CLI/CLI.hpp libcli11-dev
/usr/include/fmt/core.h libfmt-dev
/usr/include/nlohmann/json.hpp nlohmann-json3-dev
/usr/include/openssl/sha.h libssl-dev
/usr/include/tbb/parallel_for.h libtbb-dev
/usr/include/utf8proc.h libutf8proc-dev
/usr/include/git2.h libgit2-dev
/usr/bin/pkg-config pkg-config
/usr/bin/npm npm
/usr/bin/openssl openssl
'
test_packages='
/usr/include/gmock/gmock.h libgmock-dev
/usr/include/gtest/gtest.h libgtest-dev
/usr/bin/pydoc3 python3
'
ci_packages='
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
      [ -z "$file" ] || [ -e "$file" ] || missing+=("$package")
    done <<<"${!list}"
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  echo "prereq: installing ${missing[*]}" >&2
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "prereq: these packages are missing and need root or sudo: ${missing[*]}" >&2
      exit 2
    }
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# build PRESET TARGET [cmake -D…]: silent when all goes well.
build() {
  local preset=$1 target=$2 log
  shift 2
  log=$(mktemp)
  (
    cd "$root"
    tools/fetch_grammars
    [ "$preset" = release ] && [ -e build/release/build.ninja ] && [ "$#" -eq 0 ] ||
      cmake --preset "$preset" "$@"
    cmake --build "build/$preset" --target "$target"
  ) >"$log" 2>&1 || {
    cat "$log" >&2
    echo "prereq: the build failed; see above" >&2
    exit 2
  }
  rm -f "$log"
}
