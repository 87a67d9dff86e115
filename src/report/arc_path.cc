#include "report/arc_path.h"

#include <cmath>
#include <cstddef>

#include "base/format.h"

namespace prereq {
namespace {

constexpr int kCorner = 6;  // radius of a corner

struct Vector {
  double x = 0, y = 0;
};

std::string PointText(double x, double y) {
  return fmt::format("{} {}", std::lround(x), std::lround(y));
}

// The point of a Bézier curve at `t`, from 0 to 1.
Vector PointOf(const DotLayout::Point* curve, double t) {
  const double u = 1 - t;
  const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
  return {a * curve[0].x + b * curve[1].x + c * curve[2].x + d * curve[3].x,
          a * curve[0].y + b * curve[1].y + c * curve[2].y + d * curve[3].y};
}

}  // namespace

ArcPath ArcBesideColumn(int x, int out, int from, int to, int pieces) {
  ArcPath path;
  const int side = out < x ? -1 : 1;
  const int down = from < to ? 1 : -1;
  const int sweep = side * down > 0 ? 1 : 0;
  const auto at = [&](int piece) { return from + (to - from) * piece / pieces; };
  for (int i = 0; i < pieces; ++i) {
    std::string piece =
        i > 0 ? fmt::format("M{} {}", out, at(i))
              : fmt::format("M{} {}H{}A{r} {r} 0 0 {} {} {}", x, from, out - side * kCorner, sweep,
                            out, from + down * kCorner, fmt::arg("r", kCorner));
    piece += i + 1 < pieces
                 ? fmt::format("V{}", at(i + 1))
                 : fmt::format("V{}A{r} {r} 0 0 {} {} {}H{}", to - down * kCorner, sweep,
                               out - side * kCorner, to, x + side * 7, fmt::arg("r", kCorner));
    path.whole += piece;
    path.pieces.push_back(std::move(piece));
  }
  path.head = fmt::format("{},{} {},{} {},{}", x, to, x + side * 8, to - 4, x + side * 8, to + 4);
  path.middle = {out, (from + to) / 2};
  return path;
}

ArcPath ArcAlongCurves(const std::vector<DotLayout::Point>& points, int pieces) {
  constexpr int kSteps = 12;  // of each curve, where it is drawn in pieces
  ArcPath path;
  const int curves = static_cast<int>(points.size() - 1) / 3;
  const auto point = [&](int step) {
    const int curve = step >= curves * kSteps ? curves - 1 : step / kSteps;
    return PointOf(&points[static_cast<std::size_t>(3 * curve)],
                   static_cast<double>(step - curve * kSteps) / kSteps);
  };
  path.whole = fmt::format("M{} {}", points[0].x, points[0].y);
  for (std::size_t i = 1; i < points.size(); ++i) {
    path.whole += fmt::format("{}{} {}", i % 3 == 1 ? "C" : " ", points[i].x, points[i].y);
  }
  for (int i = 0; i < pieces && pieces > 1; ++i) {
    std::string piece;
    for (int step = curves * kSteps * i / pieces; step <= curves * kSteps * (i + 1) / pieces;
         ++step) {
      const Vector here = point(step);
      piece += (piece.empty() ? "M" : "L") + PointText(here.x, here.y);
    }
    path.pieces.push_back(std::move(piece));
  }
  if (pieces == 1) path.pieces.push_back(path.whole);
  const Vector middle = point(curves * kSteps / 2);
  path.middle = {static_cast<int>(std::lround(middle.x)), static_cast<int>(std::lround(middle.y))};
  // Graphviz ends the curve where the tip begins.
  constexpr double kLong = 10, kWide = 4;
  const DotLayout::Point& end = points.back();
  const Vector before = point(curves * kSteps - 1);
  Vector way{end.x - before.x, end.y - before.y};
  const double length = std::hypot(way.x, way.y);
  way = length > 0 ? Vector{way.x / length, way.y / length} : Vector{0, 1};
  path.head = PointText(end.x + kLong * way.x, end.y + kLong * way.y) + " " +
              PointText(end.x - kWide * way.y, end.y + kWide * way.x) + " " +
              PointText(end.x + kWide * way.y, end.y - kWide * way.x);
  return path;
}

}  // namespace prereq
