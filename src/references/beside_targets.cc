// What stands on the line of a path, or names it elsewhere: labels, words that lists use as labels,
// identifiers that carry its number, and the definitions of links.
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "references/counters.h"
#include "references/entry_numbers.h"
#include "references/module_words.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/table_rows.h"
#include "references/target_lines.h"

namespace prereq::references {
namespace {

constexpr std::size_t kNearPath = 48;

class BesideTargets {
 public:
  explicit BesideTargets(Scan& scan)
      : scan_(scan), text_(scan.text), lines_(ReadTargetLines(scan)) {}

  void Run() {
    for (const TargetLine& line : lines_.lines) {
      UpgradeLabels(line);
      ReadWordedLead(line);
      ReadIdentifiers(line, line.begin, line.end);
      ReadIdentifiersAbove(line);
      ReadCells(line);
    }
    AddWorded();
    AddCells();
    AddIdentifiers();
    AddFound(scan_, std::move(added_));
    SettleGroupHeads(scan_, lines_);
    if (IsMarkup(scan_)) SettleDefinitions(scan_, lines_);
    SettleEntryFields(scan_, lines_);
    if (HoldsEntries(scan_.format)) SettleEntryTitles(scan_, lines_);
  }

 private:
  // `02_loops/   # Lesson 2`: label, number and path say one thing.
  void UpgradeLabels(const TargetLine& line) {
    for (auto at = FirstEndingBehind(scan_, line.begin); at != scan_.found.end(); ++at) {
      Found& found = *at;
      Reference& reference = found.reference;
      if (reference.whole.offset < line.begin) continue;
      if (reference.whole.offset >= line.end) break;
      const bool label = reference.shape == ReferenceShape::kLabel && !reference.written_last &&
                         reference.certainty == Certainty::kLikely &&
                         reference.module == line.module && reference.written == line.number;
      if (!label || IsOfAnotherLink(reference, line)) continue;
      const std::size_t from = std::min(reference.whole.end(), line.path.end());
      const std::size_t to = std::max(reference.whole.offset, line.path.offset);
      const std::string_view between = text_.substr(from, to - std::min(from, to));
      if (between.size() > kNearPath || between.find(". ") != std::string_view::npos) continue;
      reference.certainty = Certainty::kOwned;
      found.weak = false;
    }
  }

  // Whether the label is in the words of a link that leads to something else than the line's path.
  [[nodiscard]] bool IsOfAnotherLink(const Reference& label, const TargetLine& line) const {
    const auto link = LinkTextAround(text_, label.number.offset);
    return link && (line.path.offset < link->target_begin || link->target_end <= line.path.offset);
  }

  // `- Kap. 2: [Loops](02_loops.md)`: the word before the number that an entry begins with.
  void ReadWordedLead(const TargetLine& line) {
    static constexpr ByteSet kMarks(" \t*_`~>-+|#\"'[");
    std::size_t at = line.begin;
    while (at < line.path.offset && kMarks.Has(text_[at])) ++at;
    const std::size_t word = at;
    while (at < line.path.offset && !IsDigit(text_[at]) &&
           (IsLetter(text_[at]) || IsHigh(text_[at]))) {
      ++at;
    }
    const std::size_t end = at;
    if (end == word) {
      if (!ReadCounted(line, at) && !ReadPart(line, at)) ReadItem(line, at);
      return;
    }
    if (end - word > 24) return;
    if (at < line.path.offset && text_[at] == '.') ++at;
    const bool glued = at == end && at < line.path.offset && IsDigit(text_[at]);
    if (glued && IdentifierBefore(text_, end)) return;  // `lesson2` is an identifier
    at = SkipBlanks(text_, at);
    if (at >= line.path.offset || !IsDigit(text_[at])) return;
    const auto token = ReadToken(scan_, at);
    if (!token || IdentifierAt(text_, token->end)) return;
    const char next = token->end < text_.size() ? text_[token->end] : '\n';
    if (next == '-' || next == '/' || next == '%' || next == ',') return;
    if (next == '.' && token->end + 1 < text_.size() && IsDigit(text_[token->end + 1])) return;
    worded_[Lower(text_.substr(word, at - word))].Note(*token, line);
  }

