// Numbers after a label: `Module 6`, `Module06`, ranges and lists of them.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "model/certainty.h"
#include "references/address.h"
#include "references/number_joints.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"
#include "references/shapes/matchers.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {
namespace {

// Where `no.`, `Nr.`, `n°`, `№`, `num.` or the word `number` begins that ends at `at`; `at` when
// none does. A word is one by itself: "app number 3".
std::size_t NumberSignBegin(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 13> kSigns = {
      "no.",  "nr.",    "num.",   "n°",     "nº",     "№",     "n.º",
      "núm.", "number", "nummer", "numéro", "número", "numero"};
  constexpr std::size_t kLongest = 7;  // bytes
  const std::size_t low = at > kLongest ? at - kLongest : 0;
  const std::string before = Lower(text.substr(low, at - low));
  for (const std::string_view sign : kSigns) {
    if (!before.ends_with(sign)) continue;
    const bool is_word = IsLetter(sign.back());
    if (is_word && (at >= text.size() || !IsBlank(text[at]))) continue;
    const std::size_t begin = at - sign.size();
    if (begin > 0 && IsBlank(text[begin - 1])) return begin;
  }
  return at;
}

// What TeX writes for a blank that ends at `at`, `\ ` (whose blank is passed), `\,`, `{~}`, and the
// brace of `\emph{Chapter}`: its bytes, 0 where none does.
std::size_t TieOfTex(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 3> kTies = {"\\,", "\\;", "{~}"};
  const std::string_view before = text.substr(0, at);
  for (const std::string_view tie : kTies) {
    if (before.ends_with(tie)) return tie.size();
  }
  if (before.ends_with('\\') && at < text.size() && text[at] == ' ') return 1;
  return before.ends_with('}') && at > 1 && IsLetter(text[at - 2]) ? 1 : 0;
}

// Back over what may stand between a label and its number: a few blanks and marks, `&nbsp;`, TeX's
// `~`, tags, and one line end.
std::size_t SkipToLabel(std::string_view text, std::size_t begin) {
  static constexpr ByteSet kBetween(" \t*_`#[~\xC2\xA0");
  std::size_t at = begin, budget = 8;
  for (; at > 0 && budget > 0; --budget) {
    const char c = text[at - 1];
    if (kBetween.Has(c)) {
      --at;
    } else if (c == ';' && text.substr(0, at).ends_with("&nbsp;")) {
      at -= 6;
    } else if (const std::size_t tie = TieOfTex(text, at)) {
      at -= tie;
    } else if (c == '\n' && SkipBlanks(text, at) == begin) {
      at -= at > 1 && text[at - 2] == '\r' ? 2 : 1;
    } else {
      const std::size_t sign = NumberSignBegin(text, at);
      const std::size_t tag = sign < at ? sign : TagBegin(text, at);
      if (tag == at) break;
      at = tag;
    }
  }
  return at;
}

// A line end between label and number: a title's own word, not a list's item.
bool Wraps(const Scan& scan, const Token& token, std::size_t label, std::size_t label_end) {
  const std::string_view text = scan.text;
  if (text.substr(label_end, token.begin - label_end).find('\n') == std::string_view::npos) {
    return true;
  }
  const bool item = token.end < text.size() && (text[token.end] == '.' || text[token.end] == ')');
  return IsUpper(text[label]) && !item;
}

// The bytes of the `_`, `-`, or other hyphen or short dash that joins a label to the number at
// `at`, as word processors and sites write it; 0 where none does.
std::size_t JointBefore(std::string_view text, std::size_t at) {
  if (at > 1 && (text[at - 1] == '_' || text[at - 1] == '-')) return 1;
  for (const std::string_view dash : {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93"}) {
    if (text.substr(0, at).ends_with(dash)) return dash.size();
  }
  return 0;
}

// Over blanks, TeX's `~` too.
std::size_t SkipTies(std::string_view text, std::size_t at) {
  at = SkipBlanks(text, at);
  return at < text.size() && text[at] == '~' ? SkipBlanks(text, at + 1) : at;
}

// The separator of a range at `at`: its length with the blanks around it, 0 when there is none.
std::size_t RangeJoint(std::string_view text, std::size_t at, bool plural) {
  const std::size_t mark = SkipTies(text, at);
  const bool spaced = mark > at;
  std::size_t length = 0;
  if (mark < text.size() && text[mark] == '.') {
    while (length < 3 && mark + length < text.size() && text[mark + length] == '.') ++length;
    if (length < 2) return 0;
  } else if (text.substr(std::min(mark, text.size())).starts_with("\xE2\x80\xA6")) {
    length = 3;
  } else if (const std::size_t arrow = ArrowAt(text, mark)) {
    length = arrow;
  } else if (const std::size_t dash = DashAt(text, mark)) {
    if (spaced && !plural) return 0;
    length = dash;
    while (length < 3 && text.substr(mark + length).starts_with('-')) ++length;  // TeX's `2--3`
  } else if (spaced) {
    for (const std::string_view word : {"through", "thru", "until", "to", "bis", "à", "a"}) {
      const std::size_t end = mark + word.size();
      if (text.substr(mark).starts_with(word) && SkipTies(text, end) > end) length = word.size();
    }
  }
  return length == 0 ? 0 : SkipTies(text, mark + length) - at;
}

bool EndsNumber(std::string_view text, const Token& token) {
  if (IdentifierAt(text, token.end)) {  // `__Module 6__`, but not `module_6_`
    return IsBlank(text[token.begin - 1]) && ClosesEmphasis(text, token.end);
  }
  return token.end >= text.size() || text[token.end] != '%';
}

std::optional<Token> ReadLast(const Scan& scan, const Token& first, bool plural) {
  // "Module 6 - 8 hours" is none, "[Module 6 - 8]" is one.
  const std::size_t joint = RangeJoint(scan.text, first.end, true);
  const bool must_close = !plural && RangeJoint(scan.text, first.end, false) == 0;
  const std::size_t begin = first.end + joint;
  if (joint == 0 || begin >= scan.text.size() || !IsDigit(scan.text[begin])) return std::nullopt;
  const std::optional<Token> last = ReadToken(scan, begin);
  if (!last || !(last->number > first.number) || last->number.value > 999) return std::nullopt;
  if (!EndsNumber(scan.text, *last)) return std::nullopt;
  constexpr ByteSet kCloses(")]}|<>\"'`*\r\n");
  const bool closes = last->end == scan.text.size() || kCloses.Has(scan.text[last->end]);
  if (must_close && !closes) return std::nullopt;
  return last;
}

// Whether behind the `/` at `at` the label and another number of as many digits follow, or that
// alone: `ADR-0002/0003`, `ADR-0002/ADR-0003`.
bool CitesMore(const Scan& scan, const Token& token, std::string_view label, std::size_t at) {
  std::string_view rest = scan.text.substr(at + 1);
  if (rest.starts_with(label)) rest.remove_prefix(label.size());
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::string_view behind = rest.substr(digits);
  const bool goes_on = IdentifierAt(rest, digits) || behind.starts_with('-') ||
                       (behind.starts_with('.') && IdentifierAt(rest, digits + 1));
  return digits == token.digits() && IsPadded(scan, token) && !goes_on;
}

// Whether `/` and a number before the label are cited, too: the second of `ADR-0002/ADR-0003`.
bool IsCitedBehind(const Scan& scan, std::size_t begin) {
  if (scan.found.empty() || scan.text[begin - 1] != '/') return false;
  const Reference& last = scan.found.back().reference;
  return last.whole.end() + 1 == begin && last.shape == ReferenceShape::kLabel;
}

// `ADR-0003`, `RFC-12`: how decisions and the like are cited. A label in capitals or a padded
// number tells it from anybody's identifier; in a path it is a name of a file.
bool IsCited(const Scan& scan, const Token& token, const Front& front, bool is_range) {
  const std::string_view text = scan.text;
  const std::size_t joint = JointBefore(text, token.begin);
  if (front.glue != Glue::kJoined || joint == 0 || text[token.begin - 1] == '_') return false;
  const std::string_view label = text.substr(front.begin, token.begin - joint - front.begin);
  const bool capitals = label.size() > 1 && std::ranges::all_of(label, IsUpper);
  if (!capitals && !(IsPadded(scan, token) && IsUpper(label.front()))) return false;
  static constexpr ByteSet kInside("/.-_");
  if (front.begin > 0 && kInside.Has(text[front.begin - 1]) && !IsCitedBehind(scan, front.begin)) {
    return false;
  }
  const std::size_t next = token.end;
  if (next >= text.size()) return true;
  if (text[next] == '-') return is_range && IsPadded(scan, token);  // `ADR-0001-0003`
  if (text[next] == '/') {
    return CitesMore(scan, token, text.substr(front.begin, token.begin - front.begin), next);
  }
  if (text[next] != '.' || next + 1 >= text.size() || !IsWord(text[next + 1])) return true;
  // `ADR-0003.md`, where no file is called so.
  const std::string_view name = text.substr(front.begin, token.end - front.begin);
  const std::string_view ending = text.substr(next, SlugEnd(text, next + 1, false) - next);
  return capitals && IsPadded(scan, token) && !scan.lexicon.IsStrayName(name) &&
         !scan.lexicon.IsStrayFile(std::string(name) + std::string(ending)) &&
         std::ranges::any_of(std::array{".md", ".adoc", ".rst", ".txt", ".html"},
                             [&](std::string_view one) { return ending == one; });
}

// `lesson_02`, `Lesson02`, `ADR_0002`, `lesson-02`: an identifier made of the label and a padded
// number; in a path it is a name of a file, and a host's in an address.
bool IsCoined(const Scan& scan, const Token& token, const Front& front) {
  const std::string_view text = scan.text;
  if (!IsPadded(scan, token) || front.plural) return false;
  static constexpr ByteSet kPath("/\\@%");
  if (front.begin > 0 && (kPath.Has(text[front.begin - 1]) || text[front.begin - 1] == '-')) {
    return false;
  }
  const std::size_t next = token.end;
  const char after = next < text.size() ? text[next] : '\n';
  if (kPath.Has(after) || after == '-') return false;
  const bool goes_on = after == '.' && next + 1 < text.size() && IsWord(text[next + 1]);
  return !goes_on && UrlBefore(text, front.begin).empty();
}

// `ADR4` in the words of a page, outside of code, names and addresses; `Lesson4` may be a class.
bool IsGlued(const Scan& scan, const Token& token, const Front& front) {
  static constexpr ByteSet kInside("/\\@%`.-_#$&=<"), kGoesOn("/\\@%`-_([{=");
  const std::string_view text = scan.text;
  if (!IsPage(scan) || front.glue != Glue::kNone || front.plural) return false;
  const std::string_view label = text.substr(front.begin, token.begin - front.begin);
  constexpr std::size_t kShortest = 3;  // `H2`, `IP4`
  if (label.size() < kShortest || !std::ranges::all_of(label, IsUpper)) return false;
  if (front.begin > 0 && kInside.Has(text[front.begin - 1])) return false;
  const char after = token.end < text.size() ? text[token.end] : '\n';
  const bool goes_on = after == '.' && token.end + 1 < text.size() && IsWord(text[token.end + 1]);
  return !goes_on && !kGoesOn.Has(after) && !InFence(scan, front.begin) &&
         UrlBefore(text, front.begin).empty();
}

Found MakeNumber(const Scan& scan, const Token& token, std::size_t begin, bool plural) {
  Found found =
      MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0}, ReferenceShape::kLabel);
  if (const std::optional<Token> last = ReadLast(scan, token, plural)) {
    found.reference.shape = ReferenceShape::kRange;
    found.reference.whole.length = last->end - begin;
    found.reference.last_number = last->span();
    found.reference.written_last = last->number;
  }
  JudgeNumber(scan, found, IsOfOtherBook(scan, found.reference));
  Reference& reference = found.reference;
  const bool range = reference.shape == ReferenceShape::kRange && !plural;
  if (range && reference.certainty == Certainty::kUnresolved) {  // "Exercise 4-5": 5 of 4
    reference.certainty = Certainty::kForeign;
  }
  return found;
}

