// Definitions of links, `[l3]: lessons/03_functions.md`, and the links that use them.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/target_lines.h"

namespace prereq::references {
namespace {

class LinkDefinitions {
 public:
  LinkDefinitions(Scan& scan, const TargetLines& lines)
      : scan_(scan), text_(scan.text), lines_(lines) {}

  void Run() {
    ReadCounted();
    ReadDefinitions();
    if (definitions_.empty() && counted_.empty()) return;
    for (std::size_t open = text_.find('['); open != std::string_view::npos;
         open = text_.find('[', open + 1)) {
      const std::size_t close = text_.substr(0, open + kReach).find_first_of("[]", open + 1);
      if (close >= text_.size() || text_[close] != ']') continue;
      const std::string id = Normal(text_.substr(open + 1, close - open - 1));
      if (IsOfCount(id)) kept_.push_back({open + 1, close - open - 1});
      const auto used = definitions_.find(id);
      if (used == definitions_.end()) continue;
      const Definition& definition = used->second;
      const std::string_view behind = text_.substr(close + 1);
      if (open > 0 && text_[open - 1] == ']') {  // `[text][id]`
        AddUse(open + 1, close, definition);
        AddIn(TextBegin(open - 1), open - 1, *definition.line);
        continue;
      }
      const bool collapsed = behind.starts_with("[]");
      const bool other = !collapsed && (behind.starts_with('(') || behind.starts_with('[') ||
                                        behind.starts_with(':'));
      if (!other && open != definition.line->begin) AddUse(open + 1, close, definition);
    }
    DropKept();
    AddFound(scan_, std::move(added_));
  }

 private:
  struct Definition {
    const TargetLine* line = nullptr;
    bool says = false;  // the id is the module's number, or ends with it
  };

  // The ids that are numbers alone, where one of them leads to something else than the module of
  // its number: they count the links of the page.
  void ReadCounted() {
    std::set<std::size_t> begins;  // of the lines that lead to the module of their number
    for (const TargetLine& line : lines_.lines) {
      const std::string id = NumberAt(line.begin);
      if (!id.empty() && SaysNumber(id, line)) begins.insert(line.begin);
    }
    bool counts = false;
    for (std::size_t at = text_.starts_with('[') ? 0 : text_.find("\n["); at < text_.size();
         at = text_.find("\n[", at + 1)) {
      const std::size_t begin = at + (text_[at] == '\n' ? 1 : 0);
      const std::string id = NumberAt(begin);
      if (id.empty()) continue;
      counted_.insert(id);
      counts = counts || !begins.contains(begin);
    }
    if (!counts) counted_.clear();
  }

  // The id of the definition at `begin` where it is a number; else empty.
  [[nodiscard]] std::string NumberAt(std::size_t begin) const {
    constexpr std::size_t kMostDigits = 6;
    if (begin >= text_.size() || text_[begin] != '[') return {};
    const std::string_view near = text_.substr(begin + 1, kMostDigits + 2);
    const std::size_t end = near.find_first_not_of("0123456789");
    if (end == 0 || end == near.npos || !near.substr(end).starts_with("]:")) return {};
    return std::string(near.substr(0, end));
  }

  [[nodiscard]] bool IsOfCount(const std::string& id) const { return counted_.contains(id); }

  // What stands in an id that counts links is no number of a module.
  void DropKept() {
    std::erase_if(scan_.found, [&](const Found& found) {
      const std::size_t at = found.reference.number.offset;
      const auto behind = std::ranges::upper_bound(kept_, at, {}, &Span::offset);
      return behind != kept_.begin() && at < std::prev(behind)->end();
    });
  }