  // `[3장 함수](03-functions.md)`: the number before a counter, with which an entry begins.
  bool ReadCounted(const TargetLine& line, std::size_t at) {
    if (at >= line.path.offset || !IsDigit(text_[at])) return false;
    const auto token = ReadToken(scan_, at);
    if (!token || token->end >= line.path.offset) return false;
    if (!HasCounter(text_, token->end)) return false;
    const std::size_t end = CounterEnd(text_, token->end);
    worded_[std::string(Trim(text_.substr(token->end, end - token->end)))].Note(*token, line);
    return true;
  }

  // `- 7-1 : [Loops](07-modules/01-loops.md)`: the module and its part, both as the path has them.
  bool ReadPart(const TargetLine& line, std::size_t at) {
    if (at >= line.path.offset || !IsDigit(text_[at])) return false;
    const auto token = ReadToken(scan_, at);
    if (!token || token->end + 1 >= line.path.offset || text_[token->end] != '-') return false;
    const std::size_t digits = token->end + 1;
    std::size_t end = digits;
    while (end < line.path.offset && IsDigit(text_[end])) ++end;
    constexpr std::size_t kMostDigits = 3;
    if (end == digits || end - digits > kMostDigits || IdentifierAt(text_, end)) return false;
    const std::string_view path = text_.substr(line.path.offset, line.path.length);
    const std::string_view file = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
    const std::size_t stop = std::min(file.find_first_not_of("0123456789"), file.size());
    const bool of_part =
        stop > 0 && stop <= kMostDigits && file.size() < path.size() &&
        ValueOfDigits(file.substr(0, stop)) == ValueOfDigits(text_.substr(digits, end - digits));
    if (of_part) parts_.Note(*token, line);
    return of_part;
  }

  // `5. ch05-loops`, "10) `ch10-lists/`": an item whose mark is the number of what it begins with.
  void ReadItem(const TargetLine& line, std::size_t at) {
    if (!IsMarkup(scan_) || at >= line.path.offset || !IsDigit(text_[at])) return;
    const auto token = ReadToken(scan_, at);
    if (!token || token->end >= line.path.offset) return;
    if (text_[token->end] != '.' && text_[token->end] != ')') return;
    if (SkipOrnament(text_, token->end + 1) != line.path.offset) return;
    // A mark that is no higher than the one above begins another list.
    if (item_ && token->number <= *item_) list_ = line.begin;
    item_ = token->number;
    items_[list_].Note(*token, line);
  }

  // `lesson02: lessons/02_loops`: names made of a word and the number of the line's path.
  void ReadIdentifiers(const TargetLine& line, std::size_t from, std::size_t to) {
    for (std::size_t at = from + 1; at < to; ++at) {
      if (!IsDigit(text_[at]) || IsDigit(text_[at - 1])) continue;
      const bool inside = line.path.offset <= at && at < line.path.end();
      const auto token = ReadToken(scan_, at);
      if (inside || !token || IdentifierAt(text_, token->end)) continue;
      const char next = token->end < text_.size() ? text_[token->end] : '\n';
      if (next == '.' || next == '-' || next == '/') continue;
      std::size_t word = at;
      const bool joined = std::string_view("_-:").find(text_[at - 1]) != std::string_view::npos;
      if (joined) --word;
      std::size_t begin = word;
      while (begin > from &&
             (IsWord(text_[begin - 1]) || IsHigh(text_[begin - 1]) || text_[begin - 1] == '-')) {
        --begin;
      }
      if (word - begin < 2 ||
          (begin > 0 && std::string_view("/.$").find(text_[begin - 1]) != std::string_view::npos)) {
        continue;
      }
      if (text_.substr(begin, word - begin).find_first_of("0123456789") != std::string_view::npos) {
        continue;
      }
      named_[std::string(text_.substr(begin, at - begin))].Note(*token, line);
    }
  }