// Whether the line of `at` names one of `modules`.
bool LineNames(const Scan& scan, std::size_t at, const std::vector<ModuleId>& modules) {
  const std::string_view text = scan.text;
  const std::size_t low = at - std::min(at, kReach);
  const std::size_t before = text.substr(low, at - low).rfind('\n');
  std::size_t begin = before == std::string_view::npos ? low : low + before + 1;
  const std::size_t end = std::min({text.find('\n', at), text.size(), at + kReach});
  for (; begin < end; ++begin) {
    if (IdentifierBefore(text, begin)) continue;
    const auto match = scan.lexicon.NameAt(text, begin);
    if (match && std::ranges::any_of(modules, [&](ModuleId id) {
          return std::ranges::find(match->modules, id) != match->modules.end();
        })) {
      return true;
    }
  }
  return false;
}

// Whether a word in lower case with a dot may be a label cut short, `chap.`: such a one ends with a
// consonant, and is no sign of numbers, `no.`.
bool MayBeAbbreviation(std::string_view word) {
  constexpr std::string_view kVowels = "aeiouy";
  return IsLower(word.front()) && kVowels.find(word.back()) == std::string_view::npos &&
         word != "nr" && word != "num";
}

// `Ch. 6`, `chap.~6`, `Chs. 3--4`, and `Ch 6` on a line that names the module: a label cut short. A
// person is asked.
std::optional<Found> MatchShortened(const Scan& scan, const Token& token) {
  constexpr std::size_t kLongest = 5;
  const std::string_view text = scan.text;
  std::size_t end = SkipToLabel(text, token.begin);
  if (end == token.begin || end == 0 || text[end] == '}' || !EndsNumber(text, token)) {
    return std::nullopt;
  }
  const bool dot = text[end - 1] == '.';
  if (dot) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin <= kLongest && IsLetter(text[begin - 1])) --begin;
  const std::string_view word = text.substr(begin, end - begin);
  if (word.size() < 2 || word.size() > kLongest || begin < scan.floor ||
      IdentifierBefore(text, begin)) {
    return std::nullopt;
  }
  if (!IsUpper(word.front()) && !(dot && MayBeAbbreviation(word))) return std::nullopt;
  const bool whole = scan.lexicon.ShortensLabel(word);
  const bool plural = !whole && dot && word.size() > 2 && word.ends_with('s') &&
                      scan.lexicon.ShortensLabel(word.substr(0, word.size() - 1));
  if (!whole && !plural && !(dot && scan.lexicon.ContractsLabel(word))) return std::nullopt;
  if (!dot && !LineNames(scan, token.begin, scan.lexicon.Owners(token.number))) return std::nullopt;
  Found found = MakeNumber(scan, token, begin, plural);
  if (found.reference.certainty != Certainty::kLikely) return std::nullopt;
  scan.list_from = plural ? found.reference.whole.end() : 0;
  return found;
}

