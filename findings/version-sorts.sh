#!/usr/bin/env bash
# git 2.39.5 (`tag --sort=version:refname`) and CMake 3.25.1 (`list(SORT … COMPARE NATURAL)`), both of Debian 12, take a number with a zero in front
# for a fraction: lesson-02 and lesson-010 come before lesson-1. `sort -V` and `ls -v` of coreutils 9.1 go by the value. With one width, or without
# zeros, all four agree.
# Expected: one version sort. While a course is padded step by step, its last tag for git is not its last tag for a script that pipes tags through
# `sort -V`.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
command -v git cmake >/dev/null || { echo "could not find git and cmake" >&2; exit 77; }
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
echo 'list(SORT names COMPARE NATURAL)
list(JOIN names " " line)
execute_process(COMMAND ${CMAKE_COMMAND} -E echo ${line})' >sort.cmake
order() {
  rm -rf tags && git init -q tags && cd tags || return
  git commit -q --allow-empty -m x && for name in "$@"; do git tag "$name"; done
  echo "git: $(git tag --sort=version:refname | xargs)"
  echo "cmake: $(cmake -Dnames="$(IFS=';' && echo "$*")" -P ../sort.cmake)"
  echo "sort -V: $(printf '%s\n' "$@" | LC_ALL=C sort -V | xargs)"
  touch "$@"
  echo "ls -v: $(LC_ALL=C ls -v | xargs)"
  cd ..
}
seen 'git: lesson-010 lesson-02 lesson-1 lesson-3 lesson-9
cmake: lesson-010 lesson-02 lesson-1 lesson-3 lesson-9
sort -V: lesson-1 lesson-02 lesson-3 lesson-9 lesson-010
ls -v: lesson-1 lesson-02 lesson-3 lesson-9 lesson-010' order lesson-1 lesson-02 lesson-3 lesson-9 lesson-010
seen 'git: lesson-1 lesson-2 lesson-9 lesson-10
cmake: lesson-1 lesson-2 lesson-9 lesson-10
sort -V: lesson-1 lesson-2 lesson-9 lesson-10
ls -v: lesson-1 lesson-2 lesson-9 lesson-10' order lesson-1 lesson-2 lesson-9 lesson-10
finish
