// What kind of text a file holds, as far as references differ by it.
#include <algorithm>
#include <array>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "references/shapes.h"

namespace prereq::references {

bool IsMarkup(const Scan& scan) { return scan.format.HoldsMarkdown(); }

bool IsPage(const Scan& scan) {
  constexpr std::array<std::string_view, 6> kPages = {"asciidoc",         "html", "latex", "org",
                                                      "restructuredtext", "typst"};
  return IsMarkup(scan) || std::ranges::find(kPages, scan.format.name) != kPages.end();
}

bool IsScript(const Scan& scan) {
  const FileContent content = scan.format.content;
  return content == FileContent::kCode || content == FileContent::kBuild;
}

bool IsLicence(std::string_view path) {
  static constexpr std::array<std::string_view, 4> kStems = {"licen", "copying", "notice",
                                                             "unlicense"};
  const std::string_view base = BaseName(path);
  if (base.empty() || std::string_view("lcnuLCNU").find(base.front()) == std::string_view::npos) {
    return false;
  }
  const std::string name = Lower(base);
  const std::string_view stem = std::string_view(name).substr(0, name.find_first_of(".-_"));
  return stem.size() <= 10 &&
         std::ranges::any_of(kStems, [&](std::string_view one) { return stem.starts_with(one); });
}

bool InFence(const Scan& scan, std::size_t offset) {
  if (!IsMarkup(scan)) return false;
  if (!scan.fences) {
    std::vector<std::size_t> lines;  // begins of the lines that open or close a fence, in turn
    std::string_view open;
    for (std::size_t begin = 0; begin < scan.text.size();) {
      const std::size_t end = std::min(scan.text.find('\n', begin), scan.text.size());
      const std::size_t mark = SkipBlanks(scan.text, begin);
      const std::string_view rest = scan.text.substr(mark, end - std::min(mark, end));
      const std::string_view fence = rest.starts_with("```")   ? "```"
                                     : rest.starts_with("~~~") ? "~~~"
                                                               : "";
      if (!fence.empty() && (open.empty() || open == fence)) {
        lines.push_back(open.empty() ? begin : end);
        open = open.empty() ? fence : std::string_view();
      }
      begin = end + 1;
    }
    scan.fences = std::move(lines);
  }
  const auto passed = std::ranges::upper_bound(*scan.fences, offset) - scan.fences->begin();
  return passed % 2 == 1;
}

}  // namespace prereq::references
