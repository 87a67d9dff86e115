// Numbers in fields of entries, `{id: 2, path: "lessons/02_loops"}`: what stands at the same place
// of every entry that leads to a module.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "references/entry_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/target_lines.h"

namespace prereq::references {
namespace {

// What stands under one key beside the paths of a file.
struct Field : EntryNumbers {
  NumberName word = NumberName::kOther;  // of the key
  bool beside = false;                   // on the path's own line
  std::string start;                     // of each line, up to the number; empty: they differ
};

class EntryFields {
 public:
  EntryFields(Scan& scan, const TargetLines& lines)
      : scan_(scan), text_(scan.text), lines_(lines) {}

  void Run() {
    for (const TargetLine& line : lines_.lines) ReadFields(line);
    AddFields();
    AskAboutOthers();
    AddFound(scan_, std::move(added_));
  }

 private:
  // `{id: 2, path: "lessons/02_loops"}`, `order: 2` above `path: lessons/02_loops`: a field that
  // stands at the same place of every such entry.
  void ReadFields(const TargetLine& line) {
    constexpr int kAround = 2;
    ReadFieldsOf(line, 0, line.begin, line.end);
    std::size_t begin = line.begin, end = line.end;
    for (int step = 1; step <= kAround && begin > 0; ++step) {
      const std::size_t stop = begin - 1;
      begin = stop == 0 ? 0 : text_.rfind('\n', stop - 1) + 1;
      if (lines_.HoldAt(text_, begin)) break;
      ReadFieldsOf(line, -step, begin, stop);
    }
    for (int step = 1; step <= kAround && end + 1 < text_.size(); ++step) {
      const std::size_t start = end + 1;
      end = std::min(text_.find('\n', start), text_.size());
      if (lines_.HoldAt(text_, start)) break;
      ReadFieldsOf(line, step, start, end);
    }
  }

  void ReadFieldsOf(const TargetLine& line, int step, std::size_t begin, std::size_t end) {
    static constexpr ByteSet kBefore(" \t:=,(\"'[{;|&>");
    static constexpr ByteSet kAfter(" \t,)\"']};|&<\r\\");
    if (end - begin > kLongestEntry) return;
    if (IsMarkup(scan_) && Trim(text_.substr(begin, end - begin)).find_first_of("{") != 0) return;
    std::size_t marks = 0, from = begin;
    for (std::size_t at = begin; at < end; ++at) {
      const char c = text_[at];
      if (c == ',' || c == '{' || c == '(' || c == ';' || c == '\t' || c == '|' || c == '&') {
        ++marks;
        from = at + 1;
      }
      if (!IsDigit(c) || (at > begin && IsDigit(text_[at - 1]))) continue;
      const bool inside = step == 0 && line.path.offset <= at && at < line.path.end();
      const auto token = ReadToken(scan_, at);
      if (inside || !token || token->end > end || (at > begin && !kBefore.Has(text_[at - 1])) ||
          (token->end < end && !kAfter.Has(text_[token->end]))) {
        continue;
      }
      std::string key = std::to_string(step) + " " + std::to_string(marks) + " ";
      if (step == 0 && from <= line.path.offset &&
          line.path.end() <= at) {  // `lessons/02_loops: 2`
        key += "@";
        key += text_.substr(line.path.end(), at - line.path.end());
      } else {
        key += Trim(text_.substr(from, at - from));
      }
      Field& field = fields_[key];
      const std::string_view start = Trim(text_.substr(begin, at - begin));
      field.start = field.entries.empty() || field.start == start ? start : std::string_view();
      field.Note(*token, line);
      const std::size_t name = AssignedEnd(text_, token->begin);
      field.word = name > end || name <= begin ? NumberName::kOther : NumberNameAt(scan_, name);
      if (scan_.format.Is("csv") && step == 0 && IsNumberColumn(scan_, token->begin)) {
        field.word = NumberName::kLabel;
      }
      field.beside = step == 0;
    }
  }

