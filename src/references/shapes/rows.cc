// Numbers that a layout ties to a name: table rows, list items, brackets, keys of maps, nodes of
// diagrams.
#include <algorithm>
#include <array>

#include "base/file_kinds.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

std::size_t BarAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '|') return 1;
  return text.substr(at).starts_with("\xE2\x94\x82") ? 3 : 0;  // │
}

bool BarBefore(std::string_view text, std::size_t at) {
  return at > 0 && (text[at - 1] == '|' || text.substr(0, at).ends_with("\xE2\x94\x82"));
}

std::size_t SkipMarks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '*' || text[at] == '`' || IsBlank(text[at]))) ++at;
  return at;
}

std::size_t SkipMarksBack(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  while (at > low && (text[at - 1] == '*' || text[at - 1] == '`' || IsBlank(text[at - 1]))) --at;
  return at;
}

// Whether the number at `at` stands in a table's first column, under a label: | Module | Name |.
bool UnderALabel(const Scan& scan, std::size_t at) {
  constexpr std::size_t kLongestTable = 1U << 14;
  const std::string_view text = scan.text;
  const std::size_t low = at > kLongestTable ? at - kLongestTable : 0;
  const auto line_begin = [&](std::size_t inside) {
    while (inside > low && text[inside - 1] != '\n') --inside;
    return inside;
  };
  const std::string_view near = text.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
  if (near.find('\n') == std::string_view::npos && at > kReach) return false;
  const std::size_t own = line_begin(at);
  const std::size_t bar = SkipBlanks(text, own);
  if (SkipMarks(text, bar + BarAt(text, bar)) != at) return false;
  std::size_t row = own;  // the topmost so far
  while (row > low && row != scan.asked_row) {
    const std::size_t above = line_begin(row - 1);
    if (BarAt(text, SkipBlanks(text, above)) == 0) break;
    row = above;
  }
  bool labelled = row == scan.asked_row && scan.asked_labelled;
  if (row != scan.asked_row && row != own) {
    std::size_t end = SkipBlanks(text, row) + 1;
    while (end < own && BarAt(text, end) == 0 && text[end] != '\n') ++end;
    end = SkipMarksBack(text, end);
    const auto label = scan.lexicon.LabelBefore(text, end);
    labelled = label && BarBefore(text, SkipMarksBack(text, end - label->length));
  }
  scan.asked_row = own;  // so that each row is walked over once
  scan.asked_labelled = labelled;
  return labelled;
}

// A number and a name side by side; a name that disagrees must be a whole phrase, the number
// padded or under a table's label.
std::optional<Found> Pair(const Scan& scan, const Token& token, std::size_t begin, std::size_t name,
                          ReferenceShape shape) {
  const auto match = scan.lexicon.NameAt(scan.text, name);
  if (!match || begin < scan.floor) return std::nullopt;
  const std::size_t end = name + match->length;
  Found found = MakeFound(scan, token, {begin, end - begin}, {name, match->length}, shape);
  JudgeNamed(scan, found, match->modules);
  const bool phrase = PhraseEnds(scan.text, end);
  if (found.reference.certainty == Certainty::kDrifted) {
    const bool row = shape == ReferenceShape::kTableRow;
    const bool sure = IsPadded(scan, token) || (row && UnderALabel(scan, token.begin));
    if (!phrase || !sure) return std::nullopt;
  }
  found.weak = !IsPadded(scan, token);
  if (found.weak && !phrase) return std::nullopt;
  return found;
}

constexpr ByteSet kBeforeCell("> \t*`");

// The mark that must end what `open` before the number began; 0 when nothing was begun.
char ClosingOf(char open) {
  switch (open) {
    case '"':
    case '\'':
      return open;
    case '>':
      return '<';
    case '[':
      return ']';
    default:
      return '\0';
  }
}

// Whether the rest of the line has a number after a label.
bool LabelledLater(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  const std::size_t end = std::min({text.find('\n', at), text.size(), at + kReach});
  for (; at < end; ++at) {
    if (!IsDigit(text[at]) || IsDigit(text[at - 1])) continue;
    const std::size_t label = SkipBlanksBack(text, at);
    if (label < at && scan.lexicon.LabelBefore(text, label)) return true;
  }
  return false;
}

// Ordered lists of prose look like maps: `- 06: Autograd`.
bool HoldsMaps(const Scan& scan) {
  const FileContent content = scan.format.content;
  return content == FileContent::kData || content == FileContent::kCode;
}

