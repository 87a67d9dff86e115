#!/usr/bin/env bash
# Two chapters change places, and the redirects from before stay: `01-basics` is a page again and an old address at once. mkdocs-redirects 1.2.0 (MkDocs
# 1.4.2) and jekyll-redirect-from 0.16.0 (Jekyll 4.3.1) put the redirect over the page, which is gone from the site; both builds end with 0 and warn
# of nothing. Hugo 0.111.3 keeps the page. All as in Debian 12 (mkdocs-redirects, ruby-jekyll-redirect-from, hugo).
# Expected: the page stays, or the build fails.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
command -v mkdocs jekyll hugo >/dev/null || { echo "could not find mkdocs, jekyll and hugo" >&2; exit 77; }
shown() { grep -q 'The basics' "$1" && echo "exit $2: the page" || echo "exit $2: $(grep -ciE 'redirecting' "$1" | sed 's/[1-9].*/a redirect/')"; }
with_mkdocs() {
  mkdir -p docs
  printf 'site_name: T\nplugins:\n  - redirects:\n      redirect_maps:\n        01-basics.md: 02-models.md\n' >mkdocs.yml
  printf '# One\n\nThe basics.\n' >docs/01-basics.md && printf '# Two\n' >docs/02-models.md
  mkdocs build --strict 2>warnings >/dev/null
  local code=$?
  grep -c WARNING warnings
  shown site/01-basics/index.html "$code"
}
with_jekyll() {
  printf 'plugins: [jekyll-redirect-from]\n' >_config.yml
  printf -- '---\n---\nThe basics.\n' >01-basics.md && printf -- '---\nredirect_from: [/01-basics.html]\n---\nTwo\n' >02-models.md
  jekyll build --quiet >/dev/null 2>&1
  shown _site/01-basics.html $?
}
with_hugo() {
  mkdir -p content layouts/_default && echo '{{.Content}}' | tee layouts/_default/single.html >layouts/_default/list.html
  echo 'baseURL = "https://example.org/"' >hugo.toml
  echo 'The basics.' >content/01-basics.md && printf -- '---\naliases: [/01-basics/]\n---\nTwo\n' >content/02-models.md
  hugo --quiet
  shown public/01-basics/index.html $?
}
mkdir a b c
seen '0
exit 0: a redirect' eval 'cd a && with_mkdocs; cd ..'
seen 'exit 0: a redirect' eval 'cd b && with_jekyll; cd ..'
seen 'exit 0: the page' eval 'cd c && with_hugo; cd ..'
finish