// Whether `at` stands in words: in a page outside of code, or behind the mark of a comment.
bool StandsInWords(const Scan& scan, std::size_t at) {
  if (IsPage(scan)) return !InFence(scan, at);
  const std::size_t low = at - std::min(at, kReach);
  std::string_view line = scan.text.substr(low, at - low);
  line.remove_prefix(std::min(line.rfind('\n') + 1, line.size()));  // npos + 1 is 0
  constexpr std::array<std::string_view, 6> kComments = {"//", "#", "--", "/*", ";;", "%"};
  return Trim(line).starts_with('*') || std::ranges::any_of(kComments, [&](std::string_view mark) {
           return line.find(mark) != std::string_view::npos;
         });
}

// `Ch6`, `Chap6` in words. A person is asked.
std::optional<Found> MatchShortGlued(const Scan& scan, const Token& token) {
  constexpr std::size_t kShortest = 2, kLongest = 4;
  static constexpr ByteSet kBefore(" \t\n\r(["), kGoesOn("/\\@%`-_([{=:<>");
  const std::string_view text = scan.text;
  std::size_t begin = token.begin;
  while (begin > 0 && token.begin - begin <= kLongest && IsLetter(text[begin - 1])) --begin;
  const std::string_view word = text.substr(begin, token.begin - begin);
  if (word.size() < kShortest || word.size() > kLongest || begin < scan.floor ||
      !IsUpper(word.front()) || !std::ranges::all_of(word.substr(1), IsLower) ||
      !MayBeAbbreviation(Lower(word)) || !scan.lexicon.ShortensLabel(word)) {
    return std::nullopt;
  }
  const char after = token.end < text.size() ? text[token.end] : '\n';
  const bool goes_on = after == '.' && token.end + 1 < text.size() && IsWord(text[token.end + 1]);
  const bool alone = (begin == 0 || kBefore.Has(text[begin - 1])) && !goes_on &&
                     !kGoesOn.Has(after) && !IdentifierAt(text, token.end);
  if (!alone || !StandsInWords(scan, begin)) return std::nullopt;
  Found found = MakeNumber(scan, token, begin, false);
  return found.reference.certainty == Certainty::kLikely ? std::optional(found) : std::nullopt;
}