// `| [06](modules/06_autograd/) | Autograd |`: the number as a link's text. The link may hold a
// reference of its own, so only the digits belong to this one.
std::optional<Found> LinkedRow(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t open = SkipMarksBack(text, token.begin);
  if (open == 0 || text[open - 1] != '[' || !BarBefore(text, SkipMarksBack(text, open - 1))) {
    return std::nullopt;
  }
  const std::size_t close = SkipMarks(text, token.end);
  if (!text.substr(std::min(close, text.size())).starts_with("](")) return std::nullopt;
  const std::size_t end = text.find_first_of(")\n", close);
  if (end == std::string_view::npos || text[end] != ')' || end > close + kReach) {
    return std::nullopt;
  }
  const std::size_t bar = SkipMarks(text, end + 1);
  const std::size_t length = BarAt(text, bar);
  if (length == 0) return std::nullopt;
  auto found =
      Pair(scan, token, token.begin, SkipOrnament(text, bar + length), ReferenceShape::kTableRow);
  if (!found || found->reference.certainty != Certainty::kAgreeing) return std::nullopt;
  found->reference.whole = found->reference.number;
  found->reference.name = {};
  found->weak = false;
  return found;
}

}  // namespace

std::optional<Found> MatchRow(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (auto linked = LinkedRow(scan, token)) return linked;
  std::size_t cell = 0;  // where the next one begins
  if (BarBefore(text, SkipMarksBack(text, token.begin))) {
    const std::size_t bar = SkipMarks(text, token.end);
    const std::size_t length = BarAt(text, bar);
    if (length == 0) return std::nullopt;
    cell = bar + length;
  } else {  // <td>06</td><td>Autograd</td>
    if (token.begin == 0 || !kBeforeCell.Has(text[token.begin - 1])) return std::nullopt;
    if (!SkipTagsBack(text, token.begin).cell) return std::nullopt;
    const TagRun next = SkipTags(text, SkipMarks(text, token.end));
    if (!next.cell) return std::nullopt;
    cell = next.at;
  }
  const std::size_t name = SkipOrnament(text, SkipTags(text, SkipOrnament(text, cell)).at);
  auto found = Pair(scan, token, token.begin, name, ReferenceShape::kTableRow);
  if (!found) return found;
  found->weak = false;  // a row's neighbouring cells are tied closely enough
  LeaveWhatIsBetween(scan, *found);
  return found;
}

std::optional<Found> MatchListItem(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.end >= text.size()) return std::nullopt;
  // "6. Autograd" also in quotes, as a link's text and between tags, where it is all that stands.
  const char close = token.begin > 0 ? ClosingOf(text[token.begin - 1]) : '\0';
  const bool starts = AtLineStart(text, token.begin);
  if (!starts && close == '\0') return std::nullopt;
  std::size_t at = token.end;
  constexpr std::string_view kKeycap = "\xEF\xB8\x8F\xE2\x83\xA3";  // 6️⃣
  if (starts && text.substr(at).starts_with(kKeycap)) {
    auto found = Pair(scan, token, token.begin, SkipOrnament(text, at), ReferenceShape::kListItem);
    // With more digits it would be written otherwise, so a person does it.
    if (found && found->reference.certainty == Certainty::kAgreeing) {
      found->reference.certainty = Certainty::kLikely;
    }
    return found;
  }
  if (text[at] == '.' || text[at] == ')' || text[at] == ':') {
    ++at;
  } else {
    const std::size_t mark = SkipBlanks(text, at);
    const std::size_t dash = mark > at ? DashAt(text, mark) : 0;
    if (dash == 0) return std::nullopt;
    at = mark + dash;
  }
  const std::size_t name = SkipOrnament(text, at);
  if (name == at) return std::nullopt;
  auto found = Pair(scan, token, token.begin, name, ReferenceShape::kListItem);
  // "10. Training (Module 7)": the item counts, the label names.
  if (found && found->reference.certainty == Certainty::kDrifted &&
      LabelledLater(scan, found->reference.whole.end())) {
    return std::nullopt;
  }
  if (!found || starts) return found;
  const std::size_t end = found->reference.whole.end();
  const bool whole = end < text.size() && (text[end] == close || text[end] == '\\');
  return whole ? found : std::nullopt;
}

