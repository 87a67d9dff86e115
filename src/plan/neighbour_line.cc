#include "plan/neighbour_line.h"

#include <algorithm>

#include "base/text.h"
#include "passages/neighbour_words.h"

namespace prereq {
namespace {

// Within a fence of code or a comment that `before` opens.
bool IsShown(std::string_view before) {
  std::size_t fences = 0;
  for (const std::string_view line : Split(before, '\n')) {
    const std::string_view text = Trim(line);
    fences += text.starts_with("```") || text.starts_with("~~~") ? 1U : 0U;
  }
  const std::size_t open = before.rfind("<!--");
  const bool in_comment =
      open != std::string_view::npos && before.find("-->", open) == std::string_view::npos;
  return fences % 2 == 1 || in_comment;
}

// A heading, a line of a template, or in a notebook one of its JSON: not part of the text beside.
bool IsApart(std::string_view line) {
  const std::string_view text = Trim(line);
  const bool bold = text.size() > 4 && text.starts_with("**") && text.ends_with("**");
  return bold || text.starts_with('#') || text.starts_with("{%") ||
         text.find("\":") != std::string_view::npos;
}

// Whether a line holds links of the tree and words for neighbours alone.
bool SaysNothing(std::string_view line, bool notebook, std::span<const std::string> labels) {
  std::string rest(Trim(line));
  if (notebook) {  // `"…\n",`
    const std::size_t open = rest.find('"');
    const std::size_t close = rest.rfind('"');
    rest = open == close ? std::string() : rest.substr(open + 1, close - open - 1);
    if (rest.ends_with("\\n")) rest.resize(rest.size() - 2);
  }
  for (std::size_t middle = rest.find("]("); middle != std::string::npos;
       middle = rest.find("](")) {
    const std::size_t open = rest.rfind('[', middle);
    const std::size_t close = rest.find(')', middle);
    if (open == std::string::npos || close == std::string::npos) return false;
    if (rest.substr(middle, close - middle).find(':') != std::string::npos) return false;
    rest.replace(open, close + 1 - open, " ");
  }
  for (std::size_t open = rest.find('<'); open != std::string::npos; open = rest.find('<')) {
    const std::size_t close = rest.find('>', open);
    if (close == std::string::npos) return false;
    rest.replace(open, close + 1 - open, " ");
  }
  return SaysNeighbourAlone(rest, {}, labels);
}

}  // namespace

std::optional<MarkdownLink> LinkAround(std::string_view bytes, Span target) {
  std::size_t close = target.offset;
  std::size_t end = target.end();
  if (close > 0 && bytes[close - 1] == '<') {
    if (end >= bytes.size() || bytes[end] != '>') return std::nullopt;
    --close;
    ++end;
  }
  if (close < 2 || bytes.substr(close - 2, 2) != "](") return std::nullopt;
  close -= 2;
  if (end >= bytes.size() || bytes[end] != ')') return std::nullopt;
  const std::size_t stop = bytes.find_last_of("[]\\\n", close - 1);
  if (close == 0 || stop == std::string_view::npos || bytes[stop] != '[') return std::nullopt;
  if (stop > 0 && (bytes[stop - 1] == '!' || bytes[stop - 1] == '\\')) return std::nullopt;
  return MarkdownLink{{stop, end + 1 - stop}, {stop + 1, close - stop - 1}, target};
}

bool StandsApart(std::string_view bytes, std::size_t line, bool notebook,
                 std::span<const std::string> labels) {
  if (IsShown(bytes.substr(0, line))) return false;
  const std::size_t stop = std::min(bytes.find('\n', line), bytes.size());
  std::string_view above = bytes.substr(0, line == 0 ? 0 : line - 1);
  above.remove_prefix(above.rfind('\n') + 1);
  std::string_view below = bytes.substr(std::min(stop + 1, bytes.size()));
  below = below.substr(0, below.find('\n'));
  return (IsApart(above) || SaysNothing(above, notebook, labels)) &&
         (IsApart(below) || SaysNothing(below, notebook, labels));
}

bool StandsAlone(std::string_view bytes, std::size_t line, bool notebook,
                 std::span<const std::string> labels) {
  const std::size_t stop = std::min(bytes.find('\n', line), bytes.size());
  return SaysNothing(bytes.substr(line, stop - line), notebook, labels) &&
         StandsApart(bytes, line, notebook, labels);
}

}  // namespace prereq
