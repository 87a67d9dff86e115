// The gate before the shapes: most numbers of a text belong to none, and a look at the bytes around
// them says so. It may let too much through, never too little: a test compares with no gate at all.
#include <array>

#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr ByteSet kOpens("[({"), kEscapes("ntr"), kBeforeJoint("_ntr"), kEncloses("[\"'(>`");
constexpr ByteSet kAfterLabel(" \t*_`#["), kEndsItem(".):"), kLineEnds("\r\n \t"),
    kAroundLabel(">;~*_`#[");

bool IsHigh(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool IsHex(char c) { return IsDigit(c) || (LowerChar(c) >= 'a' && LowerChar(c) <= 'f'); }

// One number and what stands beside it.
struct Place {
  std::string_view text;
  std::size_t begin = 0, end = 0;  // of the digits
  char last = '\n', next = '\n', after = '\n';

  [[nodiscard]] char Before(std::size_t at) const { return at > 0 ? text[at - 1] : '\n'; }
  // The byte after the number and its blanks.
  [[nodiscard]] char Beyond() const {
    std::size_t at = end;
    while (at < text.size() && IsBlank(text[at])) ++at;
    return at < text.size() ? text[at] : '\n';
  }
  // Whether a name may follow after a blank, as in `[06 Autograd]`.
  [[nodiscard]] bool IsPadded() const { return end - begin > 1 && IsBlank(next); }
};

// The number is the tail of a word: `module_06`, `Module06`, `M06[`, `\n06`.
bool MayEndAWord(const Scan& scan, const Place& place) {
  const Lexicon& lexicon = scan.lexicon;
  if (lexicon.LabelTailAt(place.text, place.begin)) return true;
  if (kOpens.Has(place.next)) return MayHoldDiagrams(scan);
  if (place.last == '_' || place.last == '-') {
    const char before = place.Before(place.begin - 1);
    return lexicon.LabelTailAt(place.text, place.begin - 1) || IsHigh(before) || !IsWord(before) ||
           kBeforeJoint.Has(before);
  }
  // Escapes in string literals: `\n06`, and `\u2192` whose own digits are no number.
  if (kEscapes.Has(place.last) && place.Before(place.begin - 1) == '\\') return true;
  if (!IsHex(place.last) && place.last != 'u') return false;
  for (std::size_t at = place.begin; at > 0 && place.begin - at < 4; --at) {
    if (place.text[at - 1] == 'u') return place.Before(at - 1) == '\\';
  }
  return false;
}

// A line starts before the number, but for marks: items, headings, keys. No date, time or decimal,
// and before a blank only what goes on with a mark, a title of a padded number, or a heading.
bool MayStartALine(const Place& place) {
  if (IsWord(place.next) || IsDigit(place.after)) return false;
  if (!IsBlank(place.next) || place.IsPadded()) return true;
  if (place.Before(place.begin) == ' ' && place.Before(place.begin - 1) == '#') return true;
  const char beyond = place.Beyond();
  return beyond == '-' || beyond == ':' || beyond == '|' || IsHigh(beyond);
}

// A line end alone stands between a label and its number, which begins at `at`.
bool MayEndALabel(const Scan& scan, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && at - end < 16 && kLineEnds.Has(scan.text[end - 1])) --end;
  if (end == at || end == 0) return false;
  const char last = scan.text[end - 1];
  return scan.lexicon.LabelTailAt(scan.text, end) || kAroundLabel.Has(last) || IsHigh(last);
}

}  // namespace

