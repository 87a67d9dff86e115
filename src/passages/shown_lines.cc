#include "passages/shown_lines.h"

#include <algorithm>

#include "base/text.h"
#include "passages/outside_quotes.h"

namespace prereq {

std::string_view ShownIn(std::string_view line, bool notebook) {
  if (!notebook) return line;
  const std::size_t open = std::min(line.find('"'), line.size());
  const std::size_t end = open < line.size() ? QuoteEnd(line, open) : open;
  const std::string_view rest = Trim(line.substr(std::min(end + 1, line.size())));
  if (rest.starts_with(':')) {
    constexpr std::string_view kSource = "\"source\":";
    const std::size_t source = line.find(kSource);
    return source == std::string_view::npos ? std::string_view()
                                            : ShownIn(line.substr(source + kSource.size()), true);
  }
  const std::size_t close = line.rfind('"');
  if (open >= close || close == std::string_view::npos) return {};
  line = line.substr(open + 1, close - open - 1);
  if (line.ends_with("\\n")) line.remove_suffix(2);
  return line;
}

}  // namespace prereq
