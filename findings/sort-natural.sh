#!/usr/bin/env bash
# `sort_natural` of Liquid, in LiquidJS 10.30.1 (Eleventy) and the Liquid 5.4.0 of Debian 12 (Jekyll): it puts 10 before 2, in names and even in integers,
# where plain `sort` of the same integers is right. Natural means "without regard to case" here. A menu sorted by
# `sort_natural: "nav_order"` looks right until the tenth page.
# Expected: 2 before 10, as a natural order of files has it, and numbers never sorted worse than by `sort`.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin liquidjs@10.30.1
[ "$(ruby -rliquid -e 'print Liquid::VERSION' 2>/dev/null)" = 5.4.0 ] || { echo "needs the ruby-liquid 5.4.0 of Debian 12" >&2; exit 77; }
cat >data.json <<'X'
{"names": ["10-late", "9-nine", "2-two"], "numbers": [10, 9, 2]}
X
cat >run.cjs <<'X'
const {Liquid} = require("liquidjs");
console.log(new Liquid().parseAndRenderSync(process.argv[2], JSON.parse(require("fs").readFileSync("data.json"))));
X
cat >run.rb <<'X'
require "json"
require "liquid"
puts Liquid::Template.parse(ARGV[0]).render(JSON.parse(File.read("data.json")))
X
for run in "node run.cjs" "ruby run.rb"; do
  echo "$run"
  seen '10-late 2-two 9-nine' $run '{{ names | sort_natural | join: " " }}'
  seen '10 2 9' $run '{{ numbers | sort_natural | join: " " }}'
  seen '2 9 10' $run '{{ numbers | sort | join: " " }}'
done
finish
