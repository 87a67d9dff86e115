// Our own loop: boost::transitive_reduction and boost::transitive_closure keep n² bits and search
// every node's neighbours for every node; `bench_graph` shows how many times slower they are.
#include "graph/reduction.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "base/index.h"

namespace prereq {
namespace {

constexpr int kBits = 64, kWords = 8, kBlock = kBits * kWords;
using Block = std::array<std::uint64_t, kWords>;  // one cache line

bool Has(const Block& block, int bit) {
  return (block[Index(bit / kBits)] >> static_cast<unsigned>(bit % kBits) & 1U) != 0;
}
void Add(Block& block, int bit) {
  block[Index(bit / kBits)] |= std::uint64_t{1} << static_cast<unsigned>(bit % kBits);
}

// Arcs between components, each once, in rows by the component they leave.
struct Between {
  Between(const Digraph& graph, const Components& components) {
    std::vector<std::pair<int, int>> ends;
    for (int v = 0; v < graph.node_count(); ++v) {
      for (const std::uint32_t w : graph.Successors(v)) {
        if (components.of[Index(v)] == components.of[w]) continue;
        ends.emplace_back(components.of[Index(v)], components.of[w]);
      }
    }
    std::ranges::sort(ends);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    first.assign(Index(components.count) + 1, 0);
    for (const auto& [from, into] : ends) {
      ++first[Index(from) + 1];
      to.push_back(into);
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    replaced.assign(to.size(), false);
  }

  // Index into `to` of the arc between these two, which is there.
  [[nodiscard]] std::size_t At(int from, int into) const {
    const auto begin = to.begin() + first[Index(from)], end = to.begin() + first[Index(from) + 1];
    return static_cast<std::size_t>(std::lower_bound(begin, end, into) - to.begin());
  }

  std::vector<int> first, to;
  std::vector<bool> replaced;
};

// Arcs into the components low..low+kBlock-1 that another way replaces. Components are numbered
// so that arcs lead to lower ones.
void ReplaceInto(int low, Between& arcs, std::vector<Block>& reached) {
  const int count = static_cast<int>(arcs.first.size()) - 1;
  for (int from = low; from < count; ++from) {
    Block behind{};  // what the components that this one leads to reach themselves
    const auto begin = Index(arcs.first[Index(from)]), end = Index(arcs.first[Index(from) + 1]);
    for (std::size_t a = begin; a < end; ++a) {
      if (arcs.to[a] < low) continue;
      const Block& row = reached[Index(arcs.to[a])];
      for (std::size_t w = 0; w < kWords; ++w) behind[w] |= row[w];
    }
    Block& own = reached[Index(from)];
    own = behind;
    for (std::size_t a = begin; a < end; ++a) {
      const int bit = arcs.to[a] - low;
      if (bit < 0 || bit >= kBlock) continue;
      if (Has(behind, bit)) arcs.replaced[a] = true;
      Add(own, bit);
    }
  }
}

}  // namespace

std::vector<int> ReducedArcs(const Digraph& graph) {
  const Components components = graph.StrongComponents();
  Between arcs(graph, components);
  std::vector<Block> reached(Index(components.count));
  for (int low = 0; low < components.count; low += kBlock) ReplaceInto(low, arcs, reached);
  std::vector<int> kept;
  std::vector<int> last_from(Index(graph.node_count()), -1);  // who led to a node last
  for (int v = 0; v < graph.node_count(); ++v) {
    const auto successors = graph.Successors(v);
    const auto indices = graph.ArcsFrom(v);
    for (std::size_t i = 0; i < successors.size(); ++i) {
      const std::uint32_t w = successors[i];
      if (last_from[w] == v) continue;  // parallel to an earlier one
      last_from[w] = v;
      const int from = components.of[Index(v)], into = components.of[w];
      if (from == into || !arcs.replaced[arcs.At(from, into)]) kept.push_back(indices[i]);
    }
  }
  std::ranges::sort(kept);
  return kept;
}

}  // namespace prereq
