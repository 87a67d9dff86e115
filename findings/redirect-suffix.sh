#!/usr/bin/env bash
# sphinx-reredirects 0.1.1 (Debian 12, Sphinx 5.3.0) takes what stands behind the last dot of a document's name for its suffix: the redirect from
# `guide/1.4` is written to `guide/1.html`. Nothing leads from guide/1.4.html, and where there is a document `guide/1`, its page is replaced. Exit 0.
# Expected: the redirect at guide/1.4.html, and guide/1.html as Sphinx wrote it.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
python3 -c 'import sphinx_reredirects' 2>/dev/null || /usr/bin/python3 -c 'import sphinx_reredirects' ||
  { echo "could not find sphinx-reredirects" >&2; exit 77; }
mkdir guide
printf 'extensions = ["sphinx_reredirects"]\nredirects = {"guide/1.4": "1.5.html"}\n' >conf.py
printf 'Guide\n=====\n\n.. toctree::\n   :glob:\n\n   guide/*\n' >index.rst
printf 'First steps\n===========\n' >guide/1.rst && printf 'New\n===\n' >guide/1.5.rst
build() {
  sphinx-build -q -W . out
  echo "exit $?: $(cd out/guide && echo *.html)"
  grep -q 'First steps' out/guide/1.html && echo "guide/1.html is the page" || grep -o 'url=[^"]*' out/guide/1.html
}
seen 'exit 0: 1.5.html 1.html
url=1.5.html' build
finish