  // `"lesson:2"`, a name that something else may call.
  [[nodiscard]] bool EndsName(const Token& token) const {
    const char before = token.begin > 0 ? text_[token.begin - 1] : '\n';
    const char after = token.end < text_.size() ? text_[token.end] : '\n';
    return before == ':' && (after == '"' || after == '\'' || after == '`');
  }

  void TellDrifted(const Field& field) {
    for (const EntryNumber& use : field.entries) {
      if (use.agrees()) continue;
      TellNumber(scan_, use.token, {use.module, ReferenceShape::kLabel, Certainty::kDrifted},
                 added_);
    }
  }

  // Nothing where another reference stands.
  void Add(const EntryNumber& use, Certainty certainty) {
    const auto there = FirstEndingBehind(scan_, use.token.begin);
    if (there != scan_.found.end() && there->reference.whole.offset < use.token.end) return;
    TellNumber(scan_, use.token, {use.module, ReferenceShape::kLabel, certainty}, added_);
  }

  // The last word of a field's key, or the head of its column.
  [[nodiscard]] std::string WordOf(std::string_view key, const Field& field) const {
    if (scan_.format.Is("csv")) return HeadOfColumn(scan_, field.entries.front().token.begin);
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
    for (const auto& [key, field] : fields_) {
      const bool several = field.modules.size() >= kFewest;
      const bool labelled =
          field.word == NumberName::kLabel || field.word == NumberName::kLabelledNumber;
      const bool said = labelled || field.word == NumberName::kNumber;
      const std::string word = WordOf(key, field);
      const bool id = IsIdWord(word);
      const bool stale =
          field.contradicted && !id && !IsOrderWord(word) &&
          AreModuleNumbers(scan_.lexicon, field.entries, said ? SaidBy::kHead : SaidBy::kNothing);
      if (stale) TellDrifted(field);
      if (field.contradicted ? !labelled && !stale : !several && !said) continue;
      // One beside the path of every module counts the entries as the modules.
      const bool all =
          !id && field.modules.size() == static_cast<std::size_t>(scan_.lexicon.module_count()) &&
          std::ranges::none_of(field.entries,
                               [&](const EntryNumber& use) { return EndsName(use.token); });
      const bool sure =
          !field.contradicted &&
          (labelled ? several || field.beside : several && (all || (said && field.beside)));
      for (const EntryNumber& use : field.entries) {
        known_.insert(use.token.begin);
        if (!use.agrees()) continue;
        Add(use, sure ? Certainty::kOwned : Certainty::kLikely);
      }
      if (sure && several && !field.beside) keys_.insert(field.start);
    }
  }

  // `{name: "import", schema: 3}` among entries that give each module's number behind `schema:`: an
  // entry without a module may mean one, too.
  void AskAboutOthers() {
    keys_.erase("");
    for (std::size_t begin = 0; begin < text_.size() && !keys_.empty();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::size_t digit = std::min(text_.find_first_of("0123456789", begin), end);
      const bool is_one = digit < end && !known_.contains(digit) &&
                          keys_.contains(Trim(text_.substr(begin, digit - begin)));
      if (is_one) AskAbout(digit, end);
      begin = end + 1;
    }
  }
  void AskAbout(std::size_t digit, std::size_t end) {
    static constexpr ByteSet kBehind(" \t,)\"']};|&<\r\\");
    const auto token = ReadToken(scan_, digit);
    if (!token || token->end > end || (token->end < end && !kBehind.Has(text_[token->end]))) return;
    const std::vector<ModuleId> owners = scan_.lexicon.Owners(token->number);
    if (owners.size() == 1) Add({*token, owners.front(), token->number}, Certainty::kLikely);
  }

  Scan& scan_;
  std::string_view text_;
  const TargetLines& lines_;
  std::map<std::string, Field> fields_;
  std::set<std::size_t> known_;              // where numbers of entries with a module stand
  std::set<std::string, std::less<>> keys_;  // of fields that are sure, on lines of their own
  std::vector<Found> added_;
};

}  // namespace

void SettleEntryFields(Scan& scan, const TargetLines& lines) { EntryFields(scan, lines).Run(); }

}  // namespace prereq::references
