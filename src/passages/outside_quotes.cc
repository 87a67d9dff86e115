#include "passages/outside_quotes.h"

#include <algorithm>

namespace prereq {

std::size_t QuoteEnd(std::string_view line, std::size_t at) {
  const char quote = line[at];
  for (++at; at < line.size() && line[at] != quote; ++at) {
    if (line[at] == '\\') ++at;
  }
  return std::min(at, line.size());
}

OutsideQuotes LookOutside(std::string_view line, std::string_view comment) {
  OutsideQuotes outside;
  outside.comment = line.size();
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (!comment.empty() && line.substr(at).starts_with(comment)) {
      outside.comment = at;
      break;
    }
    if (c == '"' || c == '\'' || c == '`') {
      if (line.substr(at).starts_with("\"\"\"") || line.substr(at).starts_with("'''")) {
        outside.plain = false;
      }
      at = QuoteEnd(line, at);
      outside.plain = outside.plain && at < line.size();
    } else if (c == '(' || c == '[' || c == '{') {
      ++outside.depth;
    } else if (c == ')' || c == ']' || c == '}') {
      outside.lowest = std::min(outside.lowest, --outside.depth);
    }
  }
  return outside;
}

}  // namespace prereq
