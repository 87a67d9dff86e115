// Sections that are numbered after a module, `2.1` of module 2, where something else than their own
// heading says so: below a heading that names the module, on a page about many; in the words of a
// page whose own headings count so. A person is asked.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "base/text.h"
#include "references/headings.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// `2.1`: the number and what counts inside it.
struct SectionNumber {
  Token token;
  int part = 0;
};

std::optional<SectionNumber> ReadSection(const Scan& scan, std::size_t at) {
  constexpr std::size_t kMostDigits = 3;
  const std::string_view text = scan.text;
  if (at >= text.size() || !IsDigit(text[at])) return std::nullopt;
  const std::optional<Token> token = ReadToken(scan, at);
  if (!token || !IsSection(text, token->end)) return std::nullopt;
  std::size_t end = token->end + 1;
  while (end < text.size() && IsDigit(text[end])) ++end;
  if (end - token->end - 1 > kMostDigits || IdentifierAt(text, end)) return std::nullopt;
  return SectionNumber{*token, ValueOfDigits(text.substr(token->end + 1, end - token->end - 1))};
}

bool NamesModule(const Reference& reference) {
  return reference.module && !reference.written_last &&
         (IsSure(reference) || reference.certainty == Certainty::kLikely);
}

Found MakeLikely(const Scan& scan, const Token& token, ModuleId id, ReferenceShape shape) {
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, shape);
  found.reference.module = id;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

// Where the text of a line begins: behind the marks of headings, lists and tables.
std::size_t LineText(std::string_view text, std::size_t at, std::size_t end) {
  static constexpr ByteSet kMarks(" \t#=*-+|>_`[\"");
  while (at < end && kMarks.Has(text[at])) ++at;
  return at;
}

// The sections below one heading at a time. All of them have to be the module's, from the first on.
class SectionsBelow {
 public:
  explicit SectionsBelow(Scan& scan) : scan_(scan), home_(scan.lexicon.ModuleOf(scan.path)) {}

  void Run() {
    EachHeading(scan_, [this](const Heading& heading) {
      if (!owner_ || heading.level <= level_ || ModuleIn(heading)) {
        Close(heading.begin);
        Open(heading);
      }
      return true;
    });
    Close(scan_.text.size());
    AddFound(scan_, std::move(added_));
  }

 private:
  // The only module that the heading names.
  [[nodiscard]] std::optional<ModuleId> ModuleIn(const Heading& heading) const {
    std::optional<ModuleId> module;
    for (auto at = FirstEndingBehind(scan_, heading.begin);
         at != scan_.found.end() && at->reference.whole.offset < heading.end; ++at) {
      const Reference& reference = at->reference;
      if (!NamesModule(reference) || IsSection(scan_.text, reference.number.end())) continue;
      if (module && module != reference.module) return std::nullopt;
      module = reference.module;
    }
    return module;
  }

  void Open(const Heading& heading) {
    owner_ = ModuleIn(heading);
    if (owner_ == home_) owner_.reset();  // its own page settles these
    level_ = heading.level;
    begin_ = heading.end;
  }

  void Close(std::size_t end) {
    if (!owner_) return;
    const ModuleId id = *owner_;
    owner_.reset();
    const std::optional<Number> number = scan_.lexicon.NumberOf(id);
    const std::string_view text = scan_.text;
    std::vector<Token> tokens;
    bool first = false;
    for (std::size_t line = begin_; line < end;) {
      const std::size_t stop = std::min(text.find('\n', line), end);
      const std::size_t at = LineText(text, line, stop);
      // Behind a mark or in a heading of its own line; a sentence may begin with a decimal.
      const auto section = at > line ? ReadSection(scan_, at) : std::nullopt;
      if (section) {
        if (section->token.number != number) return;
        first |= section->part <= 1;
        tokens.push_back(section->token);
      }
      line = stop + 1;
    }
    if (!first) return;
    for (const Token& token : tokens) {
      added_.push_back(MakeLikely(scan_, token, id, ReferenceShape::kLabel));
    }
  }

  Scan& scan_;
  std::optional<ModuleId> home_, owner_;
  int level_ = 0;
  std::size_t begin_ = 0;
  std::vector<Found> added_;
};

// `title: "2.1 Foo"`, `sidebar_label: 2.1 Foo` above a page of module 2. Where the page begins.
std::size_t ReadFrontMatter(const Scan& scan, ModuleId id, std::vector<Found>& added) {
  const std::string_view text = scan.text;
  if (!text.starts_with("---\n") && !text.starts_with("+++\n")) return 0;
  const std::size_t end = std::min(text.find(text.substr(0, 3), 3), text.size());
  for (std::size_t line = 0; line < end;) {
    const std::size_t stop = std::min(text.find('\n', line), end);
    const std::size_t mark = text.substr(line, stop - line).find_first_of(":=");
    std::size_t at = std::min(stop, mark == std::string_view::npos ? stop : line + mark);
    line = stop + 1;
    if (at == stop) continue;
    at = SkipBlanks(text, at + 1);
    if (at < stop && (text[at] == '"' || text[at] == '\'')) ++at;
    const auto section = ReadSection(scan, at);
    if (!section || scan.lexicon.NumberOf(id) != section->token.number) continue;
    // A name follows: `4.1 Ranges`, and not `4.1`, which may be a version.
    const std::size_t behind = text.find_first_not_of("0123456789.", at);
    const std::size_t name = SkipBlanks(text, std::min(behind, stop));
    if (name == behind || name >= stop || !IdentifierAt(text, name)) continue;
    added.push_back(MakeLikely(scan, section->token, id, ReferenceShape::kLabel));
  }
  return end;
}

}  // namespace

void SettleSectionsBelow(Scan& scan) {
  if (!IsPage(scan)) return;
  const auto names = [](const Found& found) { return NamesModule(found.reference); };
  if (std::ranges::any_of(scan.found, names)) SectionsBelow(scan).Run();
}

void SettleSectionsInText(Scan& scan, ModuleId id, const std::set<int>& parts) {
  const std::optional<Number> number = scan.lexicon.NumberOf(id);
  if (!number) return;
  const std::string_view text = scan.text;
  std::vector<Found> added;
  const std::size_t begin = ReadFrontMatter(scan, id, added);
  const std::string digits = std::to_string(number->value) + ".";
  if (parts.empty()) return AddFound(scan, std::move(added));
  for (std::size_t at = text.find(digits, begin); at != std::string_view::npos;
       at = text.find(digits, at + 1)) {
    if (at > 0 && (IsWord(text[at - 1]) ||
                   std::string_view(".-/$").find(text[at - 1]) != std::string_view::npos)) {
      continue;
    }
    // `section 2.1`, `§2.1`, `(2.1)`; "version 2.1" is one of something.
    const std::size_t end = SkipBlanksBack(text, at);
    const std::size_t word = WordStart(text, end);
    if (word < end && !IsCalledPart(Lower(text.substr(word, end - word)))) continue;
    const auto section = ReadSection(scan, at);
    if (!section || section->token.number != number || !parts.contains(section->part)) continue;
    // One task is enough for a file, as for names made of a module's.
    added.push_back(MakeLikely(scan, section->token, id, ReferenceShape::kIdentifier));
  }
  AddFound(scan, std::move(added));
}

}  // namespace prereq::references
