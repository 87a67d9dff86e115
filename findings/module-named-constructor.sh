#!/usr/bin/env bash
# batching-toposort 1.2.0 and tsort 0.0.1 keep names as keys of plain objects. A lesson called `constructor` (most courses on classes have one) makes the
# first report a cycle in a graph of one edge; the second leaves it out of the order without a word. toposort 2.0.2, which keeps a Map, sorts it.
# Expected: a name is a name.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin batching-toposort@1.2.0 tsort@0.0.1 toposort@2.0.2
cat >sort.cjs <<'X'
const say = (what, work) => {
  try { console.log(what, JSON.stringify(work())); } catch (error) { console.log(what, 'fails:', error.message); }
};
for (const lesson of ['classes', 'constructor']) {
  say('batching-toposort', () => require('batching-toposort')({ [lesson]: ['inheritance'], inheritance: [] }));
  say('tsort', () => { const graph = require('tsort')(); graph.add(lesson, 'inheritance'); return graph.sort(); });
  say('toposort', () => require('toposort')([[lesson, 'inheritance']]));
}
X
seen 'batching-toposort [["classes"],["inheritance"]]
tsort ["classes","inheritance"]
toposort ["classes","inheritance"]
batching-toposort fails: Cycle(s) detected; toposort only works on acyclic graphs
tsort ["inheritance"]
toposort ["constructor","inheritance"]' node sort.cjs
finish
