// The graph layer beside hand-written loops, and Boost.Graph beside what stays our own loop.
//
//     bench_graph EDGES.edges      a whole edge list: read, order; `hand` only reads numbers
//     bench_graph --layer N E      components, order, reduction on a random acyclic graph
//
// Prints processor seconds, the best of five alternating runs.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/transitive_closure.hpp>
#include <boost/graph/transitive_reduction.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "graph/digraph.h"
#include "graph/edge_list.h"
#include "graph/reduction.h"
#include "rules/check_edges.h"
#include "solver/closure.h"

namespace {

using prereq::Digraph;

double Seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Best of five, alternating.
void Compare(const std::map<std::string, std::function<std::size_t()>>& works) {
  std::map<std::string, double> best;
  std::map<std::string, std::size_t> answer;
  for (int round = 0; round < 5; ++round) {
    for (const auto& [name, work] : works) {
      const double start = Seconds();
      answer[name] = work();
      const double took = Seconds() - start;
      best[name] = best.contains(name) ? std::min(best[name], took) : took;
    }
  }
  for (const auto& [name, took] : best)
    std::printf("%-28s %8.4f s  %zu\n", name.c_str(), took, answer[name]);
}

struct Csr {
  Csr(int nodes, const std::vector<int>& from, const std::vector<int>& to)
      : first(static_cast<std::size_t>(nodes) + 1, 0), into(from.size()) {
    for (const int v : from) ++first[static_cast<std::size_t>(v) + 1];
    for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::size_t e = 0; e < from.size(); ++e)
      into[next[static_cast<std::size_t>(from[e])]++] = to[e];
  }
  std::vector<std::uint32_t> first;
  std::vector<int> into;
};

// Kahn's loop (1962): how many nodes it can order.
std::vector<int> Kahn(int nodes, const Csr& csr) {
  std::vector<int> waits(static_cast<std::size_t>(nodes), 0), order;
  order.reserve(waits.size());
  for (const int w : csr.into) ++waits[static_cast<std::size_t>(w)];
  for (int v = 0; v < nodes; ++v) {
    if (waits[static_cast<std::size_t>(v)] == 0) order.push_back(v);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto v = static_cast<std::size_t>(order[i]);
    for (std::uint32_t a = csr.first[v]; a < csr.first[v + 1]; ++a) {
      if (--waits[static_cast<std::size_t>(csr.into[a])] == 0) order.push_back(csr.into[a]);
    }
  }
  return order;
}

// Reads numbers, nothing else: no names, no places, no errors.
std::size_t HandWritten(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) std::exit(2);
  std::vector<int> from, to;
  std::vector<char> block(1U << 18U);
  int value = 0, first = -1, most = 0;
  bool inside = false;
  const auto end_number = [&] {
    most = std::max(most, value);
    if (first < 0) {
      first = value;
    } else {
      if (first != value) from.push_back(first), to.push_back(value);
      first = -1;
    }
    value = 0;
    inside = false;
  };
  for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), file)) > 0;) {
    for (std::size_t i = 0; i < count; ++i) {
      if (block[i] >= '0' && block[i] <= '9') {
        value = value * 10 + (block[i] - '0');
        inside = true;
      } else if (inside) {
        end_number();
      }
    }
  }
  if (inside) end_number();
  std::fclose(file);
  return Kahn(most + 1, Csr(most + 1, from, to)).size();
}

std::size_t Ours(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) std::exit(2);
  std::fseek(file, 0, SEEK_END);
  const auto size = static_cast<std::size_t>(std::ftell(file));
  std::rewind(file);
  prereq::EdgeReader reader(prereq::EdgeFormat::kPairs, path, size, 0);
  std::vector<char> block(1U << 18U);
  for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), file)) > 0;) {
    if (!reader.Feed({block.data(), count})) std::exit(2);
  }
  std::fclose(file);
  const auto edges = reader.Finish();
  return edges ? prereq::CheckEdges(*edges, path).order.size() : 0;
}

void Layer(int nodes, std::size_t edges) {
  std::mt19937_64 random(1);
  std::printf("seed 1, %d nodes, %zu edges\n", nodes, edges);
  std::vector<int> from, to;
  while (from.size() < edges) {
    const int a = static_cast<int>(random() % static_cast<unsigned>(nodes));
    const int b = static_cast<int>(random() % static_cast<unsigned>(nodes));
    if (a != b) from.push_back(std::min(a, b)), to.push_back(std::max(a, b));
  }
  const Digraph graph(nodes, from, to);
  const Csr csr(nodes, from, to);
  Compare({{"build Boost",
            [&] { return Digraph(nodes, from, to, Digraph::Naming::kNone).arc_count(); }},
           {"build hand", [&] { return Csr(nodes, from, to).into.size(); }},
           {"order Boost", [&] { return graph.SuccessorsFirst()->size(); }},
           {"order hand", [&] { return Kahn(nodes, csr).size(); }},
           {"components Boost",
            [&] { return static_cast<std::size_t>(graph.StrongComponents().count); }}});
  if (nodes > 2000) return;
  using List = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  List list(static_cast<std::size_t>(nodes));
  std::vector<prereq::Precedence> precedences;
  for (std::size_t e = 0; e < edges; ++e) {
    add_edge(static_cast<std::size_t>(from[e]), static_cast<std::size_t>(to[e]), list);
    precedences.push_back({from[e], to[e]});
  }
  const std::vector<int> order = Kahn(nodes, csr);
  Compare({{"reduction Boost",
            [&] {
              List reduced;
              std::vector<std::size_t> image(static_cast<std::size_t>(nodes));
              const auto index = get(boost::vertex_index, list);
              boost::transitive_reduction(
                  list, reduced, boost::make_iterator_property_map(image.begin(), index), index);
              return num_edges(reduced);
            }},
           {"reduction ours", [&] { return prereq::ReducedArcs(graph).size(); }},
           {"closure Boost",
            [&] {
              List closed;
              boost::transitive_closure(list, closed);
              return num_edges(closed);
            }},
           {"closure ours",
            [&] { return prereq::MakeClosure(nodes, precedences, order).covers.size(); }}});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) {
    Layer(std::atoi(argv[2]), static_cast<std::size_t>(std::atoll(argv[3])));
  } else if (argc == 2) {
    Compare({{"whole edge list, ours", [&] { return Ours(argv[1]); }},
             {"whole edge list, hand", [&] { return HandWritten(argv[1]); }}});
  }
  return 0;
}
