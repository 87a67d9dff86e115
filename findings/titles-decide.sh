#!/usr/bin/env bash
# docmd 0.9.7 ("Navigation is generated from your file structure") and Hyperbook 0.107.1, for manuals and courses: the menu made from numbered files goes by
# the title inside each page, as text, and the file's name does not count. 01-setup, 02-loops and 10-basics come as Basics, Loops, Setup; with "Lesson" and a
# number in the titles 10 is in front of 2, however well the names are padded. A new title moves its page.
# Expected: the order of the names, as in Hugo, Jekyll, MkDocs and Starlight. Renumbering the files changes addresses and no order here.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @docmd/core@0.9.7 hyperbook@0.107.1
export HOME=$PWD DO_NOT_TRACK=1
mkdir -p docs book
echo '{"name": "Course"}' >hyperbook.json
page() {
  printf '# %s\n\nText\n' "$2" >"docs/$1.md"
  printf -- '---\nname: %s\n---\nText\n' "$2" >"book/$1.md"
}
build() { timeout 100 npx --no-install "$@" build >log 2>&1 </dev/null || tail log; }
order() { grep -oE 'href="[./]*[0-9]{2}-[a-z]+[/"]' "$1" | grep -oE '[0-9]{2}-[a-z]+' | awk '!seen[$0]++' | paste -sd' '; }
both() { rm -rf site .hyperbook && build docmd && order site/index.html && build hyperbook && order .hyperbook/out/index.html; }
page index Home
page 01-setup Setup && page 02-loops Loops && page 10-basics Basics
seen '10-basics 02-loops 01-setup
10-basics 02-loops 01-setup' both
page 01-setup 'Lesson 1' && page 02-loops 'Lesson 2' && page 10-basics 'Lesson 10'
seen '01-setup 10-basics 02-loops
01-setup 10-basics 02-loops' both
finish
