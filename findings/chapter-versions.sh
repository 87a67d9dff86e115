#!/usr/bin/env bash
# bookdown 0.32 (pandoc 2.17.1.1, both as in Debian 12: r-cran-bookdown, pandoc) names the page of a chapter after the heading's identifier and takes the
# version for a suffix: "Release 2.0" and "Release 2.1" have the identifiers release-2.0 and release-2.1, and one page, release-2.html. Two entries of the
# book's contents lead to it, the first chapter's text is in no page, R warns that a file cannot be renamed, and the build ends with 0. "Release 2.x" is
# release-2.html as well, "Release 2." is `release-2..html`.
# Expected: a page a chapter, or a build that fails.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
Rscript -e 'stopifnot(packageVersion("bookdown") >= "0.32")' >/dev/null 2>&1 && command -v pandoc >/dev/null ||
  { echo "could not find R with bookdown, and pandoc" >&2; exit 77; }
printf -- '---\ntitle: Book\nsite: bookdown::bookdown_site\n---\n# Welcome\n' >index.Rmd
printf '# Release 2.0\n\nThe older text.\n' >01-older.Rmd
printf '# Release 2.1\n\nThe newer text.\n' >02-newer.Rmd
printf '# Release 3.\n\nThe last text.\n' >03-last.Rmd
book() {
  Rscript -e 'bookdown::render_book("index.Rmd", "bookdown::gitbook", quiet = TRUE)' >log 2>&1
  echo "exit $?, $(grep -c 'cannot rename' log) warning"
}
pages() { (cd _book && echo *.html); }
holding() { grep -l "$1" _book/*.html || echo "no page"; }
listed() { grep -o 'class="chapter"[^>]*data-path="[^"]*"' _book/index.html | sed 's/.*data-path=//' | tr '\n' ' '; }
seen 'exit 0, 1 warning' book
seen '404.html index.html release-2.html release-3..html' pages
seen 'no page' holding 'older text'
seen '_book/release-2.html' holding 'newer text'
seen '"index.html" "release-2.html" "release-2.html" "release-3..html" ' listed
finish
