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

#include "bench/hand_written.h"
#include "graph/digraph.h"
#include "graph/edge_list.h"
#include "graph/reduction.h"
#include "rules/check_edges.h"
#include "solver/closure.h"

namespace {

using bench::Csr;
using bench::Kahn;
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
             {"whole edge list, hand", [&] { return bench::OrderEdges(argv[1]); }}});
  }
  return 0;
}