std::optional<Found> MatchDelimited(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.end >= text.size() || !IsBlank(text[token.end]) || token.begin == 0)
    return std::nullopt;
  const char open = text[token.begin - 1];
  const bool enclosed = std::string_view("[\"'(>`").find(open) != std::string_view::npos;
  const bool heading = !enclosed && AtLineStart(text, token.begin) &&
                       SkipBlanksBack(text, token.begin) > 0 &&
                       text[SkipBlanksBack(text, token.begin) - 1] == '#';
  const bool cell = !enclosed && !heading && BarBefore(text, SkipMarksBack(text, token.begin));
  if (!enclosed && !heading && !cell) return std::nullopt;
  if (!IsPadded(scan, token)) return std::nullopt;
  std::size_t name = SkipOrnament(text, token.end);
  const bool bracket = cell && name < text.size() && text[name] == '(';
  if (bracket) ++name;
  const std::size_t quote = SkipOrnamentBack(text, token.begin);
  const bool node =
      open == '[' ? IdentifierBefore(text, token.begin - 1)
                  : open == '"' && quote > 0 && text[quote] == '[' && IdentifierBefore(text, quote);
  auto found =
      Pair(scan, token, token.begin, name, node ? ReferenceShape::kNode : ReferenceShape::kTitle);
  if (!found) return std::nullopt;
  const std::size_t end = found->reference.whole.end();
  if (!PhraseEnds(text, end)) return std::nullopt;
  if (cell) {  // the pair must be all of the cell
    const std::size_t close = bracket && end < text.size() && text[end] == ')' ? end + 1 : end;
    if (BarAt(text, SkipMarks(text, close)) == 0) return std::nullopt;
  }
  if (!node && text[token.begin] != '0') {
    // "(12 layers)" counts layers; and a name that disagrees needs more than two digits beside it.
    if (found->reference.certainty == Certainty::kDrifted || IsLower(text[name])) {
      return std::nullopt;
    }
  }
  return found;
}

std::optional<Found> MatchMapKey(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.begin == 0) return std::nullopt;
  std::size_t at = token.end;
  const char quote = text[token.begin - 1];
  const bool quoted = quote == '"' || quote == '\'';
  if (quoted && (at >= text.size() || text[at++] != quote)) return std::nullopt;
  at = SkipBlanks(text, at);
  if (at >= text.size() || text[at] != ':') return std::nullopt;
  const std::size_t back = SkipBlanksBack(text, token.begin);
  const bool opened = back > 0 && (text[back - 1] == '{' || text[back - 1] == ',');
  if (!quoted && !opened && !(HoldsMaps(scan) && AtLineStart(text, token.begin))) {
    return std::nullopt;
  }
  const std::size_t value = SkipOrnament(text, at + 1);
  if (value >= text.size() || value == at + 1) return std::nullopt;
  if (!IsDigit(text[value])) return Pair(scan, token, token.begin, value, ReferenceShape::kMapKey);
  // "06": "06_autograd": the value is a reference of its own, and says whose number the key is.
  const std::optional<Token> inner = ReadToken(scan, value);
  if (!inner || inner->number != token.number) return std::nullopt;
  const std::optional<Found> slug = MatchSlug(scan, *inner);
  if (!slug || slug->reference.certainty != Certainty::kAgreeing) return std::nullopt;
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kMapKey);
  JudgeKey(found, *slug->reference.module, true);
  return found;
}

// M06[Autograd]: the digits end a node's own name.
std::optional<Found> MatchNode(const Scan& scan, std::size_t digits_begin) {
  const std::string_view text = scan.text;
  std::size_t end = digits_begin;
  Number number;
  while (end < text.size() && IsDigit(text[end]) && end - digits_begin < 4) {
    number.value = number.value * 10 + (text[end++] - '0');
  }
  if (end >= text.size() || std::string_view("[({").find(text[end]) == std::string_view::npos) {
    return std::nullopt;
  }
  std::size_t begin = digits_begin;
  while (begin > 0 && digits_begin - begin < 16 &&
         (IsLetter(text[begin - 1]) || text[begin - 1] == '_')) {
    --begin;
  }
  if (begin == digits_begin || begin < scan.floor || IdentifierBefore(text, begin)) {
    return std::nullopt;
  }
  std::size_t name = end;
  while (name < text.size() &&
         std::string_view("[({\"'").find(text[name]) != std::string_view::npos) {
    ++name;
  }
  const Token token{digits_begin, end, end, number};
  name = SkipOrnament(text, name);
  const std::optional<NameMatch> match = scan.lexicon.NameAt(text, name);
  if (match) {
    const std::size_t stop = name + match->length;
    Found found =
        MakeFound(scan, token, {begin, stop - begin}, {name, match->length}, ReferenceShape::kNode);
    JudgeNamed(scan, found, match->modules);
    if (found.reference.certainty == Certainty::kAgreeing) return found;
    return std::nullopt;
  }
  if (name >= text.size() || !IsDigit(text[name])) return std::nullopt;
  const std::optional<Token> inner = ReadToken(scan, name);
  const std::optional<Found> slug = inner ? MatchSlug(scan, *inner) : std::nullopt;
  if (!slug || inner->number != number || slug->reference.certainty != Certainty::kAgreeing) {
    return std::nullopt;
  }
  Found found = MakeFound(scan, token, {begin, end - begin}, {end, 0}, ReferenceShape::kNode);
  JudgeKey(found, *slug->reference.module, true);
  return found;
}

}  // namespace prereq::references
