// Entries without a link of their own above others that lead into one module: `- 2. Basics:` of a
// navigation over `- 2.1. Names: ch02-01-names.md`.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "references/entry_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/target_lines.h"

namespace prereq::references {
namespace {

class GroupHeads {
 public:
  GroupHeads(Scan& scan, const TargetLines& lines) : scan_(scan), text_(scan.text), lines_(lines) {}

  void Run() {
    std::size_t read = 0;  // lines before it are done
    for (std::size_t i = 0; i < lines_.lines.size(); ++i) {
      const TargetLine& first = lines_.lines[i];
      if (first.begin < read || first.begin == 0) continue;
      const std::size_t begin = LineBegin(first.begin - 1);
      const std::size_t indent = IndentOf(begin);
      if (lines_.HoldAt(text_, begin) || IndentOf(first.begin) <= indent) continue;
      const auto number = NumberOf(begin, first.begin - 1);
      if (!number) continue;
      read = Read(*number, indent, i);
    }
    if (numbers_.contradicted || numbers_.modules.size() < 2) return;
    std::vector<Found> added;
    for (const EntryNumber& one : numbers_.entries) {
      TellNumber(scan_, one.token, {one.module, ReferenceShape::kListItem, Certainty::kOwned},
                 added);
    }
    AddFound(scan_, std::move(added));
  }

 private:
  [[nodiscard]] std::size_t LineBegin(std::size_t at) const {
    return at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  }

  [[nodiscard]] std::size_t IndentOf(std::size_t begin) const {
    const std::size_t at = text_.find_first_not_of(" \t", begin);
    return (at == std::string_view::npos ? text_.size() : at) - begin;
  }

  // The number that the entry of the line begins with: `- 2. Basics:`, `* Chapter 2 – Basics`.
  [[nodiscard]] std::optional<Token> NumberOf(std::size_t begin, std::size_t end) const {
    static constexpr ByteSet kMarks(" \t*_-+\"'"), kEnds(".:)");
    std::size_t at = begin + IndentOf(begin);
    const std::size_t entry = at;
    while (at < end && kMarks.Has(text_[at])) ++at;
    if (at == entry || end - begin > kLongestEntry) return std::nullopt;  // no item of a list
    const std::size_t digit = NextDigit(text_.substr(0, end), at);
    if (digit >= end) return std::nullopt;
    const std::size_t word = SkipBlanksBack(text_, digit);
    const auto label = scan_.lexicon.LabelBefore(text_, word);
    if (digit != at && (!label || word - label->length != at)) return std::nullopt;
    const auto token = ReadToken(scan_, digit);
    if (!token || token->end >= end || IsSection(text_, token->end)) return std::nullopt;
    const bool marked =
        kEnds.Has(text_[token->end]) || DashAt(text_, SkipBlanks(text_, token->end)) > 0;
    return marked || label ? token : std::nullopt;
  }

  // Notes the number of the group whose first line that leads somewhere is `first`; returns where
  // the group ends.
  std::size_t Read(const Token& number, std::size_t indent, std::size_t first) {
    const TargetLine& line = lines_.lines[first];
    bool one = true;
    std::size_t at = line.begin;
    for (std::size_t i = first; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const bool empty = IndentOf(at) >= end - at;
      if (!empty && IndentOf(at) <= indent) break;
      if (i < lines_.lines.size() && lines_.lines[i].begin == at) {
        one = one && lines_.lines[i++].module == line.module;
      } else if (!empty) {
        one = one && !lines_.several.contains(at);
      }
      at = end + 1;
    }
    if (one) numbers_.Note(number, line);
    numbers_.contradicted = numbers_.contradicted || !one;
    return at;
  }

  Scan& scan_;
  std::string_view text_;
  const TargetLines& lines_;
  EntryNumbers numbers_;
};

}  // namespace

void SettleGroupHeads(Scan& scan, const TargetLines& lines) { GroupHeads(scan, lines).Run(); }

}  // namespace prereq::references
