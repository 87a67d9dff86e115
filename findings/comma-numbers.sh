#!/usr/bin/env bash
# Psych 4.0.3 (Ruby 3.1, the YAML of Jekyll) of Debian 12 takes commas for separators of thousands wherever they stand: `requires: 3,4` is the number
# 34, `1,10` is 110, and `06,07` is 391, octal. PyYAML 6.0, js-yaml 4.1.1 and yaml 2.8.1 read text; in brackets, `[3,4]`, all read two numbers. No
# warning.
# Expected: the text "3,4", which a page would split at the comma. A lesson that needs 3 and 4 needs lesson 34 on the site.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin js-yaml@4.1.1 yaml@2.8.1
ruby -ryaml -e 'exit Psych::VERSION == "4.0.3"' 2>/dev/null && /usr/bin/python3 -c 'import yaml' 2>/dev/null ||
  { echo "needs the Ruby and python3-yaml of Debian 12" >&2; exit 77; }
with_ruby() { ruby -ryaml -rjson -e 'puts ARGV.map { |text| YAML.safe_load("a: #{text}")["a"].to_json }.join(" ")' "$@"; }
with_python() { /usr/bin/python3 -c 'import json, sys, yaml
print(*(json.dumps(yaml.safe_load("a: " + text)["a"], separators=(",", ":")) for text in sys.argv[1:]))' "$@"; }
with_npm() { node -e 'const [load, ...texts] = process.argv.slice(1);
const read = load === "yaml" ? require("yaml").parse : require("js-yaml").load;
console.log(texts.map((text) => JSON.stringify(read(`a: ${text}`).a)).join(" "));' "$@"; }
seen '34 110 391 [3,4]' with_ruby 3,4 1,10 06,07 '[3,4]'
seen '"3,4" "1,10" "06,07" [3,4]' with_python 3,4 1,10 06,07 '[3,4]'
seen '"3,4" "1,10" "06,07" [3,4]' with_npm js-yaml 3,4 1,10 06,07 '[3,4]'
seen '"3,4" "1,10" "06,07" [3,4]' with_npm yaml 3,4 1,10 06,07 '[3,4]'
finish
