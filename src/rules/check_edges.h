// Whether a list of edges has an order, and if not, why.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "graph/edge_list.h"
#include "prereq/verdict.h"

namespace prereq {

/// An order of all nodes, or the cycles that forbid one.
struct EdgeVerdict {
  std::vector<int> order;  // every edge leads forward in it; empty when there is a cycle
  Verdict verdict;         // PRQ101, one for each knot; of very many or very large knots a part
};

/// `path` names the file in findings. Nodes without a reason to wait stand as they first appeared.
/// Where the knots hold at most kMostExplained edges, findings are those of Check, proofs included;
/// beyond that each shows one cycle, and after a hundred the rest are counted. O(n + e) apart from
/// these proofs; four bytes an edge and about forty a node. Deterministic.
EdgeVerdict CheckEdges(const EdgeList& edges, const std::string& path);
inline constexpr std::size_t kMostExplained = 20'000;

/// The chosen edges (indices, rising) as facts of modules without numbers: "b needs a", by name.
/// Some 500 bytes an edge.
Facts FactsOfEdges(const EdgeList& edges, std::span<const std::size_t> chosen, bool lone_nodes,
                   const std::string& path);

}  // namespace prereq
