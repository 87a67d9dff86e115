// How an author pads numbers, learnt from the numbers that show it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The width to which the author padded a number written with so many digits; nullopt when it
/// does not show (`10` may be padded to two digits or not at all).
std::optional<int> WrittenWidth(Number written, std::size_t digits);

/// Whether the number of a number key stands in quotes.
bool IsQuotedNumber(const Reference& reference);

/// The widths seen in one set of references, by file and kind of reference.
class NumberStyle {
 public:
  /// `pattern_width`: how the series' own names are padded.
  NumberStyle(const std::vector<Reference>& references, int pattern_width);

  /// The width for a number that replaces the one written in `digits` digits at this reference.
  [[nodiscard]] int WidthFor(const Reference& reference, Number written, std::size_t digits) const;

  /// The written number as it reads at `span` of the reference.
  [[nodiscard]] static std::string Read(const Reference& reference, Span span, Number written);
  /// `number` as it should stand at `span` of the reference, which reads `written` now.
  [[nodiscard]] std::string Written(const Reference& reference, Span span, Number written,
                                    Number number) const;

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
