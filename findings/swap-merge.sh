#!/usr/bin/env bash
# git 2.39.5: `main` exchanges chapter_02 and chapter_03, a branch edits chapter_02. The merge ends with 0 and without a conflict, and the edit is in the
# other chapter: a rename is looked for among paths that vanish, and here none does. With words in the names (02_recursion) the edit follows its chapter.
# Expected: the edit follows in both, or a conflict.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
chapter() { mkdir -p "$1" && printf 'minutes: 30\nlevel: easy\nreviewed: no\ntitle: %s\n' "$2" >"$1/chapter.yaml"; }
# merged RECURSION-BEFORE FUNCTIONS-BEFORE RECURSION-AFTER FUNCTIONS-AFTER: who got the 45 minutes?
merged() {
  rm -rf book && git init -q -b main book && cd book || return
  chapter "$1" Recursion && chapter "$2" Functions && git add . && git commit -qm 'Two chapters'
  git checkout -q -b longer && sed -i 's/30/45/' "$1/chapter.yaml" && git commit -qam 'Recursion takes 45 minutes'
  git checkout -q main && git mv "$1" aside && git mv "$2" "$4" && git mv aside "$3" && git commit -qm 'Functions first'
  git merge -q --no-edit longer >/dev/null
  echo "exit $?, 45 minutes for $(cat $(grep -rl --include=chapter.yaml 45 .) | sed -n 's/title: //p')"
}
seen 'exit 0, 45 minutes for Functions' merged chapter_02 chapter_03 chapter_03 chapter_02
seen 'exit 0, 45 minutes for Recursion' merged 02_recursion 03_functions 03_recursion 02_functions
finish
