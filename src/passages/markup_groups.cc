#include "passages/markup_groups.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

class MarkupGrouper {
 public:
  MarkupGrouper(std::string_view text, const std::vector<TextLine>& lines)
      : text_(text), lines_(lines) {}

  std::vector<SiblingLines> Run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (At(i).starts_with(".. toctree::")) AddToctree(i + 1, EndByIndent(i));
      if (const char fence = FenceOfToctree(At(i))) AddToctree(i + 1, EndByFence(i, fence));
    }
    for (const std::string_view tag : {"tr", "li"}) AddElements(tag);
    return std::move(groups_);
  }

 private:
  std::string_view At(std::size_t line) const {
    return text_.substr(lines_[line].first, lines_[line].end - lines_[line].first);
  }
  [[nodiscard]] bool IsBlank(std::size_t line) const {
    return lines_[line].kind == TextLine::Kind::kBlank;
  }

  [[nodiscard]] bool IsComment(std::size_t line) const {
    return lines_[line].kind == TextLine::Kind::kComment;
  }

  // The character of the fence that opens a MyST toctree; 0 for any other line.
  static char FenceOfToctree(std::string_view line) {
    if (line.size() < 3 || std::string_view("`~:").find(line[0]) == std::string_view::npos) {
      return 0;
    }
    const std::size_t marks = line.find_first_not_of(line[0]);
    if (marks == std::string_view::npos || marks < 3) return 0;
    return Trim(line.substr(marks)).starts_with("{toctree}") ? line[0] : '\0';
  }

  std::size_t EndByFence(std::size_t open, char fence) const {
    for (std::size_t i = open + 1; i < lines_.size(); ++i) {
      const std::string_view line = At(i);
      if (line.size() >= 3 && line.find_first_not_of(fence) == std::string_view::npos) return i;
    }
    return open + 1;  // never closed: what is inside is not known
  }

  std::size_t EndByIndent(std::size_t directive) const {
    std::size_t end = directive + 1;
    while (end < lines_.size() &&
           (IsBlank(end) || lines_[end].indent() > lines_[directive].indent())) {
      ++end;
    }
    return end;
  }

  void AddToctree(std::size_t begin, std::size_t end) {
    SiblingLines group;
    group.kind = SiblingLines::Kind::kElements;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view line = At(i);
      const bool option = line.starts_with(':') || line.starts_with("---");
      if (IsBlank(i) || option) continue;
      group.entries.push_back({i, i, i, false, false});
    }
    if (group.entries.size() > 1) groups_.push_back(std::move(group));
  }

  // How often a tag opens in a line, less how often it closes.
  static int Depth(std::string_view line, std::string_view tag) {
    int depth = 0;
    for (std::size_t at = line.find('<'); at != std::string_view::npos;
         at = line.find('<', at + 1)) {
      const bool closes = line.substr(at + 1).starts_with('/');
      const std::string_view name = line.substr(at + (closes ? 2 : 1));
      if (Lower(name.substr(0, tag.size())) != tag) continue;
      if (name.size() > tag.size() && IsAlphanumeric(name[tag.size()])) continue;
      depth += closes ? -1 : 1;
    }
    return depth;
  }

  bool Opens(std::size_t line, std::string_view tag) const {
    const std::string_view shown = At(line);
    return shown.starts_with('<') && Lower(shown.substr(1, tag.size())) == tag &&
           (shown.size() == tag.size() + 1 || !IsAlphanumeric(shown[tag.size() + 1]));
  }

  // The last line of the element that opens with `first`, when it ends with that line; else npos.
  std::size_t LastLine(std::size_t first, std::string_view tag) const {
    int depth = 0;
    for (std::size_t i = first; i < lines_.size(); ++i) {
      depth += Depth(At(i), tag);
      if (depth > 0) continue;
      const std::string close = "</" + std::string(tag) + ">";
      return depth == 0 && Lower(At(i)).ends_with(close) ? i : std::string_view::npos;
    }
    return std::string_view::npos;
  }

  // The element of these lines with the comments right above it, none of them above `gap`.
  EntryLines EntryOf(std::size_t first, std::size_t last, std::size_t gap, bool is_first) const {
    EntryLines entry{first, last, first, false, false};
    while (entry.comment > gap && IsComment(entry.comment - 1)) --entry.comment;
    entry.apart = entry.comment == gap ? is_first : true;
    for (std::size_t line = gap; line < entry.comment; ++line) entry.cut |= IsComment(line);
    return entry;
  }

  void AddElements(std::string_view tag) {
    SiblingLines group;
    group.kind = SiblingLines::Kind::kElements;
    const auto settle = [&] {
      if (group.entries.size() > 1) groups_.push_back(group);
      group.entries.clear();
    };
    std::size_t gap = 0;  // the first line behind the entry before, or what ended the group
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (IsBlank(i) || IsComment(i)) continue;
      const std::size_t last = Opens(i, tag) ? LastLine(i, tag) : std::string_view::npos;
      if (last == std::string_view::npos) {
        settle();
        gap = i + 1;
        continue;
      }
      group.entries.push_back(EntryOf(i, last, gap, group.entries.empty()));
      gap = last + 1;
      i = last;
    }
    settle();
  }

  std::string_view text_;
  const std::vector<TextLine>& lines_;
  std::vector<SiblingLines> groups_;
};

}  // namespace

std::vector<SiblingLines> GroupMarkup(std::string_view text, const std::vector<TextLine>& lines) {
  return MarkupGrouper(text, lines).Run();
}

}  // namespace prereq
