// Records of data and code that give each module its number and its name: `- {nr: 2, title:
// Loops}`,
// `(2, "loops")`, `<l n="2" t="loops"/>`. Each alone may be chance; several of one form that agree
// are not, and a person looks at them. So with the name in front: `{slug: loops, n: 2}`, `Loops,2`.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestGap = 24, kLongestKey = 24, kLongestText = 64;
constexpr ByteSet kRecordMarks(" \t\r\n,;:=\"'`-()[]{}<>&|/");

// Numbers that the same bytes tie to the names behind them.
struct Records {
  std::vector<std::pair<Token, ModuleId>> agreeing;
  std::set<ModuleId> modules;
  bool contradicted = false;
};

// Over quotes, marks and blanks, at most one line end.
std::size_t SkipRecordMarks(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestGap);
  std::size_t lines = 0;
  while (at < limit && kRecordMarks.Has(text[at])) lines += text[at++] == '\n' ? 1 : 0;
  return lines > 1 ? text.size() : at;
}

std::size_t SkipRecordKey(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestKey);
  while (at < limit && (IsLetter(text[at]) || text[at] == '_' || text[at] == '-')) ++at;
  return at;
}

// The same backwards; 0 for several line ends.
std::size_t SkipRecordMarksBack(std::string_view text, std::size_t at) {
  const std::size_t limit = at > kLongestGap ? at - kLongestGap : 0;
  std::size_t lines = 0;
  while (at > limit && kRecordMarks.Has(text[at - 1])) lines += text[--at] == '\n' ? 1 : 0;
  return lines > 1 ? 0 : at;
}

std::size_t SkipRecordKeyBack(std::string_view text, std::size_t at) {
  const std::size_t limit = at > kLongestKey ? at - kLongestKey : 0;
  while (at > limit && (IsLetter(text[at - 1]) || text[at - 1] == '_' || text[at - 1] == '-')) --at;
  return at;
}

// Where the text between marks begins that ends at `end`.
std::size_t TextStart(std::string_view text, std::size_t end) {
  static constexpr ByteSet kEnds("\t\r\n,;:=\"'`()[]{}<>&|/");
  std::size_t at = end;
  while (at > 0 && end - at < kLongestText && !kEnds.Has(text[at - 1])) --at;
  return SkipBlanks(text, at);
}

class LooseRecords {
 public:
  explicit LooseRecords(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (std::size_t at = NextDigit(text_, 0); at < text_.size(); at = NextDigit(text_, at)) {
      const std::size_t begin = at;
      while (at < text_.size() && IsDigit(text_[at])) ++at;
      if (at - begin > kMostDigits) continue;
      const auto token = ReadToken(scan_, begin);
      if (!token || token->end != at || IdentifierBefore(text_, begin)) continue;
      Look(*token);
      LookBack(*token);
    }
    std::vector<Found> added;
    for (const auto& [form, records] : forms_) {
      if (records.contradicted || records.modules.size() < kFewest) continue;
      for (const auto& [token, module] : records.agreeing) {
        Found found = MakeFound(scan_, token, token.span(), {token.end, 0}, ReferenceShape::kLabel);
        found.reference.module = module;
        // In a table whose head calls the column so: `week,lesson,path`.
        const bool counts = scan_.format.Is("csv") && IsNumberColumn(scan_, token.begin);
        found.reference.certainty = counts ? Certainty::kOwned : Certainty::kLikely;
        added.push_back(std::move(found));
      }
    }
    AddFound(scan_, std::move(added));
  }

 private:
  static constexpr std::size_t kMostDigits = 3, kFewest = 3;

