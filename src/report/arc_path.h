// The way of an arc in a picture, as the path and polygon elements of SVG want it.
#pragma once

#include <string>
#include <vector>

#include "report/dot_layout.h"

namespace prereq {

struct ArcPath {
  std::vector<std::string> pieces;  // of `d`, one behind the other, about as long as each other
  std::string whole;                // all of it
  std::string head;                 // the points of its tip
  DotLayout::Point middle;
};

/// From height `from` to height `to` of a column whose edge is at `x`, by way of `out`, with round
/// corners; `out` is not `x`.
ArcPath ArcBesideColumn(int x, int out, int from, int to, int pieces);

/// Along Bézier curves as DotLayout has them; the tip stands behind their end.
ArcPath ArcAlongCurves(const std::vector<DotLayout::Point>& points, int pieces);

}  // namespace prereq
