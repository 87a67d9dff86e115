#include "rules/numberless_lines.h"

#include "base/ascii.h"
#include "base/line_diff.h"

namespace prereq {
namespace {

// The line with every number taken out: lines that differ in numbers alone are one line.
std::string WithoutNumbers(std::string_view line) {
  std::string masked;
  for (const char c : line) {
    if (!IsDigit(c)) {
      masked += c;
    } else if (masked.empty() || masked.back() != '\1') {
      masked += '\1';
    }
  }
  return masked;
}

}  // namespace

std::vector<std::size_t> LinesBefore(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after) {
  std::vector<std::string> masked;
  masked.reserve(before.size() + after.size());
  for (const auto* lines : {&before, &after}) {
    for (const std::string_view line : *lines) masked.push_back(WithoutNumbers(line));
  }
  const auto middle = masked.begin() + static_cast<std::ptrdiff_t>(before.size());
  const std::vector<std::string_view> from(masked.begin(), middle), to(middle, masked.end());
  std::vector<std::size_t> aligned(after.size(), kNoLine);
  std::size_t old_at = 0, at = 0;
  for (const LineHunk& hunk : DiffLines(from, to)) {
    while (at < hunk.new_begin) aligned[at++] = old_at++;
    old_at = hunk.old_end;
    at = hunk.new_end;
  }
  while (at < after.size() && old_at < before.size()) aligned[at++] = old_at++;
  return aligned;
}

}  // namespace prereq
