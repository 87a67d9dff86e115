#include "references/target_lines.h"

#include <algorithm>
#include <optional>

#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// All of the path that holds `whole`, within its line.
Span PathAround(std::string_view text, Span whole, const TargetLine& line) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;=");
  std::size_t begin = whole.offset, end = whole.end();
  while (begin > line.begin && !kEnds.Has(text[begin - 1])) --begin;
  while (end < line.end && !kEnds.Has(text[end])) ++end;
  return {begin, end - begin};
}

}  // namespace

bool TargetLines::HoldAt(std::string_view text, std::size_t at) const {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return several.contains(begin) ||
         std::ranges::binary_search(lines, begin, {}, &TargetLine::begin);
}

TargetLines ReadTargetLines(const Scan& scan) {
  const std::string_view text = scan.text;
  TargetLines read;
  std::size_t begin = 0, end = 0;
  for (const Found& found : scan.found) {
    const Reference& reference = found.reference;
    if (!IsTarget(scan, found)) continue;
    const std::size_t at = reference.whole.offset;
    if (at >= end) {  // searched once for each line, however many references it holds
      const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
      begin = before == std::string_view::npos ? 0 : before + 1;
      end = std::min(text.find('\n', at), text.size());
    }
    TargetLine line;
    line.begin = begin;
    line.end = end;
    line.module = *reference.module;
    if (line.end - line.begin > kLongestEntry) continue;
    const std::optional<Number> number = scan.lexicon.NumberOf(line.module);
    if (!number) continue;
    line.number = *number;
    line.path = PathAround(text, reference.whole, line);
    if (read.lines.empty() || read.lines.back().begin != line.begin) {
      read.lines.push_back(line);
    } else if (read.lines.back().module != line.module) {
      read.several.insert(line.begin);
    }
  }
  std::erase_if(read.lines,
                [&](const TargetLine& line) { return read.several.contains(line.begin); });
  return read;
}

}  // namespace prereq::references
