// A directed graph in compressed rows and what is asked of it. The only wall around Boost.Graph:
// nothing of it, and none of its exceptions, comes through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace prereq {

/// Strongly connected components.
struct Components {
  std::vector<int> of;  // per node: its component, from 0; an arc never leads to a higher one
  int count = 0;
};

/// Nodes 0..n-1 and arcs between them; parallel arcs and loops are allowed. Immutable; every answer
/// depends on the arcs and their order alone. Uses four bytes an arc and four a node, plus four an
/// arc when arcs can be named.
class Digraph {
 public:
  /// Whether a row of the graph remembers which of the given arcs it holds.
  enum class Naming { kArcsByIndex, kNone };

  /// Arc i leads from `from[i]` to `to[i]`; both spans have one length and are not kept. O(n + e).
  Digraph(int nodes, std::span<const int> from, std::span<const int> to,
          Naming naming = Naming::kArcsByIndex);
  Digraph(Digraph&&) noexcept;
  Digraph& operator=(Digraph&&) noexcept;
  ~Digraph();

  [[nodiscard]] int node_count() const;
  [[nodiscard]] std::size_t arc_count() const;
  /// Where the arcs out of `node` lead, in the order in which they were given.
  [[nodiscard]] std::span<const std::uint32_t> Successors(int node) const;
  /// The indices of the same arcs. Only with Naming::kArcsByIndex.
  [[nodiscard]] std::span<const int> ArcsFrom(int node) const;

  /// O(n + e).
  [[nodiscard]] Components StrongComponents() const;
  /// Every node behind all nodes that it has an arc to; nodes without a reason to wait stand in
  /// rising order. nullopt when the graph has a cycle. O(n + e).
  [[nodiscard]] std::optional<std::vector<int>> SuccessorsFirst() const;
  /// How many arcs away each node is from `start`; -1: it cannot be reached. O(n + e).
  [[nodiscard]] std::vector<int> Distances(int start) const;
  /// The nodes of a shortest cycle through `start`, which comes first; empty when there is none.
  /// O(n + e).
  [[nodiscard]] std::vector<int> CycleThrough(int start) const;

 private:
  struct Rows;
  std::unique_ptr<const Rows> rows_;
};

}  // namespace prereq
