#include "references/leads.h"

#include <algorithm>

#include "base/direction_arrows.h"
#include "base/text.h"
#include "references/counters.h"
#include "references/module_words.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Whether `words` are the module's name and nothing else.
bool AreName(const Scan& scan, std::string_view words, ModuleId id) {
  const std::size_t begin = SkipOrnament(words, 0);
  const auto match = scan.lexicon.NameAt(words, begin);
  return match && SkipOrnament(words, begin + match->length) >= words.size() &&
         std::ranges::find(match->modules, id) != match->modules.end();
}

// Whether `words` say the module's name: all of it, or nothing but words of its slug.
bool SaysName(const Scan& scan, std::string_view words, ModuleId id) {
  if (AreName(scan, words, id)) return true;
  constexpr std::size_t kShortest = 4;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t stop = at;
    while (stop < words.size() && IdentifierAt(words, stop)) ++stop;
    const std::string_view word = words.substr(at, stop - at);
    if (word.size() >= kShortest && !SharesAWord(word, scan.lexicon.slug(id))) return false;
    at = stop + 1;
  }
  return SharesAWord(words, scan.lexicon.slug(id));
}

// Whether the link leads to the module's own folder, file or main page: not to one of its parts.
bool LeadsToModule(const Scan& scan, const Reference& target) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;?\\");
  const std::string_view text = scan.text;
  std::size_t end = target.whole.end();
  while (end < text.size() && text[end] != '#' && !kEnds.Has(text[end])) ++end;
  if (end < text.size() && text[end] == '#') return false;
  const std::string_view rest = text.substr(target.whole.end(), end - target.whole.end());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return true;
  const std::string page = Lower(rest.substr(slash + 1));
  const std::string slug = Lower(scan.lexicon.slug(*target.module));
  return page.empty() || page.starts_with("readme.") || page.starts_with("index.") ||
         page.starts_with("_index.") || page.starts_with(slug + ".");
}

