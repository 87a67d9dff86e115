#!/usr/bin/env bash
# Repositories in a form that only a newer git makes: references in reftable (2.45), work trees named from where they
# are (2.48). usage: newer_git.sh BINARY. The git is that of the folder PREREQ_NEWER_GIT, else the one on PATH; 77 where
# it is too old for the first, a word where it is too old for the second.
set -euo pipefail
binary=$1
PATH=${PREREQ_NEWER_GIT:+$PREREQ_NEWER_GIT:}$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work GIT_CONFIG_NOSYSTEM=1 PREREQ_CACHE_DIR=$work/cache
git init -q -b main --ref-format=reftable course 2>/dev/null ||
  { echo "skipped: needs git 2.45 or newer, this is $(git --version)"; exit 77; }
prereq() { "$binary" "$@"; }
cd course
git config user.email a@b.c && git config user.name n
for module in 01_a 02_b 03_c; do mkdir -p "m/$module" && echo "see 02_b" >"m/$module/x.md"; done
printf 'version: 1\nseries: {path: "m/{number:02}_{slug}"}\n' >prereq.yaml
git add -A && git commit -qm base
prereq lint -q
prereq lint -q --since main
echo "see 07_b" >>m/03_c/x.md
if prereq lint -q --since HEAD >found; then echo "the stale reference was not found"; exit 1; fi
grep -q 'PRQ301' found && rm found && git checkout -q m
prereq move a --to 2 --no-git
git add -A && [ "$(git status --porcelain | wc -l)" = 5 ] || { git status --porcelain; exit 1; }
cd .. && git init -q -b main plain && cd plain && git config user.email a@b.c && git config user.name n
cp -r ../course/m ../course/prereq.yaml . && git add -A && git commit -qm base
if git worktree add -q --relative-paths ../linked 2>/dev/null; then
  prereq lint -q && prereq lint -q --since HEAD && prereq lint -q ../linked && (cd ../linked && prereq move a --to 1)
else
  echo "not tried: git worktree add --relative-paths needs git 2.48"
fi
echo "all as expected with $(git --version)"
