#include "report/shown_diff.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace prereq {

ShownDiff ShowDiff(const std::string& patch, std::size_t most_lines) {
  constexpr std::string_view kHeader = "diff --git ";
  ShownDiff diff;
  std::size_t count = 0;
  for (const std::string_view line : Lines(patch)) {
    if (++count > most_lines) {
      diff.is_cut = true;
      break;
    }
    std::string plain(line);
    std::ranges::replace(plain, '\t', ' ');
    std::string shown = Printable(plain);
    if (line.starts_with(kHeader)) {
      const std::size_t name = shown.rfind(" b/");
      diff.files.push_back(
          {shown.substr(name == std::string::npos ? kHeader.size() : name + 3), {}});
    } else if (!diff.files.empty()) {
      diff.files.back().lines.push_back(std::move(shown));
    }
  }
  return diff;
}

}  // namespace prereq