// `Lektionen 2`, `уроке 2`, where the label is Lektion or Урок. A person is asked.
std::optional<Found> MatchInflected(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t end = SkipBlanksBack(text, token.begin);
  if (end == token.begin || end == 0 || !EndsNumber(text, token)) return std::nullopt;
  const std::size_t begin = WordStart(text, end);
  if (begin == end || begin < scan.floor || (begin > 0 && text[begin - 1] == '_')) {
    return std::nullopt;
  }
  if (!scan.lexicon.InflectsLabel(text.substr(begin, end - begin))) return std::nullopt;
  Found found = MakeNumber(scan, token, begin, true);
  if (found.reference.certainty == Certainty::kUnresolved) return std::nullopt;
  scan.list_from = found.reference.whole.end();
  return found;
}

// `Module06Autograd`, `TestModule06AutogradCore`.
std::optional<Found> ReadCamel(const Scan& scan, const Token& token, const Front& front) {
  if (token.end >= scan.text.size() || !IsUpper(scan.text[token.end])) return std::nullopt;
  const auto match = scan.lexicon.CamelNameAt(scan.text, token.end);
  if (!match) return std::nullopt;
  const std::size_t end = token.end + match->length;
  Found found = MakeFound(scan, token, {front.begin, end - front.begin}, {token.end, match->length},
                          ReferenceShape::kIdentifier);
  JudgeNamed(scan, found, match->modules);
  return found;
}