  // `[testenv:lesson02]` or `lesson-2:` above the only line that says where it leads.
  void ReadIdentifiersAbove(const TargetLine& line) {
    if (line.begin == 0 || lines_.HoldAt(text_, line.begin - 1)) return;
    const std::size_t end = line.begin - 1;
    const std::size_t begin = end == 0 ? 0 : text_.rfind('\n', end - 1) + 1;  // npos + 1 is 0
    const std::string_view above = Trim(text_.substr(begin, end - begin));
    if (above.empty() || end - begin > kLongestEntry ||
        std::string_view(":{[(]").find(above.back()) == std::string_view::npos) {
      return;
    }
    ReadIdentifiers(line, begin, end);
  }

  // `| [Loops](02_loops) | 2 |`, `<td>2</td>`: a cell of a row that leads to a module, by column.
  void ReadCells(const TargetLine& line) {
    const std::vector<TableCell> cells = CellsOf(scan_, line.begin, line.end);
    if (cells.empty()) return;
    if (line.begin != row_end_ + 1) table_ = line.begin;
    row_end_ = line.end;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (cells[column].number) cells_[{table_, column}].Note(*cells[column].number, line);
    }
  }

  static bool IsHigh(char c) { return static_cast<unsigned char>(c) >= 0x80; }

  void Add(const Token& token, ModuleId module, ReferenceShape shape, Certainty certainty) {
    const auto there = FirstEndingBehind(scan_, token.begin);
    if (there != scan_.found.end() && there->reference.whole.offset < token.end) return;
    Found found = MakeFound(scan_, token, token.span(), {token.end, 0}, shape);
    found.reference.module = module;
    found.reference.certainty = certainty;
    added_.push_back(std::move(found));
  }

  void AddWorded() {
    for (const auto& [word, uses] : worded_) {
      AddList(uses);
      if (uses.contradicted) AddContradicted(uses, Trim(word));
    }
    for (const auto& [begin, uses] : items_) AddList(uses);
    AddList(parts_);
  }

  void AddList(const EntryNumbers& uses) {
    if (uses.contradicted || uses.modules.size() < 2) return;
    for (const EntryNumber& use : uses.entries) {
      // `Ch 2:` before an exact title was asked about by itself.
      const auto there = FirstEndingBehind(scan_, use.token.begin);
      const bool label =
          there != scan_.found.end() && there->reference.shape == ReferenceShape::kLabel;
      if (label) {
        Tell(use, ReferenceShape::kListItem, Certainty::kOwned);
      } else {
        Add(use.token, use.module, ReferenceShape::kListItem, Certainty::kOwned);
      }
    }
  }

  // `## Module 3: [Loops](02_loops/)`: a word for modules, and the name behind the number.
  void AddContradicted(const EntryNumbers& uses, std::string_view word) {
    const bool called = IsModuleWord(word) || IsNamedAsFolder(scan_, word) ||
                        scan_.lexicon.LabelBefore(word, word.size());
    if (!called || !std::ranges::all_of(uses.entries,
                                        [&](const EntryNumber& use) { return LeadsToName(use); })) {
      return;
    }
    const bool one = uses.entries.size() == 1 && uses.entries.front().token.number.value > 1 &&
                     !scan_.lexicon.Owners(uses.entries.front().token.number).empty();
    if (one || AreModuleNumbers(scan_.lexicon, uses.entries, SaidBy::kName)) {
      TellDrifted(uses, ReferenceShape::kListItem);
    }
  }

