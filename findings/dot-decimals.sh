#!/usr/bin/env bash
# dotparser 1.1.1, ngraph.fromdot 7.1.0 (on top of it) and vis-network 10.1.5 on a DOT file whose nodes are section numbers, `1.9 -> 1.10`, valid without
# quotes: a numeral becomes a number, so 1.10 is 1.1, and the order of ten sections is a cycle. `06` and `6` are one node as well. For ts-graphviz
# 3.0.7 and graphlib-dot 0.6.4 they are names, as the grammar of DOT has it (Graphviz 2.42.2 draws 1.1 and 1.10). In quotes all agree.
# Expected: an ID is the text that stands there. A graph of 1.1 to 1.10 is one that such a reader finds to be without an order.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin dotparser@1.1.1 ngraph.fromdot@7.1.0 vis-network@10.1.5 ts-graphviz@3.0.7 graphlib-dot@0.6.4
cat >read.mjs <<'X2'
import { createRequire } from 'node:module';
import dotparser from 'dotparser';
import fromDot from 'ngraph.fromdot';
import graphlibDot from 'graphlib-dot';
import { fromDot as tsGraphviz } from 'ts-graphviz';
const vis = createRequire(import.meta.url)('vis-network/standalone');
const readers = {
  dotparser: (text) => dotparser(text)[0].children.map((edge) => edge.edge_list.map((node) => node.id)),
  'ngraph.fromdot': (text) => {
    const edges = [];
    fromDot(text).forEachLink((link) => { edges.push([link.fromId, link.toId]); });
    return edges;
  },
  'vis-network': (text) => vis.parseDOTNetwork(text).edges.map((edge) => [edge.from, edge.to]),
  'ts-graphviz': (text) => tsGraphviz(text).edges.map((edge) => edge.targets.map((node) => node.id)),
  'graphlib-dot': (text) => graphlibDot.read(text).edges().map((edge) => [edge.v, edge.w]),
};
for (const text of process.argv.slice(2)) {
  for (const [name, read] of Object.entries(readers)) console.log(`${name}:`, read(text).map((edge) => edge.join(' -> ')).join('; '));
}
X2
seen 'dotparser: 1.1 -> 1.9; 1.9 -> 1.1
ngraph.fromdot: 1.1 -> 1.9; 1.9 -> 1.1
vis-network: 1.1 -> 1.9; 1.9 -> 1.1
ts-graphviz: 1.1 -> 1.9; 1.9 -> 1.10
graphlib-dot: 1.1 -> 1.9; 1.9 -> 1.10' node read.mjs 'digraph { 1.1 -> 1.9; 1.9 -> 1.10 }'
seen 'dotparser: 6 -> 6
ngraph.fromdot: 6 -> 6
vis-network: 6 -> 6
ts-graphviz: 06 -> 6
graphlib-dot: 06 -> 6' node read.mjs 'digraph { 06 -> 6 }'
seen 'dotparser: 1.9 -> 1.10
ngraph.fromdot: 1.9 -> 1.10
vis-network: 1.9 -> 1.10
ts-graphviz: 1.9 -> 1.10
graphlib-dot: 1.9 -> 1.10' node read.mjs 'digraph { "1.9" -> "1.10" }'
finish
