#include "paths/bundles.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/text.h"

namespace prereq {

std::vector<std::string> BundledIn(const FileReader& tree, const std::string& bundle,
                                   const std::vector<std::string>& parts) {
  std::vector<std::string> found;
  const auto whole = tree.Read(bundle);
  if (!whole || parts.size() < 2) return found;
  std::unordered_set<std::string_view> lines;
  for (const std::string_view line : Split(*whole, '\n')) lines.insert(Trim(line));
  for (const std::string& part : parts) {
    const auto text = tree.Read(part);
    if (!text || Trim(*text).empty()) continue;
    const std::vector<std::string_view> own = Split(*text, '\n');
    const bool is_held = std::ranges::all_of(own, [&](std::string_view line) {
      line = Trim(line);
      return line.empty() || lines.contains(line);
    });
    if (is_held) found.push_back(part);
  }
  if (found.size() < 2) found.clear();
  return found;
}

}  // namespace prereq
