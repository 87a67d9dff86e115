#include "solver/closure.h"

#include <algorithm>
#include <bit>

namespace prereq {

int Closure::Gap(int before, int after) const {
  int between = 0;
  const std::uint64_t* below = descendants.row(before);
  const std::uint64_t* above = ancestors.row(after);
  for (std::size_t w = 0; w < descendants.words(); ++w) {
    between += std::popcount(below[w] & above[w]);
  }
  return between + 1;
}

// Our own loops over rows of bits: boost::transitive_closure writes lists of nodes, from which
// these rows would have to be made again (`bench_graph` shows how many times slower that is).
Closure MakeClosure(int module_count, const std::vector<Precedence>& precedences,
                    const std::vector<int>& topological) {
  Closure closure{
      BitRows(module_count, module_count), BitRows(module_count, module_count), topological, {}};
  std::vector<std::vector<int>> before(static_cast<std::size_t>(module_count));
  for (const Precedence& p : precedences) {
    before[static_cast<std::size_t>(p.after)].push_back(p.before);
  }
  for (const int v : topological) {
    for (const int u : before[static_cast<std::size_t>(v)]) {
      std::uint64_t* row = closure.ancestors.row(v);
      const std::uint64_t* above = closure.ancestors.row(u);
      for (std::size_t w = 0; w < closure.ancestors.words(); ++w) row[w] |= above[w];
      closure.ancestors.Add(v, u);
    }
  }
  for (int v = 0; v < module_count; ++v) {
    closure.ancestors.ForEach(v, [&](int u) { closure.descendants.Add(u, v); });
  }
  for (int v = 0; v < module_count; ++v) {
    closure.descendants.ForEach(v, [&](int w) {
      if (closure.Gap(v, w) == 1) closure.covers.push_back({v, w, 1});
    });
  }
  return closure;
}

}  // namespace prereq
