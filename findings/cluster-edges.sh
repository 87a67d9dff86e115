#!/usr/bin/env bash
# NetworkX 2.8.8 with pydot 1.4.2 (Debian 12: python3-networkx, python3-pydot) reads a DOT file whose lessons are grouped in clusters, a part each: nodes and edges
# inside a subgraph are gone, of `setup -> models -> training` with the first edge in a cluster only `models -> training` is left. A port makes another
# node: behind `setup -> models:n`, `models` follows nothing. No error. Graphviz 2.42.2 has all edges in both.
# Expected: all edges, or an error. A topological order of such a graph leaves `setup` out.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
fetched() { apt-get download -qq "python3-$1=$2" >>log 2>&1 && dpkg -x "python3-$1"_*.deb . >>log 2>&1; }
if ! { fetched networkx 2.8.8-1 && fetched pydot 1.4.2-1 && fetched pyparsing 3.0.9-1; }; then
  echo "could not get NetworkX and pydot" >&2
  exit 77
fi
cat >order.py <<'X2'
import sys

import networkx
import pydot

graph = networkx.nx_pydot.from_pydot(pydot.graph_from_dot_data(sys.argv[1])[0])
print("edges:", ", ".join(" -> ".join(edge[:2]) for edge in graph.edges), "| order:", *networkx.topological_sort(graph))
X2
order() { PYTHONPATH=usr/lib/python3/dist-packages /usr/bin/python3 -W ignore order.py "$1"; }
seen 'edges: setup -> models, models -> training | order: setup models training' order 'digraph { setup -> models; models -> training }'
seen 'edges: models -> training | order: models training' order 'digraph { subgraph cluster_1 { setup -> models } models -> training }'
seen 'edges: setup -> models:n, models -> training | order: setup models models:n training' order 'digraph { setup -> models:n; models -> training }'
finish
