// https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html and
// https://sphinx-external-toc.readthedocs.io/en/latest/user_guide/sphinx.html; seen with Sphinx 5.3
// and 9.2.
#include "sites/page_globs.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "sites/site_settings.h"

namespace prereq {
namespace {

std::size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool IsPattern(std::string_view entry) {
  return entry.find_first_of("*?[") != std::string_view::npos;
}

// `intro` of `The start <intro>`.
std::string_view TargetOf(std::string_view entry) {
  const std::size_t open = entry.rfind('<');
  if (open == std::string_view::npos || !entry.ends_with('>')) return entry;
  return entry.substr(open + 1, entry.size() - open - 2);
}

// The lines of one toctree, as they come: options, then entries.
class Toctree {
 public:
  void Add(std::string_view line, int number) {
    const std::string_view said = Trim(line);
    if (said == "---") {
      in_yaml_ = !in_yaml_;
    } else if (said.starts_with(":glob:") || (in_yaml_ && said.starts_with("glob:"))) {
      has_globs_ = true;
    } else if (!said.empty() && !said.starts_with(':') && !in_yaml_) {
      if (IsPattern(said)) {
        globs_.push_back({std::string(said), number, listed_});
      } else {
        listed_.emplace_back(TargetOf(said));
      }
    }
  }
  void End(std::vector<PageGlob>& found) {
    if (has_globs_) found.insert(found.end(), globs_.begin(), globs_.end());
    *this = {};
  }

 private:
  bool has_globs_ = false, in_yaml_ = false;
  std::vector<std::string> listed_;
  std::vector<PageGlob> globs_;
};

// What ends the toctree that a line opens: a fence, or for `.. toctree::` less indentation, as a
// fence of no length; nullopt: it opens none.
std::optional<std::string> OpensToctree(std::string_view line) {
  const std::string_view said = Trim(line);
  if (said.starts_with("..") && Trim(said.substr(2)).starts_with("toctree::")) return "";
  const std::size_t fence =
      said.empty() ? 0 : std::min(said.find_first_not_of(said.front()), said.size());
  const bool is_fence =
      fence >= 3 && std::string_view("`~:").find(said.front()) != std::string::npos;
  if (!is_fence || !said.substr(fence).starts_with("{toctree}")) return std::nullopt;
  return std::string(said.substr(0, fence));
}

}  // namespace

std::vector<PageGlob> ReadPageGlobs(std::string_view text) {
  std::vector<PageGlob> found;
  Toctree toctree;
  std::optional<std::string> closing;
  std::size_t indent = 0;
  int number = 0;
  for (const std::string_view line : Lines(text)) {
    ++number;
    if (closing) {
      const bool ends = closing->empty() ? !Trim(line).empty() && IndentOf(line) <= indent
                                         : Trim(line).starts_with(*closing);
      if (!ends) {
        toctree.Add(line, number);
        continue;
      }
      toctree.End(found);
      const bool is_fence = !closing->empty();
      closing.reset();
      if (is_fence) continue;
    }
    indent = IndentOf(line);
    closing = OpensToctree(line);
    std::string_view entry = Trim(line);
    if (!entry.starts_with("- ")) continue;
    entry = Trim(entry.substr(2));
    if (!entry.starts_with("glob:")) continue;
    const auto said = SettingOf(entry, "glob");
    if (said && IsPattern(*said)) found.push_back({*said, number, {}});
  }
  toctree.End(found);
  return found;
}

}  // namespace prereq
