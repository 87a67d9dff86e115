// How an author pads numbers, learnt from the numbers that show it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The widths seen in one set of references, by file and kind of reference.
class NumberStyle {
 public:
  /// `pattern_width`: how the series' own names are padded.
  NumberStyle(const std::vector<Reference>& references, int pattern_width);

  /// The width for a number that replaces the one written in `digits` digits at this reference.
  [[nodiscard]] int WidthFor(const Reference& reference, Number written, std::size_t digits) const;

 private:
  enum class Group { kName, kProse, kTable, kKey, kNode };
  static Group GroupOf(ReferenceShape shape);
  using Counts = std::map<int, int>;  // width → how often
  static int MostCommon(const Counts& counts, int otherwise);

  int pattern_width_;
  std::map<std::pair<std::string, Group>, Counts> in_file_;
  std::map<Group, Counts> anywhere_;
};

}  // namespace prereq
