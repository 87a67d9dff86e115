// Kept as plain shell, so that shellcheck and people see what runs. Every path the script hands
// to a function starts with `./`, so none is taken for an option.
#include "report/script_text.h"

namespace prereq {

std::string_view ScriptChecks() {
  return R"sh(set -eu
LC_ALL=C
GIT_LITERAL_PATHSPECS=1
export LC_ALL GIT_LITERAL_PATHSPECS
CDPATH='' cd -- "${1:-.}"

bad=''
at=0
stage=./.prereq-tmp-stage
git=''
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then git=yes; fi

newline=$(printf '\nx')
newline=${newline%x}

say() {
  printf 'prereq: %s' "$1" | tr '\001-\037\177' '?' | awk '{
    gsub("\302[\200-\237]|\330\234|\341\240\216|\357\273\277", "?")
    gsub("\342\200[\213-\217\250-\256]|\342\201[\240-\257]", "?")
    print
  }' >&2
}
exists() {
  [ -e "$1" ] || [ -L "$1" ]
}
refuse() {
  say "$1"
  bad=yes
}
need_folder() {
  if [ -L "$1" ] || [ ! -d "$1" ]; then refuse "no folder (or a symlink): $1"; fi
}
need_file() {
  if [ -L "$1" ] || [ ! -f "$1" ]; then refuse "no regular file: $1"; fi
}
need_link() {
  if [ ! -L "$1" ]; then
    refuse "no symlink: $1"
  elif [ "$(readlink "$1" && printf x)" != "$2
x" ]; then
    refuse "points elsewhere than planned: $1"
  fi
}
need_any() {
  if ! exists "$1"; then refuse "not there: $1"; fi
}
need_free() {
  if exists "$1"; then refuse "already there: $1"; fi
}
need_way() {
  if exists "$1" && { [ -L "$1" ] || [ ! -d "$1" ]; }; then refuse "no folder: $1"; fi
}
need_write() {
  if [ ! -w "$1" ]; then refuse "not writable: $1"; fi
}
need_merged() {
  if [ -n "$git" ] && [ -n "$(git ls-files -u -- "$1" | head -n 1)" ]; then
    refuse "has merge conflicts: $1"
  fi
}
sha256() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256
  else
    openssl dgst -sha256 -r
  fi | cut -c 1-64
}
need_content() {
  need_file "$1"
  if [ -f "$1" ] && [ "$(sha256 <"$1")" != "$2" ]; then
    refuse "changed since the plan was made: $1"
  fi
}
)sh";
}

std::string_view ScriptSteps() {
  return R"sh(
keep() {
  dd bs="$1" count=1 2>/dev/null
}
drop() {
  dd bs="$1" count=1 of=/dev/null 2>/dev/null
}
put() {
  printf '%s' "$1"
}
need_size() {
  if [ "$(($(wc -c <"$1")))" -ne "$2" ]; then
    say "could not write all of $1"
    exit 1
  fi
}
rename() {
  if ! exists "$1" || exists "$2"; then
    say "cannot rename $1 to $2"
    return 1
  fi
  if [ -n "$git" ] && [ -n "$(git ls-files -- "$1" | head -n 1)" ]; then
    git mv -- "$1" "$2" || return 1
  else
    mv -- "$1" "$2" || return 1
  fi
}
replace() {
  cp -p -- "$2" "$stage/$1.part" || return 1
  mv -- "$stage/$1.part" "$stage/$1.old" || return 1
  cat "$stage/$1.new" >"$2" || return 1
}
relink() {
  rm -f -- "$1" && ln -s -- "$2" "$1"
}
do_rename() {
  at=$1
  rename "$2" "$3" || exit 1
}
do_replace() {
  at=$1
  replace "$1" "$2" || exit 1
}
do_relink() {
  at=$1
  relink "$2" "$3" || exit 1
}
do_folder() {
  at=$1
  if [ -d "$2" ] && [ ! -L "$2" ]; then return 0; fi
  : >"$stage/$1.made" || exit 1
  mkdir -- "$2" || exit 1
}
do_create() {
  at=$1
  if exists "$2"; then
    say "already there: $2"
    exit 1
  fi
  ln -- "$stage/$1.new" "$2" 2>/dev/null || (
    set -C
    cat "$stage/$1.new" >"$2"
  ) || exit 1
  if [ -n "$git" ]; then git add -- "$2" 2>/dev/null || :; fi
}
undo_folder() {
  if [ ! -f "$stage/$1.made" ]; then return 0; fi
  rmdir -- "$2" 2>/dev/null || :
}
undo_create() {
  if [ "$at" -lt "$1" ] || ! cmp -s -- "$stage/$1.new" "$2"; then return 0; fi
  if [ -n "$git" ]; then git rm --cached -q --ignore-unmatch -- "$2" || :; fi
  rm -f -- "$2" || stuck=yes
}
undo_rename() {
  if [ "$at" -lt "$1" ] || { [ "$at" -eq "$1" ] && ! exists "$3"; }; then return 0; fi
  if [ "$at" -eq "$1" ] && exists "$2"; then return 0; fi
  rename "$3" "$2" || stuck=yes
}
undo_replace() {
  if [ "$at" -lt "$1" ] || [ ! -f "$stage/$1.old" ]; then return 0; fi
  cat "$stage/$1.old" >"$2" || stuck=yes
}
undo_relink() {
  if [ "$at" -lt "$1" ]; then return 0; fi
  relink "$2" "$3" || stuck=yes
}
)sh";
}

}  // namespace prereq
