// A number beside its own module's name, without a label of the series: `Unit 6 (Autograd)`,
// `06: Autograd`, `7. Spatial Operations`, `Autograd (Unit 6)`. Both agree, so that a person is
// asked; nothing says that it is the module's number, so that it is never certain.
#include <algorithm>
#include <string_view>

#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

bool Means(const NameMatch& match, const std::vector<ModuleId>& owners) {
  return std::ranges::any_of(owners, [&](ModuleId owner) {
    return std::ranges::find(match.modules, owner) != match.modules.end();
  });
}

std::size_t SkipEmphasis(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '*' || text[at] == '_' || text[at] == '`')) ++at;
  return at;
}

// Behind a quotation mark that opens: `„`, `“`, `«`.
std::size_t SkipQuotes(std::string_view text, std::size_t at) {
  for (const std::string_view quote : {"„", "“", "«", "‚", "‘", "\""}) {
    if (text.substr(at).starts_with(quote)) return at + quote.size();
  }
  return at;
}

// Whether something begins at `at`: a line, or what follows a mark: `| 6`, `"6`, `→ 6`.
bool BeginsHere(std::string_view text, std::size_t at) {
  if (AtLineStart(text, at)) return true;
  const std::size_t mark = SkipBlanksBack(text, at);
  return mark == 0 || !IdentifierBefore(text, mark);
}

// Whether a capitalised word stands in front of `at`: `Unit 6`.
bool BehindATitle(std::string_view text, std::size_t at) {
  const std::size_t end = SkipBlanksBack(text, at);
  std::size_t begin = end;
  while (begin > 0 && end - begin < kReach && IsLetter(text[begin - 1])) --begin;
  return begin < end && IsUpper(text[begin]);
}

// `7. Spatial` ends there or goes on with a capital; "1. Setup the machine" is a step.
bool IsTitleAlone(std::string_view text, std::size_t end) {
  const std::size_t next = SkipBlanks(text, end);
  return PhraseEnds(text, end) || (next < text.size() && IsUpper(text[next]));
}

// What ties a name to the number before it.
struct NameTie {
  std::size_t name = std::string_view::npos;  // where it may begin; npos: nothing does
  bool item = false;                          // as in an ordered list: `7. `
};

NameTie ReadTieOf(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t end = SkipEmphasis(text, token.end);
  const std::size_t mark = SkipBlanks(text, end);
  if (mark >= text.size()) return {};
  const auto behind = [&](std::size_t at) {
    const std::size_t name = SkipOrnament(text, at);
    return NameTie{name > at ? name : std::string_view::npos, false};
  };
  if (text[end] == ':') return behind(end + 1);
  if (text[end] == '.' || text[end] == ')') {
    if (!BeginsHere(text, token.begin)) return {};
    NameTie tie = behind(end + 1);
    tie.item = true;
    return tie;
  }
  if (mark == end) return {};
  if (text[mark] == '(' || text[mark] == '[') {
    return {SkipQuotes(text, SkipOrnament(text, mark + 1)), false};
  }
  const bool zero = token.digits() > 1 && text[token.begin] == '0';
  const bool begins = BeginsHere(text, token.begin);
  if (const std::size_t dash = DashAt(text, mark)) {
    // "There were 2 - Setup was one": an aside.
    return zero || begins || BehindATitle(text, token.begin) ? behind(mark + dash) : NameTie{};
  }
  // `06 Autograd`; "12 layers" counts them, and so may "12 Layers" inside a sentence.
  // `**6** Autograd`
  const bool bold =
      end > token.end && token.begin > 0 && SkipEmphasis(text, token.begin - 1) == token.begin;
  const bool padded = (bold || IsPadded(scan, token)) && !IsLower(text[mark]) && begins;
  return zero || padded ? NameTie{mark, false} : NameTie{};
}

// Where the name in front of `(Unit 6)` or `(06)` ends; npos where the number closes no bracket.
std::size_t NameInFront(const Scan& scan, const Token& token) {
  constexpr std::size_t kLongestWord = 24;
  const std::string_view text = scan.text;
  const std::size_t end = SkipEmphasis(text, token.end);
  if (end >= text.size() || (text[end] != ')' && text[end] != ']')) return std::string_view::npos;
  const char open = text[end] == ')' ? '(' : '[';
  std::size_t at = token.begin;
  if (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '#')) {
    --at;
    while (at > 0 && token.begin - at < kLongestWord && text[at - 1] != ' ' &&
           IdentifierBefore(text, at)) {
      --at;
    }
  }
  if (at == 0 || text[at - 1] != open) return std::string_view::npos;
  return SkipOrnamentBack(text, at - 1);
}

}  // namespace

std::optional<Found> MatchNamed(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.begin < scan.floor) return std::nullopt;
  if (IdentifierAt(text, token.end) && !ClosesEmphasis(text, token.end)) return std::nullopt;
  const auto is_own = [&](const NameMatch& match) {
    return Means(match, scan.lexicon.Owners(token.number));
  };
  Evidence evidence;
  evidence.by_chance = true;
  if (const NameTie tie = ReadTieOf(scan, token); tie.name < text.size()) {
    const auto match = scan.lexicon.NameAt(text, tie.name);
    const std::size_t end = match ? tie.name + match->length : 0;
    if (match && is_own(*match) && (!tie.item || IsTitleAlone(text, end))) {
      const bool line = tie.item && AtLineStart(text, token.begin);
      Found found =
          MakeFound(scan, token, {token.begin, end - token.begin}, {tie.name, match->length},
                    line ? ReferenceShape::kListItem : ReferenceShape::kTitle);
      if (JudgeNamed(scan, found, match->modules, evidence, Written{})) return found;
    }
  }
  if (const std::size_t stop = NameInFront(scan, token); stop <= text.size() && stop > scan.floor) {
    const auto match = scan.lexicon.NameBefore(text, scan.floor, stop);
    if (match && is_own(*match)) {
      const std::size_t name = stop - match->length;
      Found found = MakeFound(scan, token, {name, token.end - name}, {name, match->length},
                              ReferenceShape::kReversedTitle);
      if (JudgeNamed(scan, found, match->modules, evidence, Written{})) return found;
    }
  }
  return std::nullopt;
}

}  // namespace prereq::references