// "Modules 4, 5 and 7": the numbers after the first.
bool ContinuesList(const Scan& scan, const Token& token) {
  if (scan.list_from == 0 || token.begin < scan.list_from ||
      token.begin - scan.list_from > kListGap) {
    return false;
  }
  return IsListGap(scan.text.substr(scan.list_from, token.begin - scan.list_from));
}

// "Lesson 2 and 3", "Lesson 2, 3", "Lesson 2/3": whether another number follows that may mean a
// module; "Lesson 2, 3 hours" counts hours.
bool StartsList(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const NumberJoint joint = NumberJointAt(text, token.end);
  const std::size_t begin = joint.end;
  if (begin == token.end || begin - token.end > kListGap || begin >= text.size() ||
      !IsDigit(text[begin]) || !IsListGap(text.substr(token.end, begin - token.end))) {
    return false;
  }
  const std::optional<Token> next = ReadToken(scan, begin);
  if (!next || !EndsNumber(text, *next) || scan.lexicon.Owners(next->number).empty()) return false;
  return !joint.has_mark || joint.has_word || !CountsThings(text, next->end);
}

// A person is asked about what is sure by its form alone.
Found Asked(Found found) {
  Certainty& certainty = found.reference.certainty;
  if (IsSure(certainty)) {
    certainty = Certainty::kLikely;
  }
  return found;
}

}  // namespace

