// What stands on the line of a path, or names it elsewhere: labels, words that lists use as labels,
// identifiers that carry its number, and the definitions of links.
#include <algorithm>
#include <array>
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

constexpr std::size_t kLongestLine = 1200, kNearPath = 48;

// What stands behind one word, in one column or under one key beside the paths of a file.
struct Uses {
  std::vector<EntryNumber> entries;      // in the order of the text
  std::set<ModuleId> modules;            // of those that agree
  bool contradicted = false;             // another's number stands there, too
  NumberName word = NumberName::kOther;  // of a field's key
  bool beside = false;                   // on the path's own line
};

class BesideTargets {
 public:
  explicit BesideTargets(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    CollectLines();
    for (const TargetLine& line : lines_) {
      UpgradeLabels(line);
      ReadWordedLead(line);
      ReadIdentifiers(line, line.begin, line.end);
      ReadIdentifiersAbove(line);
      ReadFields(line);
      ReadCells(line);
    }
    AddWorded();
    AddCells();
    AddIdentifiers();
    AddFields();
    AddFound(scan_, std::move(added_));
    if (IsMarkup(scan_)) SettleDefinitions(scan_, lines_);
    if (HoldsEntries(scan_.format)) SettleEntryTitles(scan_, lines_);
  }

 private:
  void CollectLines() {
    std::size_t begin = 0, end = 0;
    for (const Found& found : scan_.found) {
      const Reference& reference = found.reference;
      if (!IsTarget(scan_, found)) continue;
      const std::size_t at = reference.whole.offset;
      TargetLine line;
      if (at >= end) {  // searched once for each line, however many references it holds
        const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
        begin = before == std::string_view::npos ? 0 : before + 1;
        end = std::min(text_.find('\n', at), text_.size());
      }
      line.begin = begin;
      line.end = end;
      line.module = *reference.module;
      if (line.end - line.begin > kLongestLine) continue;
      const std::optional<Number> number = scan_.lexicon.NumberOf(line.module);
      if (!number) continue;
      line.number = *number;
      line.path = PathAround(reference.whole, line);
      if (lines_.empty() || lines_.back().begin != line.begin) {
        lines_.push_back(line);
      } else if (lines_.back().module != line.module) {
        several_.insert(line.begin);
      }
    }
    std::erase_if(lines_, [&](const TargetLine& line) { return several_.contains(line.begin); });
  }

