// Positions for the picture of a graph from the `dot` program of Graphviz, where it is installed.
// Debian has no static form of its library, and its versions place things differently, so the
// picture's own layout is the one by default. The only wall around that program.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Where things are to be drawn, in units of the picture, from its upper left corner.
struct DotLayout {
  struct Point {
    int x = 0, y = 0;
  };
  int width = 0, height = 0;
  std::map<std::string, Point> nodes;  // the middle of each, by id
  // By the ids of the ends: 1 + 3 n points of n Bézier curves one behind the other.
  std::map<std::pair<std::string, std::string>, std::vector<Point>> arcs;
};

/// What is to be placed: ids of letters and digits, which is all that Graphviz gets to see.
struct DotQuestion {
  struct Arc {
    std::string from, to;
    bool kept = true;  // `from` stands above `to`
  };
  int width = 0, height = 0;       // of each node
  std::vector<std::string> nodes;  // in their order
  std::vector<Arc> arcs;
};

/// Asks `dot -Tplain`, for half a minute at most. kUnsupported, with a fix: there is no such
/// program, it took longer, or its answer is not understood.
Result<DotLayout> AskDot(const DotQuestion& question);

}  // namespace prereq
