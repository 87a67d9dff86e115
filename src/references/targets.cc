// Numbers that stand beside a link or a path: whatever words follow the number, the target says
// whose it is.
#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "references/counters.h"
#include "references/link_words.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

using Tie = Evidence::Tie;

struct Line {
  std::size_t begin = 0, end = 0;
};

Line LineAround(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return {before == std::string_view::npos ? 0 : before + 1,
          std::min(text.find('\n', at), text.size())};
}

// A number where an entry or the text of a link says its own: at its start, or behind a label.
struct Lead {
  Token token;
  std::size_t begin = 0;  // of the label, else of the number
  bool labelled = false;
  bool alone = false;    // nothing else stands there
  bool marked = false;   // a mark or the end of emphasis follows: `08.`, `**02** –`, `02:`
  bool inner = false;    // the target goes on to an anchor: `5.1` may be the page's own section
  bool counted = false;  // at the start of a line, without zeros: an ordered list counts so
  bool row = false;      // at the start of a line, behind a bullet or the bar of a table
};

bool IsFree(Scan& scan, Span span) {
  const auto there = FirstEndingBehind(scan, span.offset);
  return there == scan.found.end() || there->reference.whole.offset >= span.end();
}

std::optional<Lead> ReadLead(const Scan& scan, std::size_t at, std::size_t end) {
  const std::string_view text = scan.text;
  if (at >= end || !IsDigit(text[at]) ||
      (at > 0 && (IsWord(text[at - 1]) || text[at - 1] == '.'))) {
    return std::nullopt;
  }
  const std::optional<Token> token = ReadToken(scan, at);
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

// `GAP-3`, `Kap. 3`, `ch3`: a text that is nothing but a word and the number, or goes on behind a
// mark: `Kap. 03, part 2`.
std::optional<Lead> WordAndNumber(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  std::size_t at = begin;
  while (at < end && (IsLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80)) ++at;
  if (at == begin || at - begin > 24) return std::nullopt;
  if (at < end && text[at] == '.') ++at;
  if (at < end && std::string_view("-_# ").find(text[at]) != std::string_view::npos) ++at;
  if (at >= end || !IsDigit(text[at])) return std::nullopt;
  const std::optional<Token> token = ReadToken(scan, at);
  if (!token || token->end > end) return std::nullopt;
  if (token->end == end) return Lead{.token = *token, .begin = begin, .labelled = true};
  const std::size_t mark = SkipBlanks(text, token->end);
  const bool goes_on = std::string_view(",;:(").find(text[mark]) != std::string_view::npos;
  if (!goes_on || IsSection(text, token->end)) return std::nullopt;
  return Lead{.token = *token, .begin = begin, .labelled = IsPadded(scan, *token)};
}

// Whether `words` say the module's name: all of it, or nothing but words of its slug.
bool SaysName(const Scan& scan, std::string_view words, ModuleId id) {
  const std::size_t begin = SkipOrnament(words, 0);
  const auto match = scan.lexicon.NameAt(words, begin);
  if (match && SkipOrnament(words, begin + match->length) >= words.size() &&
      std::ranges::find(match->modules, id) != match->modules.end()) {
    return true;
  }
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

// The number that the text of a link, `begin..end`, gives to what it leads to.
std::optional<Lead> LeadOfText(const Scan& scan, std::size_t begin, std::size_t end,
                               const Reference& target) {
  const std::string_view text = scan.text;
  const ModuleId id = *target.module;
  const Number number = scan.lexicon.NumberOf(id).value_or(Number{});
  // `4 Classes` in a link to `04_classes_objects`: number and a word of the name agree.
  const auto named = [&](const Token& token) {
    const std::string_view words = text.substr(token.end, end - token.end);
    const bool padded = IsPadded(scan, token);
    return token.number == number &&
           (padded ? SharesAWord(words, scan.lexicon.slug(id)) : SaysName(scan, words, id));
  };
  const std::size_t first = SkipOrnament(text, begin);
  if (auto lead = ReadLead(scan, first, end)) {
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
    if (named(lead->token)) {  // `Python 2 loops` may say something else
      lead->marked |=
          blank == begin || !IdentifierBefore(text, blank) || IsPadded(scan, lead->token);
      return lead;
    }
    // `version 2.0` is no section, `Sorting 2.1` may be one.
    const bool section = IsSection(text, lead->token.end) && text[lead->token.end + 1] != '0';
    if (section && lead->token.number == number) return lead;
  }
  if (auto lead = WordAndNumber(scan, first, end); lead && lead->token.number == number) {
    // `[Exercise 2](02-loops/ex2.md)` may be the exercise's number.
    lead->labelled =
        lead->labelled && (IsPadded(scan, lead->token) || LeadsToModule(scan, target) ||
                           IsFormOfLabel(scan, text.substr(first, lead->token.begin - first)));
    return lead;
  }
  return std::nullopt;
}

// The number that begins the entry whose line is `line`: behind the marks of lists and tables, and
// behind tags.
std::optional<Lead> LeadOfLine(const Scan& scan, Line line, std::size_t stop) {
  const std::string_view text = scan.text;
  static constexpr ByteSet kMarks(" \t*_`~>-+|#\"'");
  std::size_t at = line.begin;
  bool marks = false;
  while (at < stop) {
    const std::size_t tag = TagEnd(text, at);
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

class Targets {
 public:
  explicit Targets(Scan& scan) : scan_(scan) {}

  void Run() {
    const std::size_t count = scan_.found.size();
    for (std::size_t i = 0; i < count;) {
      const Line line = LineAround(scan_.text, scan_.found[i].reference.whole.offset);
      std::size_t next = i;
      while (next < count && scan_.found[next].reference.whole.offset < line.end) ++next;
      next = std::max(next, i + 1);
      if (line.end - line.begin <= kLongestLine) LookAt(line, i, next);
      i = next;
    }
    SettleCounted();
    SettleParts();
    SettleColumns();
    SettleRows();
    AddFound(scan_, std::move(added_));
  }

 private:
  static constexpr std::size_t kLongestLine = 1200;

  void LookAt(Line line, std::size_t from, std::size_t to) {
    std::optional<std::size_t> only;
    bool several = false;
    for (std::size_t i = from; i < to; ++i) {
      if (!IsTarget(scan_, scan_.found[i])) continue;
      several |= only && scan_.found[*only].reference.module != scan_.found[i].reference.module;
      if (!only) only = i;
      LookAtLink(i);
    }
    if (!only || several) return;
    const Reference target = scan_.found[*only].reference;
    const std::size_t stop = target.whole.offset;
    if (auto lead = LeadOfLine(scan_, line, stop)) Tell(*lead, target, line);
    const FileContent content = scan_.format.content;
    if (content == FileContent::kCode || content == FileContent::kData) LookAtStrings(line, target);
  }

  // The link whose target the reference stands in.
  void LookAtLink(std::size_t i) {
    const Reference target = scan_.found[i].reference;
    const std::optional<Span> words = WordsOfLink(scan_, target.whole);
    if (!words) return;
    auto lead = LeadOfText(scan_, words->offset, words->end(), target);
    if (lead) {
      const std::size_t end = scan_.text.find_first_of("#)>\" \n", target.whole.end());
      lead->inner = end < scan_.text.size() && scan_.text[end] == '#';
    }
    if (!lead) return;
    OpenInLink(*lead, target);
    Tell(*lead, target, Line{words->offset, words->end()});
  }

  // `{id: '06_transfer', label: '06. Transfer'}`: strings beside the only path of a line of code or
  // data that begin with the number of its module, and a mark behind it.
  void LookAtStrings(Line line, const Reference& target) {
    const std::string_view text = scan_.text;
    for (std::size_t open = line.begin; open < line.end; ++open) {
      const char quote = text[open];
      if (quote != '"' && quote != '\'') continue;
      const std::size_t close = std::min(text.find(quote, open + 1), line.end);
      if (close == line.end) return;
      const bool holds_target = open < target.whole.end() && target.whole.offset < close;
      if (!holds_target) LookAtString({open + 1, close}, target);
      open = close;
    }
  }
  void LookAtString(Line inside, const Reference& target) {
    std::size_t first = inside.begin;
    const std::size_t digit =
        std::min(scan_.text.find_first_of("0123456789", first), scan_.text.size());
    bool labelled = false;
    if (digit > first && digit < inside.end) {
      const std::size_t blank = SkipBlanksBack(scan_.text, digit);
      const auto label = scan_.lexicon.LabelBefore(scan_.text, blank);
      if (!label || blank - label->length != first) return;
      labelled = true;
    }
    auto lead = ReadLead(scan_, digit, inside.end);
    if (!lead || lead->alone || lead->token.number != Expected(target)) return;
    lead->labelled = labelled;
    if (labelled) lead->begin = first;
    if (lead->labelled || lead->marked) Tell(*lead, target, inside);
  }

  Number Expected(const Reference& target) const {
    return scan_.lexicon.NumberOf(*target.module).value_or(Number{});
  }

  void Tell(const Lead& lead, const Reference& target, Line line) {
    Evidence evidence;
    evidence.tie = Tie::kTarget;
    evidence.agrees = lead.token.number == Expected(target);
    if (!lead.labelled && PartNumber(target) == lead.token.number.value) {
      parts_.push_back({lead, target, evidence.agrees, line.begin});
      return;
    }
    const bool padded = IsPadded(scan_, lead.token);
    const bool section = IsSection(scan_.text, lead.token.end);
    evidence.counts_as_label = lead.labelled || lead.alone || (section && !lead.inner) ||
                               (lead.marked && !section && (padded || !lead.counted));
    const bool column = scan_.format.Is("csv");
    if (column) {  // an id, perhaps
      evidence.counts_as_label =
          scan_.text[lead.token.begin] == '0' || IsNumberColumn(scan_, lead.token.begin);
    }
    if (!evidence.agrees) {  // a contradiction needs more: `[3 examples](…)` counts examples
      evidence.counts_as_label = (lead.labelled || (padded && (lead.alone || lead.marked))) &&
                                 !section && !scan_.lexicon.Owners(lead.token.number).empty();
    }
    const Judgement judgement = Judge(evidence);
    if (lead.counted) counted_.push_back({lead, target, evidence.agrees, line.begin});
    if (lead.row) rows_.push_back({line, lead, evidence.agrees, std::nullopt});
    if (lead.counted || !judgement.certainty) return;
    if (Upgrade(lead, *judgement.certainty, target)) return;
    Found found = Make(lead, target);
    found.reference.certainty = *judgement.certainty;
    if (!IsFree(scan_, found.reference.whole)) return;
    if (column) in_columns_.push_back(added_.size());
    if (lead.row) rows_.back().added = added_.size();
    added_.push_back(std::move(found));
  }

  // The number of the file or folder to which a target goes on behind its module's folder,
  // `chapter-03/recipe-07/`, unless that repeats the module's name.
  [[nodiscard]] std::optional<int> PartNumber(const Reference& target) const {
    static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;#?\\");
    const std::string_view text = scan_.text.substr(0, target.whole.end() + kReach);
    std::size_t at = target.whole.end();
    while (at < text.size() && text[at] != '/' && !kEnds.Has(text[at])) ++at;
    if (at >= text.size() || text[at] != '/') return std::nullopt;
    const std::size_t begin = ++at;
    while (at < text.size() && text[at] != '/' && !kEnds.Has(text[at])) ++at;
    const auto again = FirstEndingBehind(scan_, begin);
    const bool repeats = again != scan_.found.end() && again->reference.whole.offset < at &&
                         again->reference.module == target.module;
    const std::size_t digit = text.find_first_of("0123456789", begin);
    if (repeats || digit >= at || (digit > begin && !IsJointOrLetter(text[digit - 1]))) {
      return std::nullopt;
    }
    const std::optional<Token> token = ReadToken(scan_, digit);
    if (!token || token->end > at) return std::nullopt;
    return token->number.value;
  }

  static bool IsJointOrLetter(char c) { return c == '-' || c == '_' || IsLetter(c); }

  // `7. [Tests](chapter-07/recipe-07/)`: the number of the part, where other entries of that module
  // count its parts; else a person says which is meant.
  void SettleParts() {
    std::set<ModuleId> counted;
    for (const Counted& one : parts_) {
      if (!one.agrees) counted.insert(*one.target.module);
    }
    for (const Counted& one : parts_) {
      if (!one.agrees || counted.contains(*one.target.module)) continue;
      Found found = Make(one.lead, one.target);
      found.reference.certainty = Certainty::kLikely;
      if (IsFree(scan_, found.reference.whole)) added_.push_back(std::move(found));
    }
  }

  Found Make(const Lead& lead, const Reference& target) const {
    const Span whole{lead.begin, lead.token.end - lead.begin};
    Found found = MakeFound(scan_, lead.token, whole, {lead.token.end, 0},
                            lead.labelled ? ReferenceShape::kLabel : ReferenceShape::kListItem);
    found.reference.module = target.module;
    return found;
  }

  // Words of a link mean what it leads to, in whatever folder they stand.
  void OpenInLink(const Lead& lead, const Reference& target) {
    const auto found = FirstEndingBehind(scan_, lead.token.begin);
    if (found == scan_.found.end() || found->reference.number != lead.token.span()) return;
    Reference& reference = found->reference;
    const bool by_folder = reference.certainty == Certainty::kForeign && scan_.inside != nullptr &&
                           scan_.inside->sibling && !reference.written_last;
    if (by_folder && lead.token.number == Expected(target)) {
      reference.certainty = Certainty::kLikely;
    }
  }

  // A number that a label alone made likely becomes what the target says, and so does one beside a
  // part of the title that is another module's name.
  bool Upgrade(const Lead& lead, Certainty certainty, const Reference& target) {
    const auto found = FirstEndingBehind(scan_, lead.token.begin);
    if (found == scan_.found.end() || found->reference.number != lead.token.span()) return false;
    Reference& reference = found->reference;
    if (IsOpenTo(reference, *target.module, certainty)) SettleAs(*found, *target.module, certainty);
    return true;
  }

  // `2. [Loops](02_loops.md)`: an ordered list counts its items unless all of its numbers agree.
  void SettleCounted() {
    for (std::size_t i = 0; i < counted_.size();) {
      std::size_t end = i + 1;
      bool agree = counted_[i].agrees;
      while (end < counted_.size() && counted_[end].lead.token.number.value ==
                                          counted_[end - 1].lead.token.number.value + 1) {
        agree = agree && counted_[end].agrees;
        ++end;
      }
      for (std::size_t k = i; agree && end - i > 1 && k < end; ++k) {
        Found found = Make(counted_[k].lead, counted_[k].target);
        found.reference.certainty = Certainty::kOwned;
        if (IsFree(scan_, found.reference.whole)) added_.push_back(std::move(found));
      }
      i = end;
    }
  }

  // Rows of CSV that agree are all sure or all for a person: `10` below `09` is padded as well.
  void SettleColumns() {
    const auto is_sure = [&](std::size_t i) {
      return added_[i].reference.certainty == Certainty::kOwned;
    };
    if (std::ranges::none_of(in_columns_, is_sure)) return;
    for (const std::size_t i : in_columns_) {
      Reference& reference = added_[i].reference;
      if (reference.certainty == Certainty::kLikely) reference.certainty = Certainty::kOwned;
    }
  }

  // `| 3. | [Loops](02_loops) |`, `- 3. [Loops](02_loops)`: where the rows around contradict, the
  // numbers may count the rows, so a person is asked.
  void SettleRows() {
    for (std::size_t i = 0; i < rows_.size();) {
      std::size_t end = i, against = 0;
      do {
        against += rows_[end++].agrees ? 0U : 1U;
      } while (end < rows_.size() && FollowsRow(rows_[end - 1], rows_[end]));
      const bool doubted = against * 4 >= end - i;
      for (; i < end; ++i) {
        if (!doubted || !rows_[i].added) continue;
        Certainty& certainty = added_[*rows_[i].added].reference.certainty;
        if (certainty == Certainty::kOwned) certainty = Certainty::kLikely;
      }
    }
  }

  struct Counted {
    Lead lead;
    Reference target;
    bool agrees = false;
    std::size_t line = 0;
  };
  struct Row {
    Line line;
    Lead lead;
    bool agrees = false;
    std::optional<std::size_t> added;  // of added_
  };

  // Whether the row stands on the next line, behind the same marks.
  [[nodiscard]] bool FollowsRow(const Row& above, const Row& below) const {
    const auto marks = [&](const Row& row) {
      return scan_.text.substr(row.line.begin, row.lead.begin - row.line.begin);
    };
    return above.line.end + 1 == below.line.begin && marks(above) == marks(below);
  }

  Scan& scan_;
  std::vector<Found> added_;
  std::vector<Counted> counted_, parts_;
  std::vector<Row> rows_;
  std::vector<std::size_t> in_columns_;  // of added_: numbers in columns of CSV
};

}  // namespace

bool IsTarget(const Scan& scan, const Found& found) {
  const Reference& reference = found.reference;
  const auto at = [&](std::size_t i) { return i < scan.text.size() ? scan.text[i] : '\n'; };
  const bool folder = reference.shape == ReferenceShape::kIdentifier &&
                      (at(reference.whole.end()) == '/' ||
                       (reference.whole.offset > 0 && at(reference.whole.offset - 1) == '/'));
  const std::string_view rest = scan.text.substr(std::min(reference.whole.end(), scan.text.size()));
  const bool file = reference.shape == ReferenceShape::kIdentifier &&
                    std::ranges::any_of(scan.lexicon.folders(), [&](const NumberedFolder& one) {
                      return !one.ending.empty() && rest.starts_with(one.ending) &&
                             !IdentifierAt(rest, one.ending.size());
                    });
  const bool sure =
      reference.certainty == Certainty::kAgreeing || reference.certainty == Certainty::kOwned;
  // `ch6_files`: the folder's whole name.
  const bool named = reference.shape == ReferenceShape::kIdentifier && reference.name.length > 0 &&
                     reference.certainty == Certainty::kAgreeing;
  const bool path = reference.shape == ReferenceShape::kPath ||
                    reference.shape == ReferenceShape::kUrl || folder || file || named ||
                    reference.shape == ReferenceShape::kNumberedSlug;
  return sure && path && reference.module && !found.weak;
}

namespace {

// `Lesson 2 [Old](02-t2/)` where the link leads to a page that keeps its number: so does the label.
void ForgiveLabelsOfFixed(Scan& scan) {
  const auto stays = [](const Found& found) {
    return found.reference.shape == ReferenceShape::kPath &&
           found.reference.certainty == Certainty::kForeign;
  };
  for (std::size_t i = 0; i < scan.found.size(); ++i) {
    if (!stays(scan.found[i])) continue;
    const Reference target = scan.found[i].reference;
    const std::optional<Span> words = WordsOfLink(scan, target.whole);
    if (!words) continue;
    // Its words, or what stands right in front of them.
    constexpr std::size_t kFront = 4;
    const std::size_t begin = words->offset > kFront ? words->offset - kFront : 0;
    for (auto at = FirstEndingBehind(scan, begin - std::min<std::size_t>(begin, 1));
         at != scan.found.end() && at->reference.whole.offset < words->end(); ++at) {
      Reference& reference = at->reference;
      const bool label = reference.shape == ReferenceShape::kLabel && !reference.written_last &&
                         reference.certainty == Certainty::kLikely;
      if (label && reference.written == target.written) reference.certainty = Certainty::kForeign;
    }
  }
}

}  // namespace

void SettleTargets(Scan& scan) {
  ForgiveLabelsOfFixed(scan);
  const auto is_target = [&](const Found& found) { return IsTarget(scan, found); };
  if (std::ranges::none_of(scan.found, is_target)) return;
  Targets(scan).Run();
  SettleBesideTargets(scan);
}

}  // namespace prereq::references