void Lexicon::FillMayTouch() {
  std::array<bool, 256> label_last{};
  for (std::size_t pair = 0; pair < label_tails_.size(); ++pair) {
    if (label_tails_[pair]) label_last[pair & 0xFFU] = true;
  }
  constexpr ByteSet kBefore(" \t*_`#[\n\r>/+-|;~\"'");
  const auto may = [&](char last, char next) {
    if (IsSeparator(next) || StemTail(last) || IsHigh(last)) return true;
    if (IsLower(next)) return IsSuffix(next);
    if (IsUpper(next)) return IsWord(last) || last == '-';
    if (IsWord(last)) {
      return label_last[static_cast<unsigned char>(last)] || last == '_' || last == 'u' ||
             kOpens.Has(next) || kEscapes.Has(last) || IsHex(last);
    }
    if (kBefore.Has(last)) return true;
    if (!gap_.empty() && (next == '%' || next == gap_.front())) return true;
    if (last == ':' || last == '=') return !number_keys_.empty();
    if (last == '{' || last == ',') return next == ':' || IsBlank(next);
    return last == '(' && (IsBlank(next) || kOpens.Has(next));
  };
  for (std::size_t pair = 0; pair < may_touch_.size(); ++pair) {
    may_touch_[pair] = may(static_cast<char>(pair >> 8U), static_cast<char>(pair & 0xFFU));
  }
}

bool MayStart(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  const Lexicon& lexicon = scan.lexicon;
  Place place{text, begin, end};
  if (begin > 0) place.last = text[begin - 1];
  if (end < text.size()) place.next = text[end];
  if (end + 1 < text.size()) place.after = text[end + 1];
  // 02%20Data, 02 - Data; a name may begin with a mark.
  if (!lexicon.gap().empty() && (place.next == '%' || place.next == lexicon.gap().front())) {
    return true;
  }
  const bool apart = !IsWord(place.next) && !lexicon.IsSeparator(place.next);
  if (apart && begin > 1 && IsBlank(place.last) && IsLetter(text[begin - 2]) &&
      scan.list_from == 0 && !kEscapes.Has(text[begin - 2]) && !lexicon.StemTail(place.last)) {
    return lexicon.LabelTailAt(text, begin - 1);  // most numbers of prose
  }
  if (lexicon.IsSeparator(place.next) && (IsLetter(place.after) || IsHigh(place.after))) {
    return true;  // 06_autograd
  }
  if (IsLower(place.next)) {  // 06b, 06b_extra; more letters make it a word of its own
    const bool ends = lexicon.IsSeparator(place.after) || !IsLetter(place.after);
    return lexicon.IsSuffix(place.next) && ends;
  }
  if (lexicon.StemTail(place.last)) return true;
  if (scan.list_from != 0 && begin >= scan.list_from && begin - scan.list_from <= kListGap) {
    return true;
  }
  if (IsWord(place.last) || place.last == '-') return MayEndAWord(scan, place);
  if (IsUpper(place.next)) return IsHigh(place.last);  // a label without blanks before names
  if (kEncloses.Has(place.last) && place.IsPadded()) return true;
  if (place.last == '[' && (kEndsItem.Has(place.next) || IsBlank(place.next))) return true;

  std::size_t at = begin;  // over what may stand between a label and its number
  while (at > 0 && begin - at < kReach && kAfterLabel.Has(text[at - 1])) {
    --at;
  }
  const char front = place.Before(at);
  if (IsHigh(front) || front == '|' || begin - at >= kReach) return true;
  if (IsLetter(front)) {
    if (lexicon.LabelTailAt(text, at)) return true;
    return kEscapes.Has(front) && place.Before(at - 1) == '\\';
  }
  switch (front) {
    case '\n':
    case '\r':
      return MayStartALine(place) || MayEndALabel(scan, at);
    case '>':  // of a tag
      return !IsWord(place.next);
    case '-':
    case '+':
    case '/':
      return MayStartALine(place);
    case ':':
    case '=':
      return scan.metadata_of.has_value();
    case '"':
    case '\'':
      return place.next == front || place.next == '\\' || kEndsItem.Has(place.next) ||
             scan.metadata_of.has_value();
    case '{':
    case ',':
      return place.Beyond() == ':';
    case ';':
      return text.substr(0, at).ends_with("&nbsp;");
    case '~':
      return true;
    default:
      return false;
  }
}

}  // namespace prereq::references