  [[nodiscard]] Span PathAround(Span whole, const TargetLine& line) const {
    static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;=");
    std::size_t begin = whole.offset, end = whole.end();
    while (begin > line.begin && !kEnds.Has(text_[begin - 1])) --begin;
    while (end < line.end && !kEnds.Has(text_[end])) ++end;
    return {begin, end - begin};
  }

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
      if (!label) continue;
      const std::size_t from = std::min(reference.whole.end(), line.path.end());
      const std::size_t to = std::max(reference.whole.offset, line.path.offset);
      const std::string_view between = text_.substr(from, to - std::min(from, to));
      if (between.size() > kNearPath || between.find(". ") != std::string_view::npos) continue;
      reference.certainty = Certainty::kOwned;
      found.weak = false;
    }
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
      if (!ReadCounted(line, at)) ReadItem(line, at);
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
    Note(worded_[Lower(text_.substr(word, at - word))], *token, line);
  }

  // `[3장 함수](03-functions.md)`: the number before a counter, with which an entry begins.
  bool ReadCounted(const TargetLine& line, std::size_t at) {
    if (at >= line.path.offset || !IsDigit(text_[at])) return false;
    const auto token = ReadToken(scan_, at);
    if (!token || token->end >= line.path.offset) return false;
    if (!HasCounter(text_, token->end)) return false;
    const std::size_t end = CounterEnd(text_, token->end);
    Note(worded_[std::string(Trim(text_.substr(token->end, end - token->end)))], *token, line);
    return true;
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
    Note(items_[list_], *token, line);
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
      Note(named_[std::string(text_.substr(begin, at - begin))], *token, line);
    }
  }

  // `[testenv:lesson02]` or `lesson-2:` above the only line that says where it leads.
  void ReadIdentifiersAbove(const TargetLine& line) {
    if (line.begin == 0 || HasTarget(line.begin - 1)) return;
    const std::size_t end = line.begin - 1;
    const std::size_t begin = end == 0 ? 0 : text_.rfind('\n', end - 1) + 1;  // npos + 1 is 0
    const std::string_view above = Trim(text_.substr(begin, end - begin));
    if (above.empty() || end - begin > kLongestLine ||
        std::string_view(":{[(]").find(above.back()) == std::string_view::npos) {
      return;
    }
    ReadIdentifiers(line, begin, end);
  }

  // Whether the line that holds `at` is one of those that name a module.
  [[nodiscard]] bool HasTarget(std::size_t at) const {
    const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return several_.contains(begin) ||
           std::ranges::binary_search(lines_, begin, {}, &TargetLine::begin);
  }

  // `{id: 2, path: "lessons/02_loops"}`, `order: 2` above `path: lessons/02_loops`: a field that
  // stands at the same place of every such entry.
  void ReadFields(const TargetLine& line) {
    constexpr int kAround = 2;
    ReadFieldsOf(line, 0, line.begin, line.end);
    std::size_t begin = line.begin, end = line.end;
    for (int step = 1; step <= kAround && begin > 0; ++step) {
      const std::size_t stop = begin - 1;
      begin = stop == 0 ? 0 : text_.rfind('\n', stop - 1) + 1;
      if (HasTarget(begin)) break;
      ReadFieldsOf(line, -step, begin, stop);
    }
    for (int step = 1; step <= kAround && end + 1 < text_.size(); ++step) {
      const std::size_t start = end + 1;
      end = std::min(text_.find('\n', start), text_.size());
      if (HasTarget(start)) break;
      ReadFieldsOf(line, step, start, end);
    }
  }

  void ReadFieldsOf(const TargetLine& line, int step, std::size_t begin, std::size_t end) {
    static constexpr ByteSet kBefore(" \t:=,(\"'[{;|&>");
    static constexpr ByteSet kAfter(" \t,)\"']};|&<\r\\");
    if (end - begin > kLongestLine) return;
    if (IsMarkup(scan_) && Trim(text_.substr(begin, end - begin)).find_first_of("{") != 0) return;
    std::size_t marks = 0, field = begin;
    for (std::size_t at = begin; at < end; ++at) {
      const char c = text_[at];
      if (c == ',' || c == '{' || c == '(' || c == ';' || c == '\t' || c == '|' || c == '&') {
        ++marks;
        field = at + 1;
      }
      if (!IsDigit(c) || (at > begin && IsDigit(text_[at - 1]))) continue;
      const bool inside = step == 0 && line.path.offset <= at && at < line.path.end();
      const auto token = ReadToken(scan_, at);
      if (inside || !token || token->end > end || (at > begin && !kBefore.Has(text_[at - 1])) ||
          (token->end < end && !kAfter.Has(text_[token->end]))) {
        continue;
      }
      std::string key = std::to_string(step) + " " + std::to_string(marks) + " ";
      if (step == 0 && field <= line.path.offset &&
          line.path.end() <= at) {  // `lessons/02_loops: 2`
        key += "@";
        key += text_.substr(line.path.end(), at - line.path.end());
      } else {
        key += Trim(text_.substr(field, at - field));
      }
      Uses& uses = fields_[key];
      Note(uses, *token, line);
      const std::size_t name = AssignedEnd(text_, token->begin);
      uses.word = name > end || name <= begin ? NumberName::kOther : NumberNameAt(scan_, name);
      if (scan_.format.Is("csv") && step == 0 && IsNumberColumn(scan_, token->begin)) {
        uses.word = NumberName::kLabel;
      }
      uses.beside = step == 0;
    }
  }

  // `| [Loops](02_loops) | 2 |`, `<td>2</td>`: a cell of a row that leads to a module, by column.
  void ReadCells(const TargetLine& line) {
    const std::vector<TableCell> cells = CellsOf(scan_, line.begin, line.end);
    if (cells.empty()) return;
    if (line.begin != row_end_ + 1) table_ = line.begin;
    row_end_ = line.end;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (cells[column].number) Note(cells_[{table_, column}], *cells[column].number, line);
    }
  }

  static bool IsHigh(char c) { return static_cast<unsigned char>(c) >= 0x80; }

  static void Note(Uses& uses, const Token& token, const TargetLine& line) {
    uses.entries.push_back({token, line.module, line.number});
    if (uses.entries.back().agrees()) {
      uses.modules.insert(line.module);
    } else {
      uses.contradicted = true;
    }
  }

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
  }

  void AddList(const Uses& uses) {
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
  void AddContradicted(const Uses& uses, std::string_view word) {
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

  void TellDrifted(const Uses& uses, ReferenceShape shape) {
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

  // `"lesson:2"`, a name that something else may call.
  [[nodiscard]] bool EndsName(const Token& token) const {
    const char before = token.begin > 0 ? text_[token.begin - 1] : '\n';
    const char after = token.end < text_.size() ? text_[token.end] : '\n';
    return before == ':' && (after == '"' || after == '\'' || after == '`');
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

  // The last word of a field's key, or the head of its column.
  [[nodiscard]] std::string WordOf(std::string_view key, const Uses& uses) const {
    if (scan_.format.Is("csv")) return HeadOfColumn(scan_, uses.entries.front().token.begin);
    key = key.substr(0, key.find_last_not_of("\"' :=@") + 1);  // npos + 1 is 0
    return std::string(key.substr(key.find_last_of("\"' ") + 1));
  }

  // Whether a key may put entries into an order of its own.
  static bool IsOrderWord(std::string_view word) {
    constexpr std::array<std::string_view, 6> kWords = {"order", "position", "weight",
                                                        "rank",  "priority", "sort"};
    const std::string low = Lower(word);
    return std::ranges::any_of(kWords, [&](std::string_view one) { return low.ends_with(one); });
  }

  // A key that is the label says it, and so does one for numbers beside the paths of several, or
  // any beside those of all; an id may be anybody's, so a person is asked.
  void AddFields() {
    constexpr std::size_t kFewest = 3;
    for (const auto& [key, uses] : fields_) {
      const bool several = uses.modules.size() >= kFewest;
      const bool labelled =
          uses.word == NumberName::kLabel || uses.word == NumberName::kLabelledNumber;
      const bool said = labelled || uses.word == NumberName::kNumber;
      const std::string word = WordOf(key, uses);
      const bool id = IsIdWord(word);
      const bool stale =
          uses.contradicted && !id && !IsOrderWord(word) &&
          AreModuleNumbers(scan_.lexicon, uses.entries, said ? SaidBy::kHead : SaidBy::kNothing);
      if (stale) TellDrifted(uses, ReferenceShape::kLabel);
      if (uses.contradicted ? !labelled && !stale : !several && !said) continue;
      // One beside the path of every module counts the entries as the modules.
      const bool all =
          !id && uses.modules.size() == static_cast<std::size_t>(scan_.lexicon.module_count()) &&
          std::ranges::none_of(uses.entries,
                               [&](const EntryNumber& use) { return EndsName(use.token); });
      const bool sure =
          !uses.contradicted &&
          (labelled ? several || uses.beside : several && (all || (said && uses.beside)));
      for (const EntryNumber& use : uses.entries) {
        if (!use.agrees()) continue;
        Add(use.token, use.module, ReferenceShape::kLabel,
            sure ? Certainty::kOwned : Certainty::kLikely);
      }
    }
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<TargetLine> lines_;
  std::set<std::size_t> several_;  // begins of lines whose paths mean more than one module
  std::map<std::string, Uses> worded_, named_, fields_;
  std::map<std::size_t, Uses> items_;  // by begin of the list
  std::size_t list_ = 0;
  std::optional<Number> item_;                                 // of the item above
  std::map<std::pair<std::size_t, std::size_t>, Uses> cells_;  // by begin of the table, and column
  std::size_t table_ = 0, row_end_ = 0;
  std::vector<Found> added_;
};

}  // namespace

void SettleBesideTargets(Scan& scan) { BesideTargets(scan).Run(); }

}  // namespace prereq::references
