#!/usr/bin/env bash
# js-yaml 4.1.1, yaml 2.8.1 and smol-toml 1.4.2, a map whose keys are padded numbers in order, 08 to 11, read and written again. 10 and 11 come first:
# JavaScript keeps keys that are canonical integers before all others, and `"08"` is none while `"10"` is. So a course's map from number to page
# is in order up to nine entries, keeps its order while all are below 10 or all above 9, and is torn apart by the tenth. Only a reader that makes
# a Map (`mapAsMap`), or the library's own document, keeps what the file says.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin js-yaml@4.1.1 yaml@2.8.1 smol-toml@1.4.2
cat >order.mjs <<'X'
import jsYaml from 'js-yaml';
import yaml from 'yaml';
import * as toml from 'smol-toml';
const text = '"08": Loops\n"09": Lists\n"10": Files\n"11": Tests\n';
const say = (name, written) => console.log(name, written.match(/\b\d\d\b/g).join(' '));
say('js-yaml', jsYaml.dump(jsYaml.load(text)));
say('yaml', yaml.stringify(yaml.parse(text)));
say('smol-toml', toml.stringify(toml.parse(text.replaceAll('": ', '" = "').replaceAll('\n', '"\n'))));
say('yaml, mapAsMap', yaml.stringify(yaml.parse(text, { mapAsMap: true })));
say('yaml, document', String(yaml.parseDocument(text)));
X
seen 'js-yaml 10 11 08 09
yaml 10 11 08 09
smol-toml 10 11 08 09
yaml, mapAsMap 08 09 10 11
yaml, document 08 09 10 11' node order.mjs
finish
