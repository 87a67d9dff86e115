// The arcs of a graph that no longer way replaces.
#pragma once

#include <vector>

#include "graph/digraph.h"

namespace prereq {

/// The indices, ascending, of the arcs that no way over other arcs replaces: of a graph without
/// cycles its transitive reduction. Arcs inside a strongly connected component all stay; of several
/// parallel arcs the first stays. `graph` names its arcs. O(n e / 64) time, O(n + e) memory.
std::vector<int> ReducedArcs(const Digraph& graph);

}  // namespace prereq
