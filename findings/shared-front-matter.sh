#!/usr/bin/env bash
# gray-matter 4.0.3, called with a text alone: two pages whose text is the same (stubs of lessons, say) share one `data`. A program that writes the number
# of the first into it finds that number in the second, which never had one. The cache goes by the text, and the copies it hands out are shallow.
# Any second argument, `{}` too, turns the cache off; front-matter 4.0.2 gives each page its own.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin gray-matter@4.0.3 front-matter@4.0.2
cat >pages.cjs <<'X'
const matter = require('gray-matter'), frontMatter = require('front-matter');
const stub = '---\ntitle: To be written\n---\n';
const number = (read) => {
  read(stub).number = 1;
  return read(stub);
};
console.log('gray-matter', number((text) => matter(text).data));
console.log('gray-matter, {}', number((text) => matter(text, {}).data));
console.log('front-matter', number((text) => frontMatter(text).attributes));
X
seen "gray-matter { title: 'To be written', number: 1 }
gray-matter, {} { title: 'To be written' }
front-matter { title: 'To be written' }" node pages.cjs
finish
