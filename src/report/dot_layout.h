// Positions for the picture of a graph from the `dot` program of Graphviz, where it is installed.
// Debian has no static form of its library, and its versions place things differently, so the
// picture's own layout is the one by default. The only wall around that program.
#pragma once

#include <cstddef>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Where things are to be drawn, in units of the picture, from its upper left corner; in the order
/// of the question.
struct DotLayout {
  struct Point {
    int x = 0, y = 0;
  };
  int width = 0, height = 0;
  std::vector<Point> nodes;              // the middle of each
  std::vector<std::vector<Point>> arcs;  // 1 + 3 n points of n Bézier curves one behind the other
};

/// What is to be placed: numbers, which is all that Graphviz gets to see.
struct DotQuestion {
  struct Arc {
    std::size_t from = 0, to = 0;  // nodes, from 0; no pair twice
    bool kept = true;              // `from` stands above `to`
  };
  int width = 0, height = 0;  // of each node
  std::size_t nodes = 0;
  std::vector<Arc> arcs;
};

/// Asks `dot -Tplain`, for half a minute at most. kUnsupported, with a fix: there is no such
/// program, it took longer, or its answer is not understood.
Result<DotLayout> AskDot(const DotQuestion& question);

}  // namespace prereq
