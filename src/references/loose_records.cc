// Records of data and code that give each module its number and its name: `- {nr: 2, title:
// Loops}`,
// `(2, "loops")`, `<l n="2" t="loops"/>`. Each alone may be chance; several of one form that agree
// are not, and a person looks at them.
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestGap = 24, kLongestKey = 24;

// Numbers that the same bytes tie to the names behind them.
struct Records {
  std::vector<std::pair<Token, ModuleId>> agreeing;
  std::set<ModuleId> modules;
  bool contradicted = false;
};

// Over quotes, marks and blanks, at most one line end.
std::size_t SkipRecordMarks(std::string_view text, std::size_t at) {
  static constexpr ByteSet kMarks(" \t\r\n,;:=\"'`-([{>&|");
  const std::size_t limit = std::min(text.size(), at + kLongestGap);
  std::size_t lines = 0;
  while (at < limit && kMarks.Has(text[at])) lines += text[at++] == '\n' ? 1 : 0;
  return lines > 1 ? text.size() : at;
}

std::size_t SkipRecordKey(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestKey);
  while (at < limit && (IsLetter(text[at]) || text[at] == '_' || text[at] == '-')) ++at;
  return at;
}

class LooseRecords {
 public:
  explicit LooseRecords(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (std::size_t at = NextDigit(text_, 0); at < text_.size(); at = NextDigit(text_, at)) {
      const std::size_t begin = at;
      while (at < text_.size() && IsDigit(text_[at])) ++at;
      if (at - begin <= kMostDigits) Look(begin, at);
    }
    std::vector<Found> added;
    for (const auto& [form, records] : forms_) {
      if (records.contradicted || records.modules.size() < kFewest) continue;
      for (const auto& [token, module] : records.agreeing) {
        Found found = MakeFound(scan_, token, token.span(), {token.end, 0}, ReferenceShape::kLabel);
        found.reference.module = module;
        found.reference.certainty = Certainty::kLikely;
        added.push_back(std::move(found));
      }
    }
    AddFound(scan_, std::move(added));
  }

 private:
  static constexpr std::size_t kMostDigits = 3, kFewest = 3;

  void Look(std::size_t begin, std::size_t end) {
    static constexpr ByteSet kBehind(",\"'\n }>|;&");
    if (end >= text_.size() || !kBehind.Has(text_[end])) return;
    const std::size_t first = SkipRecordMarks(text_, end);
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
    const auto token = ReadToken(scan_, begin);
    if (!token || token->end != end) return;
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
    Records& records = forms_[form];
    const std::optional<ModuleId> module = Agreeing(scan_, match->modules, token->number, 0);
    if (!module) {
      records.contradicted = true;
    } else {
      records.agreeing.emplace_back(*token, *module);
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
      content == FileContent::kMarkup) {
    LooseRecords(scan).Run();
  }
}

}  // namespace prereq::references