  // Whether a mark and a link follow whose words are the module's name: `: [Loops](`.
  [[nodiscard]] bool LeadsToName(const EntryNumber& use) const {
    std::size_t at = use.token.end;
    if (at >= text_.size() || std::string_view(".:)").find(text_[at]) == std::string_view::npos) {
      return false;
    }
    at = SkipOrnament(text_, at + 1);
    const auto match = scan_.lexicon.NameAt(text_, at);
    return match && text_.substr(at + match->length).starts_with("](") &&
           std::ranges::find(match->modules, use.module) != match->modules.end();
  }

  void TellDrifted(const EntryNumbers& uses, ReferenceShape shape) {
    for (const EntryNumber& use : uses.entries) {
      if (!use.agrees()) Tell(use, shape, Certainty::kDrifted);
    }
  }

  void Tell(const EntryNumber& use, ReferenceShape shape, Certainty certainty) {
    TellNumber(scan_, use.token, {use.module, shape, certainty}, added_);
  }

  // A column of the modules' numbers; the first says most. With few rows it may count something
  // else, so a person is asked.
  void AddCells() {
    constexpr std::size_t kFewest = 3;
    for (const auto& [cell, uses] : cells_) {
      if (uses.contradicted) continue;
      const bool sure = cell.second == 0 || uses.modules.size() >= kFewest;
      for (const EntryNumber& use : uses.entries) {
        Add(use.token, use.module, ReferenceShape::kTableRow,
            sure ? Certainty::kOwned : Certainty::kLikely);
      }
    }
  }

  void DropContradicted() {
    std::set<std::string, std::less<>> words;
    for (const auto& [word, uses] : named_) {
      if (uses.contradicted) words.insert(word);
    }
    DropCoined(scan_, words);
  }

  // Such a name may be used anywhere, so a person is asked, at every place of the file.
  void AddIdentifiers() {
    struct Name {
      std::size_t word = 0;  // bytes before the number
      ModuleId module;
    };
    std::map<std::string, Name, std::less<>> names;
    std::set<std::size_t> words;  // their lengths
    DropContradicted();
    for (const auto& [word, uses] : named_) {
      if (uses.contradicted) continue;
      const std::size_t last = word.find_last_not_of("_-:");
      const bool label =
          scan_.lexicon.LabelBefore(word, last == std::string::npos ? 0 : last + 1).has_value();
      for (const EntryNumber& use : uses.entries) {
        const Token& token = use.token;
        if (!label && uses.modules.size() < 2 && !IsPadded(scan_, token)) continue;
        names.try_emplace(word + std::string(text_.substr(token.begin, token.end - token.begin)),
                          Name{word.size(), use.module});
        words.insert(word.size());
      }
    }
    if (names.empty()) return;
    // All of them in one walk: by the digits that a name ends with, and what may stand before them.
    for (std::size_t digits = 1; digits < text_.size(); ++digits) {
      if (!IsDigit(text_[digits]) || IsDigit(text_[digits - 1])) continue;
      const auto here = ReadToken(scan_, digits);
      if (!here || IdentifierAt(text_, here->end)) continue;
      for (const std::size_t word : words) {
        if (word > digits || IdentifierBefore(text_, digits - word)) continue;
        const auto name = names.find(text_.substr(digits - word, here->end - (digits - word)));
        if (name == names.end() || name->second.word != word) continue;
        Add(*here, name->second.module, ReferenceShape::kLabel, Certainty::kLikely);
      }
    }
  }

  Scan& scan_;
  std::string_view text_;
  TargetLines lines_;
  std::map<std::string, EntryNumbers> worded_, named_;
  EntryNumbers parts_;                         // `7-1`
  std::map<std::size_t, EntryNumbers> items_;  // by begin of the list
  std::size_t list_ = 0;
  std::optional<Number> item_;  // of the item above
  std::map<std::pair<std::size_t, std::size_t>, EntryNumbers>
      cells_;  // by begin of the table, and column
  std::size_t table_ = 0, row_end_ = 0;
  std::vector<Found> added_;
};

}  // namespace

void SettleBesideTargets(Scan& scan) { BesideTargets(scan).Run(); }

}  // namespace prereq::references
