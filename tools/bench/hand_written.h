// What a loop written for one task alone needs at least: the floors that others are compared with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// A graph in compressed sparse rows.
struct Csr {
  Csr(int nodes, const std::vector<int>& from, const std::vector<int>& to);
  std::vector<std::uint32_t>
      first;  // first[v] to first[v + 1]: where v's successors stand in `into`
  std::vector<int> into;
};

/// Kahn's loop (1962): the nodes it can order.
std::vector<int> Kahn(int nodes, const Csr& csr);

/// Reads pairs of numbers and counts the nodes it can order: no names, no places, no errors.
std::size_t OrderEdges(const char* path);

/// Opens, reads and closes every file below `folder`; what any search must do at least.
void ReadOnly(const std::string& folder, const std::vector<std::string>& paths, int threads);

}  // namespace bench