  void ReadDefinitions() {
    for (const TargetLine& line : lines_.lines) {
      if (line.begin >= text_.size() || text_[line.begin] != '[') continue;
      const std::size_t close = text_.substr(0, line.path.offset).find("]:", line.begin);
      if (close == std::string_view::npos) continue;
      const std::string_view id = text_.substr(line.begin + 1, close - line.begin - 1);
      if (id.empty() || id.front() == '^') continue;
      const auto [at, is_first] = definitions_.try_emplace(Normal(id));
      Definition& definition = at->second;
      // Of several the first holds.
      if (is_first) definition = {&line, SaysNumber(id, line) && !IsOfCount(Normal(id))};
      AddUse(line.begin + 1, close, definition);
    }
  }

  // As ids are compared: without regard to case and to how many blanks part the words.
  static std::string Normal(std::string_view id) {
    std::string normal;
    for (const char c : Trim(id)) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!blank) {
        normal += c;
      } else if (!normal.ends_with(' ')) {
        normal += ' ';
      }
    }
    return Lower(normal);
  }

  // The number that an id ends with, in a definition or where it is used.
  void AddUse(std::size_t begin, std::size_t end, const Definition& definition) {
    if (!definition.says) return;
    while (end > begin && !IsDigit(text_[end - 1])) --end;
    std::size_t at = end;
    while (at > begin && IsDigit(text_[at - 1])) --at;
    if (const auto token = ReadToken(scan_, at)) Tell(*token, *definition.line);
  }

  [[nodiscard]] std::size_t TextBegin(std::size_t close) const {
    const std::size_t low = close > kReach ? close - kReach : 0;
    std::size_t at = close;
    while (at > low && text_[at - 1] != '[' && text_[at - 1] != '\n') --at;
    return at;
  }

  // Behind the word that a blank or a mark ties to the number at `digit`: `ADR-4`, `lesson 4`.
  static std::size_t LabelEnd(std::string_view text, std::size_t digit) {
    static constexpr ByteSet kMarks("-_#");
    const std::size_t end = SkipBlanksBack(text, digit);
    return end == digit && end > 0 && kMarks.Has(text[end - 1]) ? end - 1 : end;
  }

  // Whether an id is the module's number, or ends with a label and the number.
  [[nodiscard]] bool SaysNumber(std::string_view id, const TargetLine& line) const {
    const std::size_t digit = id.find_first_of("0123456789");
    if (digit == std::string_view::npos) return false;
    if (id.find_first_not_of("0123456789", digit) != std::string_view::npos) return false;
    if (id.size() - digit > 6 || ValueOfDigits(id.substr(digit)) != line.number.value) return false;
    if (digit == 0) return true;
    const std::size_t word = LabelEnd(id, digit);
    return word < digit && scan_.lexicon.LabelBefore(id, word).has_value();
  }

  // The number in `begin..end` that is the module's, behind a label or alone.
  void AddIn(std::size_t begin, std::size_t end, const TargetLine& line) {
    for (std::size_t at = begin; at < end; ++at) {
      if (!IsDigit(text_[at]) || (at > 0 && IsDigit(text_[at - 1]))) continue;
      const auto token = ReadToken(scan_, at);
      if (!token || token->end > end || token->number != line.number ||
          IdentifierAt(text_, token->end)) {
        continue;
      }
      const std::size_t word = LabelEnd(text_, at);
      const bool label = word < at && scan_.lexicon.LabelBefore(text_, word).has_value();
      if (label || (at == begin && token->end == end)) Tell(*token, line);
    }
  }

  void Tell(const Token& number, const TargetLine& line) {
    TellNumber(scan_, number, {line.module, ReferenceShape::kLabel, Certainty::kOwned}, added_);
  }

  Scan& scan_;
  std::string_view text_;
  const TargetLines& lines_;
  std::map<std::string, Definition> definitions_;
  std::set<std::string> counted_;  // ids that count links
  std::vector<Span> kept_;         // where they stand, by offset
  std::vector<Found> added_;
};

}  // namespace

void SettleDefinitions(Scan& scan, const TargetLines& lines) { LinkDefinitions(scan, lines).Run(); }

}  // namespace prereq::references
