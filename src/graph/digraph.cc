// The only file that sees Boost.Graph.
#include "graph/digraph.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <iterator>
#include <utility>

#include "base/index.h"

namespace prereq {
namespace {

using Csr =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, std::uint32_t, std::uint32_t>;
using Vertex = boost::graph_traits<Csr>::vertex_descriptor;

// The library reads the arcs more than once, which keeps a node's arcs in their order; built with
// `edges_are_unsorted` they come out permuted (1.74).
Csr MakeRows(int nodes, std::span<const int> from, std::span<const int> to) {
  const auto arc = [from, to](std::size_t i) {
    return std::pair(static_cast<std::uint32_t>(from[i]), static_cast<std::uint32_t>(to[i]));
  };
  const auto at = [&](std::size_t i) {
    return boost::make_transform_iterator(boost::make_counting_iterator(i), arc);
  };
  return Csr(boost::edges_are_unsorted_multi_pass, at(0), at(from.size()),
             static_cast<std::uint32_t>(nodes));
}

// Which arc stands where in the rows.
std::vector<int> ArcsByRow(int nodes, std::span<const int> from) {
  std::vector<std::size_t> next(Index(nodes) + 1, 0);
  for (const int node : from) ++next[Index(node) + 1];
  for (std::size_t v = 1; v < next.size(); ++v) next[v] += next[v - 1];
  std::vector<int> arcs(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) arcs[next[Index(from[i])]++] = static_cast<int>(i);
  return arcs;
}

// Stops a breadth-first search at the first arc that leads back to where it began.
struct Closed {
  Vertex last;
};
class BackToStart : public boost::default_bfs_visitor {
 public:
  BackToStart(Vertex start, std::vector<int>& came_from) : start_(start), came_from_(came_from) {}

  template <class Edge>
  void examine_edge(Edge edge, const Csr& graph) const {
    if (target(edge, graph) == start_) throw Closed{source(edge, graph)};
  }
  template <class Edge>
  void tree_edge(Edge edge, const Csr& graph) const {
    came_from_[target(edge, graph)] = static_cast<int>(source(edge, graph));
  }

 private:
  Vertex start_;
  std::vector<int>& came_from_;
};

}  // namespace

struct Digraph::Rows {
  Csr csr;
  std::vector<int> arcs;  // per place in the rows; empty with Naming::kNone
};

Digraph::Digraph(int nodes, std::span<const int> from, std::span<const int> to, Naming naming)
    : rows_(new Rows{MakeRows(nodes, from, to), naming == Naming::kArcsByIndex
                                                    ? ArcsByRow(nodes, from)
                                                    : std::vector<int>()}) {}
Digraph::Digraph(Digraph&&) noexcept = default;
Digraph& Digraph::operator=(Digraph&&) noexcept = default;
Digraph::~Digraph() = default;

int Digraph::node_count() const { return static_cast<int>(num_vertices(rows_->csr)); }
std::size_t Digraph::arc_count() const { return num_edges(rows_->csr); }

std::span<const std::uint32_t> Digraph::Successors(int node) const {
  const auto [first, last] = adjacent_vertices(static_cast<Vertex>(node), rows_->csr);
  return {first, last};
}

std::span<const int> Digraph::ArcsFrom(int node) const {
  const auto [first, last] = out_edges(static_cast<Vertex>(node), rows_->csr);
  if (first == last) return {};
  const std::size_t at = get(boost::edge_index, rows_->csr, *first);
  return std::span(rows_->arcs).subspan(at, out_degree(static_cast<Vertex>(node), rows_->csr));
}

Components Digraph::StrongComponents() const {
  Components components;
  components.of.resize(Index(node_count()));
  if (components.of.empty()) return components;
  const auto index = get(boost::vertex_index, rows_->csr);
  components.count = static_cast<int>(boost::strong_components(
      rows_->csr, boost::make_iterator_property_map(components.of.begin(), index)));
  return components;
}

std::optional<std::vector<int>> Digraph::SuccessorsFirst() const {
  std::vector<int> order;
  order.reserve(Index(node_count()));
  try {  // the exception says that there is a cycle, not which
    boost::topological_sort(rows_->csr, std::back_inserter(order));
  } catch (const boost::not_a_dag&) {
    return std::nullopt;
  }
  return order;
}

std::vector<int> Digraph::Distances(int start) const {
  std::vector<int> distances(Index(node_count()), -1);
  distances[Index(start)] = 0;
  const auto index = get(boost::vertex_index, rows_->csr);
  const auto map = boost::make_iterator_property_map(distances.begin(), index);
  boost::breadth_first_search(
      rows_->csr, static_cast<Vertex>(start),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
  return distances;
}

std::vector<int> Digraph::CycleThrough(int start) const {
  std::vector<int> came_from(Index(node_count()), -1);
  std::vector<int> cycle;
  try {
    boost::breadth_first_search(rows_->csr, static_cast<Vertex>(start),
                                boost::visitor(BackToStart(static_cast<Vertex>(start), came_from)));
  } catch (const Closed& closed) {
    for (int v = static_cast<int>(closed.last); v != start; v = came_from[Index(v)]) {
      cycle.push_back(v);
    }
    cycle.push_back(start);
    std::ranges::reverse(cycle);
  }
  return cycle;
}

}  // namespace prereq