std::optional<Front> ReadFront(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  std::size_t at = token.begin;
  if (at == 0) return std::nullopt;
  Glue glue = Glue::kSpaced;
  const std::size_t joint = JointBefore(text, at);
  if (joint > 0 && at > joint && IsLetter(text[at - joint - 1])) {
    glue = Glue::kJoined;
    at -= joint;
  } else if (IsLetter(text[at - 1]) || static_cast<unsigned char>(text[at - 1]) >= 0x80) {
    glue = Glue::kNone;
  } else {
    at = SkipToLabel(text, at);
    // modules[0] is an index, {module}0 a name made of parts
    const bool braced =
        text[token.begin - 1] == '}' && !text.substr(0, token.begin).ends_with("{~}");
    if (at == token.begin || text[at] == '[' || braced) return std::nullopt;
  }
  if (!scan.lexicon.LabelTailAt(text, at)) return std::nullopt;
  const auto label = scan.lexicon.LabelBefore(text, at);
  if (!label || at - label->length < scan.floor) return std::nullopt;
  if (text[at] == '}') {  // `\emph{Chapter}~3`, but not `${module} 3`
    const std::size_t begin = at - label->length;
    if (begin < 2 || text[begin - 1] != '{' || !IsLetter(text[begin - 2])) return std::nullopt;
  }
  if (glue == Glue::kSpaced && !Wraps(scan, token, at - label->length, at)) return std::nullopt;
  return Front{at - label->length, glue, label->plural};
}

std::optional<Found> MatchLabel(const Scan& scan, const Token& token) {
  if (ContinuesList(scan, token) && EndsNumber(scan.text, token)) {
    Found found = MakeNumber(scan, token, token.begin, true);
    scan.list_from = found.reference.whole.end();
    return scan.list_asked ? Asked(std::move(found)) : found;
  }
  scan.list_asked = false;
  const std::optional<Front> front = ReadFront(scan, token);
  if (!front) {
    if (auto shortened = MatchShortened(scan, token)) return shortened;
    if (auto glued = MatchShortGlued(scan, token)) return glued;
    return MatchInflected(scan, token);
  }
  if (front->glue == Glue::kNone) {
    if (auto camel = ReadCamel(scan, token, *front)) return camel;
  }
  if (!EndsNumber(scan.text, token)) return std::nullopt;
  const bool prose = front->glue == Glue::kSpaced || !IdentifierAt(scan.text, front->begin);
  Found found = MakeNumber(scan, token, front->begin, front->plural);
  if (found.reference.shape == ReferenceShape::kRange && prose) {
    scan.list_from = front->plural ? found.reference.whole.end() : 0;
    return found;
  }
  if (prose && !front->plural && StartsList(scan, token)) {
    scan.list_from = token.end;
    scan.list_asked = true;
    return Asked(std::move(found));
  }
  if (auto title = ReadTitle(scan, token, *front)) return title;
  if (auto reversed = ReadReversed(scan, token, *front)) return reversed;
  // `module-6`, `Module6` without a declared mirror or a name: anybody's identifier.
  if (!prose && IsGlued(scan, token, *front)) {
    return found.reference.certainty == Certainty::kLikely ? std::optional(found) : std::nullopt;
  }
  const bool is_range = found.reference.shape == ReferenceShape::kRange;
  const bool cited = !prose && IsCited(scan, token, *front, is_range);
  if (cited && token.end < scan.text.size() && scan.text[token.end] == '/') {
    scan.list_from = token.end;
    scan.list_asked = true;
    return Asked(std::move(found));
  }
  if (!prose && !cited) {
    if (scan.text[token.begin - 1] != '_' && scan.text[token.begin - 1] != '-' &&
        front->glue == Glue::kJoined) {
      return std::nullopt;  // a dash between words
    }
    const bool coined = IsCoined(scan, token, *front);
    if (!coined || found.reference.certainty != Certainty::kLikely) return std::nullopt;
    found.reference.shape = ReferenceShape::kIdentifier;
    return found;
  }
  scan.list_from = front->plural ? token.end : 0;
  return found;
}

}  // namespace prereq::references
