#include "languages/search_words.h"

#include <algorithm>

#include "base/path.h"
#include "languages/codebase.h"

namespace prereq {

void BlankLine(std::string& text, std::size_t start) {
  const std::size_t end = std::min(text.find('\n', start), text.size());
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(start),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

bool IsCode(const HandReading& source, std::size_t offset) {
  const auto after = std::ranges::upper_bound(source.skipped, offset, {}, &Span::offset);
  return after == source.skipped.begin() || std::prev(after)->end() <= offset;
}

ImportTarget ResolveFile(const Codebase& code, const ImportQuestion& question,
                         std::span<const std::string_view> endings) {
  std::string_view relative = question.import.module;
  while (relative.starts_with('/')) relative.remove_prefix(1);
  if (relative.empty()) return {};
  for (std::string folder = ParentPath(question.path);; folder = ParentPath(folder)) {
    for (const std::string_view ending : endings) {
      const auto place = FollowPath(folder, std::string(relative) + std::string(ending));
      if (place && code.IsFile(*place)) return {.is_known = true, .module = code.Owner(*place)};
    }
    if (folder.empty()) return {};
  }
}

std::vector<UsePath> JoinQuoted(std::string_view arguments, std::string_view quotes) {
  UsePath path;
  while (true) {
    const std::size_t open = arguments.find_first_of(quotes);
    if (open == std::string_view::npos) break;
    const std::size_t close = arguments.find(arguments[open], open + 1);
    if (close == std::string_view::npos) return {};
    if (!path.path.empty()) path.path += '/';
    path.path += arguments.substr(open + 1, close - open - 1);
    arguments.remove_prefix(close + 1);
  }
  return {path};
}

std::string AsIdentifier(std::string_view text) {
  std::string identifier(text);
  std::ranges::replace(identifier, '-', '_');
  return identifier;
}

}  // namespace prereq