// Whether a word, perhaps with a mark behind it, is the label, short for it or a form of it.
bool IsFormOfLabel(const Scan& scan, std::string_view word) {
  while (!word.empty() && std::string_view(".-_# ").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return scan.lexicon.LabelBefore(word, word.size()) || scan.lexicon.ShortensLabel(word) ||
         scan.lexicon.ContractsLabel(word) || scan.lexicon.InflectsLabel(word);
}

// Whether the ending of a file follows: `.ipynb`.
bool NamesFileAt(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == '.' && IsLetter(text[at + 1]);
}

// A word before a number at the start of a link's words: `GAP-3`, `Kap. 3: Maps`, `Week 2 notes`.
std::optional<Lead> WordAndNumber(const Scan& scan, std::size_t begin, std::size_t end,
                                  const Reference& target) {
  constexpr std::size_t kLongestWord = 24;
  const std::string_view text = scan.text;
  std::size_t at = begin;
  while (at < end && (IsLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80)) ++at;
  if (at == begin || at - begin > kLongestWord) return std::nullopt;
  const std::string_view word = text.substr(begin, at - begin);
  if (at < end && text[at] == '.') ++at;
  if (at < end && std::string_view("-_# ").find(text[at]) != std::string_view::npos) ++at;
  if (at >= end || !IsDigit(text[at])) return std::nullopt;
  const std::optional<Token> token = ReadToken(scan, BehindChapter(scan, at));
  if (!token || token->end > end || IdentifierAt(text, token->end)) return std::nullopt;
  if (NamesFileAt(text, token->end)) return std::nullopt;  // `ch04.ipynb`
  Lead lead{.token = *token, .begin = begin, .alone = token->end == end};
  if (!lead.alone && (IsSection(text, token->end) ||
                      std::string_view("-/%+").find(text[token->end]) != std::string_view::npos)) {
    return std::nullopt;
  }
  // `GAP-3`: as decisions and the like are cited.
  const bool cited = word.size() > 1 && std::ranges::all_of(word, IsUpper) && text[at - 1] == '-';
  lead.labelled =
      cited || IsPadded(scan, *token) || IsFormOfLabel(scan, text.substr(begin, at - begin)) ||
      (LeadsToModule(scan, target) && (IsModuleWord(word) || IsNamedAsFolder(scan, word)));
  // `[Python 2](02_loops/)` may say something else, unless other links do the like.
  if (!lead.labelled) lead.word = Lower(word);
  lead.alone = false;
  return lead;
}

// The module's number anywhere in the words: `2/4: Loops`, `No. 2`, `Notes (2)`.
std::optional<Lead> NumberAmidWords(const Scan& scan, std::size_t begin, std::size_t end,
                                    Number number) {
  const std::string_view text = scan.text;
  for (std::size_t at = begin; at < end; ++at) {
    const bool item = ChapterBefore(scan, at) != at;
    if (!IsDigit(text[at]) || (at > 0 && !item && (IsWord(text[at - 1]) || text[at - 1] == '.'))) {
      continue;
    }
    const auto token = ReadToken(scan, at);
    if (!token || token->end > end || token->number != number) continue;
    const char next = token->end < end ? text[token->end] : ' ';
    if (IdentifierAt(text, token->end) || next == '%' || NamesFileAt(text, token->end)) continue;
    return Lead{.token = *token, .begin = at};
  }
  return std::nullopt;
}

// The anchor of the link whose target holds `reference`; empty without one.
std::string_view AnchorBehind(const Scan& scan, const Reference& reference) {
  constexpr std::string_view kEnds = ")>\"',|] \n";
  const std::size_t mark = scan.text.find_first_of("#)>\"',|] \n", reference.whole.end());
  if (mark >= scan.text.size() || scan.text[mark] != '#') return {};
  const std::size_t end = std::min(scan.text.find_first_of(kEnds, mark), scan.text.size());
  return scan.text.substr(mark + 1, end - mark - 1);
}

// Whether the anchor has the number as well: `#2-do-it`, `#L2`. Then the words may name a place
// inside the module.
bool HoldsNumber(std::string_view anchor, Number number) {
  for (std::size_t at = NextDigit(anchor, 0); at < anchor.size(); at = NextDigit(anchor, at)) {
    const std::size_t begin = at;
    while (at < anchor.size() && IsDigit(anchor[at])) ++at;
    constexpr std::size_t kMostDigits = 6;
    if (at - begin <= kMostDigits &&
        ValueOfDigits(anchor.substr(begin, at - begin)) == number.value) {
      return true;
    }
  }
  return false;
}

// Behind the sign of a direction that begins at `at`, `<< Tag 5`, `← 4`; `at` without one.
std::size_t SkipArrow(std::string_view text, std::size_t at, std::size_t end) {
  const std::string_view words = text.substr(at, end - at);
  std::size_t length = 0;
  for (const DirectionArrows& arrows : kDirectionArrows) {
    for (const std::string_view sign : {arrows.back, arrows.on}) {
      if (words.starts_with(sign)) length = std::max(length, sign.size());
    }
  }
  return length == 0 ? at : std::min(SkipOrnament(text, at + length), end);
}

// LeadOfText without regard to the link's anchor.
std::optional<Lead> LeadOfWords(const Scan& scan, std::size_t begin, std::size_t end,
                                const Reference& target) {
  const std::string_view text = scan.text;
  const ModuleId id = *target.module;
  const Number number = scan.lexicon.NumberOf(id).value_or(Number{});
  // `4 Classes` in a link to `04_classes_objects`: number and a word of the name agree; `2 loops`
  // may count some.
  const auto named = [&](const Token& token) {
    const std::string_view words = text.substr(token.end, end - token.end);
    const bool padded = IsPadded(scan, token);
    const bool counts = words.size() > 1 && IsBlank(words[0]) && IsLower(words[1]);
    return token.number == number && (padded ? SharesAWord(words, scan.lexicon.slug(id))
                                             : !counts && SaysName(scan, words, id));
  };
  const std::size_t first = SkipArrow(text, SkipOrnament(text, begin), end);
  if (auto lead = ReadLead(scan, first, end)) {
    lead->named = IsNamedLead(scan, *lead, end, id);
    lead->marked |= named(lead->token);
    lead->labelled = HasCounter(text, lead->token.end);
    return lead;
  }
  for (std::size_t at = begin; at < end; ++at) {
    if (!IsDigit(text[at]) || (at > 0 && IsDigit(text[at - 1]))) continue;
    auto lead = ReadLead(scan, at, end);
    if (!lead) continue;
    const std::size_t blank = SkipBlanksBack(text, at);
    const auto label = blank < at ? scan.lexicon.LabelBefore(text, blank) : std::nullopt;
    if (label && blank - label->length >= begin) {
      lead->labelled = true;
      lead->begin = blank - label->length;
      return lead;
    }
    if (at == OrdinalSignEnd(text, first) && HasCounter(text, lead->token.end)) {  // `第3章`
      lead->labelled = true;
      return lead;
    }
    const bool ends = lead->marked || lead->alone;
    if (IsPadded(scan, lead->token) && ends && lead->token.number == number) return lead;
    const bool worded = blank > first && IdentifierBefore(text, blank);
    if (worded && lead->marked && named(lead->token) && !IsPadded(scan, lead->token)) {
      break;  // `Angular 2: Loops`, unless other links do the like
    }
    if (named(lead->token)) {  // `Python 2 loops` may say something else
      lead->marked |=
          blank == begin || !IdentifierBefore(text, blank) || IsPadded(scan, lead->token);
      return lead;
    }
    // `version 2.0` is no section, `Sorting 2.1` may be one.
    const bool section = IsSection(text, lead->token.end) && text[lead->token.end + 1] != '0';
    if (section && lead->token.number == number) return lead;
  }
  if (auto lead = WordAndNumber(scan, first, end, target)) return lead;
  return NumberAmidWords(scan, begin, end, number);
}

}  // namespace