  // The name behind the number.
  void Look(const Token& token) {
    static constexpr ByteSet kBehind(",\"'\n }>|;&])<");
    const std::size_t begin = token.begin, end = token.end;
    if (end >= text_.size() || !kBehind.Has(text_[end])) return;
    const std::size_t first = SkipRecordMarks(text_, SkipTags(text_, end).at);
    if (first == end || first >= text_.size()) return;
    std::size_t name = first;
    auto match = scan_.lexicon.NameAt(text_, name);
    if (!match) {  // a key stands before it
      const std::size_t key = SkipRecordKey(text_, first);
      if (key == first) return;
      name = SkipRecordMarks(text_, key);
      if (name == key || name >= text_.size()) return;
      match = scan_.lexicon.NameAt(text_, name);
    }
    if (!match || IdentifierBefore(text_, name) || !PhraseEnds(text_, name + match->length)) return;
    // What stands between, and the key before the number.
    std::string form(text_.substr(end, name - end));
    std::size_t key = SkipBlanksBack(text_, begin);
    while (key > 0 && begin - key < kLongestKey &&
           std::string_view("\"':= ").find(text_[key - 1]) != std::string_view::npos) {
      --key;
    }
    const std::size_t word = key;
    while (key > 0 && word - key < kLongestKey && IsLetter(text_[key - 1])) --key;
    form += '\n';
    form += text_.substr(key, begin - key);
    Note(form, token, match->modules);
  }

  // `{slug: loops, n: 2}`, `Loops,2`: the name in front of it.
  void LookBack(const Token& token) {
    static constexpr ByteSet kAfter(",\"'\n\r }>|;&])<");
    if (token.end < text_.size() && !kAfter.Has(text_[token.end])) return;
    std::size_t stop = SkipRecordMarksBack(text_, token.begin);
    if (stop == token.begin || stop == 0) return;
    auto match = TextAt(stop);
    if (!match) {  // a key stands between
      const std::size_t key = SkipRecordKeyBack(text_, stop);
      if (key == stop || key == 0) return;
      stop = SkipRecordMarksBack(text_, key);
      if (stop == key || stop == 0) return;
      match = TextAt(stop);
    }
    if (!match) return;
    std::string form(text_.substr(stop, token.begin - stop));
    form += "\nback";
    if (scan_.format.Is("csv")) form += std::to_string(ColumnOf(token.begin));
    Note(form, token, match->modules);
  }

  // How many fields stand before `at` on its line, as far as one looks.
  [[nodiscard]] std::size_t ColumnOf(std::size_t at) const {
    const std::size_t low = at > kReach ? at - kReach : 0;
    std::size_t fields = 0;
    for (; at > low && text_[at - 1] != '\n'; --at) {
      fields += std::string_view(",;\t").find(text_[at - 1]) != std::string_view::npos ? 1U : 0U;
    }
    return fields;
  }

  // The name that is all of the text that ends at `stop`.
  [[nodiscard]] std::optional<NameMatch> TextAt(std::size_t stop) const {
    const std::size_t begin = TextStart(text_, stop);
    if (begin >= stop) return std::nullopt;
    auto match = scan_.lexicon.NameAt(text_, begin);
    return match && begin + match->length == stop ? match : std::nullopt;
  }

  void Note(const std::string& form, const Token& token, const std::vector<ModuleId>& modules) {
    Records& records = forms_[form];
    const std::optional<ModuleId> module = Agreeing(scan_, modules, token.number, 0);
    if (!module) {
      records.contradicted = true;
    } else {
      records.agreeing.emplace_back(token, *module);
      records.modules.insert(*module);
    }
  }

  Scan& scan_;
  std::string_view text_;
  std::map<std::string, Records> forms_;
};

}  // namespace

void SettleLooseRecords(Scan& scan) {
  const FileContent content = scan.format.content;
  if (content == FileContent::kData || content == FileContent::kCode ||
      content == FileContent::kMarkup || content == FileContent::kBuild || scan.format.Is("html") ||
      scan.format.Is("asciidoc") || scan.format.Is("org")) {
    LooseRecords(scan).Run();
  }
}

}  // namespace prereq::references