bool IsNamedLead(const Scan& scan, const Lead& lead, std::size_t end, ModuleId id) {
  static constexpr std::string_view kMarks = ".:)";
  const std::string_view behind = scan.text.substr(lead.token.end, end - lead.token.end);
  if (behind.size() < 2 || kMarks.find(behind.front()) == std::string_view::npos) return false;
  return AreName(scan, behind.substr(1), id);
}

std::optional<Lead> ReadLead(const Scan& scan, std::size_t at, std::size_t end) {
  const std::string_view text = scan.text;
  if (at >= end || !IsDigit(text[at]) ||
      (at > 0 && (IsWord(text[at - 1]) || text[at - 1] == '.'))) {
    return std::nullopt;
  }
  const std::optional<Token> token = ReadToken(scan, BehindChapter(scan, at));
  if (!token || token->end > end || IdentifierAt(text, token->end)) return std::nullopt;
  const char next = token->end < text.size() ? text[token->end] : '\n';
  if (scan.format.Is("csv") && (next == ',' || next == ';' || next == '\t')) {
    return Lead{.token = *token, .begin = at, .marked = true};
  }
  if (next == '%' || next == '-' || next == '/' || next == ',' || next == '+') return std::nullopt;
  if (next == ':' && token->end + 1 < text.size() && IsDigit(text[token->end + 1])) {
    return std::nullopt;  // a time
  }
  Lead lead;
  lead.token = *token;
  lead.begin = at;
  const std::size_t mark = SkipOrnament(text, token->end);
  lead.marked = text.substr(token->end).starts_with("</") ||  // the cell of a table
                std::string_view(".):|*`").find(next) != std::string_view::npos ||
                DashAt(text, mark) != 0 || (mark < text.size() && text[mark] == '|');
  lead.alone = token->end == end || mark >= end;
  return lead;
}

std::optional<Lead> LeadOfText(const Scan& scan, std::size_t begin, std::size_t end,
                               const Reference& target) {
  if (scan.lexicon.IsTitleWithNumber(scan.text.substr(begin, end - begin), *target.module)) {
    return std::nullopt;
  }
  auto lead = LeadOfWords(scan, begin, end, target);
  if (!lead) return lead;
  const std::string_view anchor = AnchorBehind(scan, target);
  lead->inner = !anchor.empty();
  // `[4과](1-intro/lessons/4-more)` counts what the module holds.
  const bool agrees = scan.lexicon.NumberOf(*target.module) == lead->token.number;
  if (!agrees && HasCounter(scan.text, lead->token.end) && !LeadsToModule(scan, target)) {
    return std::nullopt;
  }
  const std::size_t word = SkipBlanksBack(scan.text, lead->token.begin);
  const bool labelled = lead->labelled && scan.lexicon.LabelBefore(scan.text, word);
  const std::string_view words = scan.text.substr(lead->token.end, end - lead->token.end);
  if (!labelled && !SharesAWord(words, scan.lexicon.slug(*target.module)) &&
      HoldsNumber(anchor, lead->token.number)) {
    lead->labelled = lead->marked = lead->alone = false;
  }
  return lead;
}

namespace {

// Behind the box of a task, `[x] `; `at` where none stands there.
std::size_t BoxEnd(std::string_view text, std::size_t at) {
  const std::string_view box = text.substr(at, 4);
  const bool is_box = box.size() == 4 && box[0] == '[' && box[2] == ']' && box[3] == ' ' &&
                      (box[1] == ' ' || box[1] == 'x' || box[1] == 'X');
  return is_box ? at + box.size() : at;
}

}  // namespace

std::optional<Lead> LeadOfLine(const Scan& scan, Line line, std::size_t stop) {
  const std::string_view text = scan.text;
  static constexpr ByteSet kMarks(" \t*_`~>-+|#\"'");
  std::size_t at = line.begin;
  bool marks = false;
  while (at < stop) {
    const std::size_t tag = std::max(TagEnd(text, at), marks ? BoxEnd(text, at) : at);
    if (tag == at && !kMarks.Has(text[at])) break;
    marks = marks || !IsBlank(text[at]);
    at = std::max(tag, at + 1);
  }
  auto lead = ReadLead(scan, at, stop);
  if (!lead || !(lead->marked || lead->alone)) return std::nullopt;
  const char next = text[lead->token.end];
  if (scan.format.Is("csv")) return lead;
  lead->counted = !marks && text[at] != '0' && (next == '.' || next == ')');
  lead->row = marks;
  return lead;
}

}  // namespace prereq::references
