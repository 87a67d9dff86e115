// Numbers that stand beside a link or a path: whatever words follow the number, the target says
// whose it is.
#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/file_kinds.h"
#include "base/text.h"
#include "references/entry_numbers.h"
#include "references/leads.h"
#include "references/link_words.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/target_lines.h"
#include "references/worded_links.h"

namespace prereq::references {
namespace {

using Tie = Evidence::Tie;

Line LineAround(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return {before == std::string_view::npos ? 0 : before + 1,
          std::min(text.find('\n', at), text.size())};
}

bool IsFree(Scan& scan, Span span) {
  const auto there = FirstEndingBehind(scan, span.offset);
  return there == scan.found.end() || there->reference.whole.offset >= span.end();
}

// Whether it is, or stands in, a path that means a module.
bool IsPathOfModule(const Scan& scan, const Found& found) {
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
  // `ch6_files`: the folder's whole name.
  const bool named = reference.shape == ReferenceShape::kIdentifier && reference.name.length > 0 &&
                     reference.certainty == Certainty::kAgreeing;
  const bool path = reference.shape == ReferenceShape::kPath ||
                    reference.shape == ReferenceShape::kUrl || folder || file || named ||
                    reference.shape == ReferenceShape::kNumberedSlug;
  return path && reference.module && !found.weak;
}

// Whether it is such a path, and its number is not the module's.
bool IsStalePath(const Scan& scan, const Found& found) {
  return found.reference.certainty == Certainty::kDrifted && IsPathOfModule(scan, found);
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
      line.end - line.begin <= kLongestEntry ? LookAt(line, i, next) : LookAtLinks(i, next);
      i = next;
    }
    SettleCounted();
    SettleParts();
    SettleColumns();
    SettleRows();
    worded_.Settle(scan_, added_);
    SettleNamed();
    AddFound(scan_, std::move(added_));
  }

 private:
  // Those of a paragraph that is no entry: what each says of its own target.
  void LookAtLinks(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const Found& found = scan_.found[i];
      if (IsStalePath(scan_, found)) LookAtStale(found.reference);
      if (IsTarget(scan_, found)) LookAtLink(i);
    }
  }

  void LookAt(Line line, std::size_t from, std::size_t to) {
    std::optional<std::size_t> only, stale;
    bool several = false;
    for (std::size_t i = from; i < to; ++i) {
      if (IsStalePath(scan_, scan_.found[i])) {
        LookAtStale(scan_.found[i].reference);
        several |= stale.has_value();
        stale = i;
      }
      if (!IsTarget(scan_, scan_.found[i])) continue;
      several |= only && scan_.found[*only].reference.module != scan_.found[i].reference.module;
      if (!only) only = i;
      LookAtLink(i);
    }
    if (stale && !only && !several) {
      const Reference target = scan_.found[*stale].reference;
      if (const auto lead = LeadOfLine(scan_, line, target.whole.offset)) TellStale(*lead, target);
    }
    if (!only || several || stale) return;
    const Reference target = scan_.found[*only].reference;
    if (auto lead = LeadOfLine(scan_, line, target.whole.offset)) Tell(*lead, target, line);
    if (HoldsEntries(scan_.format)) LookAtStrings(line, target);
  }

  // The link whose target the reference stands in.
  void LookAtLink(std::size_t i) {
    const Reference target = scan_.found[i].reference;
    const std::optional<Span> words = WordsOfLink(scan_, target.whole);
    if (!words) return;
    const auto lead = LeadOfText(scan_, words->offset, words->end(), target);
    if (!lead) return;
    const bool agrees = lead->token.number == Expected(target);
    if (IsOfModuleAbove(*lead, agrees)) return;
    const bool bare = IsBare(*lead, *words);
    WordedLinks::Uses* worded = lead->word.empty() && !bare ? nullptr : worded_.Of(lead->word);
    if (worded != nullptr) {
      (agrees ? worded->agreeing : worded->against).insert(*target.module);
      if (!agrees) return;
    }
    OpenInLink(*lead, target);
    const std::size_t known = added_.size();
    Tell(*lead, target, Line{words->offset, words->end()});
    if (worded != nullptr && known < added_.size()) worded->added.push_back(known);
  }

  // `[Module 2](../02-search/lessons/06-rag.md)`: whether the words mean the module that holds what
  // the link leads to, by its label or its number.
  [[nodiscard]] bool IsOfModuleAbove(const Lead& lead, bool agrees) const {
    const std::string_view text = scan_.text;
    if (scan_.lexicon.IsLabelOfOthers(text.substr(lead.begin, lead.token.begin - lead.begin))) {
      return true;
    }
    const std::size_t before = SkipBlanksBack(text, lead.token.begin);
    const bool is_ours = lead.named || (!scan_.lexicon.SharesLabelAbove() &&
                                        scan_.lexicon.LabelBefore(text, before));
    return !agrees && !is_ours && scan_.lexicon.IsNumberAbove(lead.token.number);
  }

  // `[2. Loops](02_loops/)` where loops is number 03 by now: the words are as old as the path.
  void LookAtStale(const Reference& target) {
    const std::optional<Span> words = WordsOfLink(scan_, target.whole);
    if (!words) return;
    const auto lead = LeadOfText(scan_, words->offset, words->end(), target);
    if (lead && lead->word.empty()) TellStale(*lead, target);
  }
  // `[Day 21](../21_Web/21_objects.md)`: whether what stands in the folder has the same number, so
  // that the words may mean it.
  [[nodiscard]] bool GoesOnWith(const Reference& target) const {
    const std::size_t slash = target.whole.end();
    if (slash >= scan_.text.size() || scan_.text[slash] != '/') return false;
    const auto token = ReadToken(scan_, slash + 1);
    return token && token->number == target.written;
  }

  // `[6.3 fib.go](examples/chapter_6/fib.go)`: the sections of a page are counted, not of code.
  [[nodiscard]] bool LeadsToCode(const Reference& target) const {
    static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;#?\\");
    const std::string_view text = scan_.text;
    std::size_t end = target.whole.end();
    while (end < text.size() && end - target.whole.end() < kReach && !kEnds.Has(text[end])) ++end;
    const std::string_view path = text.substr(target.whole.offset, end - target.whole.offset);
    return FormatOf(path).content == FileContent::kCode;
  }

  void TellStale(const Lead& lead, const Reference& target) {
    const bool says =
        lead.labelled || lead.named ||
        ((lead.alone || lead.marked) && (IsPadded(scan_, lead.token) || !lead.counted));
    const bool section = IsSection(scan_.text, lead.token.end);
    if (!says || section || lead.token.number != target.written || GoesOnWith(target)) return;
    if (Upgrade(lead, Certainty::kDrifted, target)) return;
    Found found = Make(lead, target);
    found.reference.certainty = Certainty::kDrifted;
    if (IsFree(scan_, found.reference.whole)) added_.push_back(std::move(found));
  }

  // `[05 Pushing files](step-05/)`: whether the number and words without a mark between are all.
  [[nodiscard]] bool IsBare(const Lead& lead, Span words) const {
    return !lead.labelled && !lead.marked && !lead.alone && lead.word.empty() &&
           lead.begin == SkipOrnament(scan_.text, words.offset);
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
    if (!lead || lead->alone) return;
    lead->named = !labelled && IsNamedLead(scan_, *lead, inside.end, *target.module);
    if (lead->token.number != Expected(target) && !lead->named) return;
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
    const bool parted = IsSection(scan_.text, lead.token.end);
    if (!lead.labelled && PartNumber(target) == lead.token.number.value) {
      parts_.push_back({lead, target, evidence.agrees, line.begin, parted && !lead.inner});
      return;
    }
    const bool padded = IsPadded(scan_, lead.token);
    const bool version = parted && scan_.text[lead.token.end + 1] == '0';  // `2.0 Loops`
    const bool section = parted && !version && !LeadsToCode(target);
    evidence.counts_as_label = lead.labelled || lead.alone || (section && !lead.inner) ||
                               (lead.marked && !parted && (padded || !lead.counted));
    const bool column = scan_.format.Is("csv");
    column_contradicts_ |= column && !evidence.agrees;
    if (column) {  // an id, perhaps
      evidence.counts_as_label =
          scan_.text[lead.token.begin] == '0' || IsNumberColumn(scan_, lead.token.begin);
    }
    if (!evidence.agrees) {  // a contradiction needs more: `[3 examples](…)` counts examples
      evidence.counts_as_label =
          (lead.labelled || lead.named || (padded && (lead.alone || lead.marked))) && !parted &&
          !scan_.lexicon.Owners(lead.token.number).empty();
    }
    if (lead.named && !lead.labelled && !padded) {
      named_.push_back({lead.token, *target.module, Expected(target)});
    }
    const Judgement judgement = Judge(evidence);
    if (lead.counted) {
      counted_.push_back({lead, target, evidence.agrees, line.begin, false});
      counted_rows_.push_back({lead.token, *target.module, Expected(target)});
    }
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
    if (repeats || digit >= at ||
        (digit > begin && !IsWord(text[digit - 1]) && text[digit - 1] != '-')) {
      return std::nullopt;
    }
    const std::optional<Token> token = ReadToken(scan_, digit);
    if (!token || token->end > at) return std::nullopt;
    return token->number.value;
  }

  // `7. [Tests](chapter-07/recipe-07/)`: the number of the part, where other entries of that module
  // count its parts; else a person says which is meant. `7.7 Tests` has both.
  void SettleParts() {
    std::set<ModuleId> counted;
    for (const Counted& one : parts_) {
      if (!one.agrees) counted.insert(*one.target.module);
    }
    for (const Counted& one : parts_) {
      if (!one.agrees || counted.contains(*one.target.module)) continue;
      Found found = Make(one.lead, one.target);
      found.reference.certainty = one.section ? Certainty::kOwned : Certainty::kLikely;
      if (one.section && Upgrade(one.lead, Certainty::kOwned, one.target)) continue;
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
    ForgetShiftedRows(scan_, counted_rows_);
  }

  // Rows of CSV that agree are all sure or all for a person: `10` below `09` is padded as well, and
  // those of all modules count them unless they are ids.
  void SettleColumns() {
    constexpr std::size_t kFewestModules = 3;
    const auto is_sure = [&](std::size_t i) {
      return added_[i].reference.certainty == Certainty::kOwned;
    };
    std::set<ModuleId> modules;
    for (const std::size_t i : in_columns_) modules.insert(*added_[i].reference.module);
    const bool id =
        !in_columns_.empty() &&
        IsIdWord(HeadOfColumn(scan_, added_[in_columns_.front()].reference.number.offset));
    const bool all = !id && modules.size() >= kFewestModules && !column_contradicts_ &&
                     modules.size() == static_cast<std::size_t>(scan_.lexicon.module_count());
    if (!all && std::ranges::none_of(in_columns_, is_sure)) return;
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

  // `[1. Loops](02_loops) [2. Maps](04_maps)`: several side by side may count the links, and of a
  // list the entries tell what its numbers say.
  void SettleNamed() {
    std::set<std::size_t> dropped;
    std::ranges::stable_sort(named_, {}, [](const EntryNumber& one) { return one.token.begin; });
    for (std::size_t begin = 0; begin < named_.size();) {
      std::size_t end = begin + 1;
      while (end < named_.size() && AreBeside(named_[end - 1].token, named_[end].token)) ++end;
      const std::vector<EntryNumber> side_by_side(named_.begin() + static_cast<long>(begin),
                                                  named_.begin() + static_cast<long>(end));
      const bool counts =
          side_by_side.size() > 1 && !AreModuleNumbers(scan_.lexicon, side_by_side, SaidBy::kName);
      for (; begin < end; ++begin) {
        if (counts && !named_[begin].agrees()) dropped.insert(named_[begin].token.begin);
      }
    }
    std::erase_if(added_, [&](const Found& found) {
      return found.reference.certainty == Certainty::kDrifted &&
             dropped.contains(found.reference.number.offset);
    });
  }
  // Whether they stand on one line, or on two of which one follows the other.
  [[nodiscard]] bool AreBeside(const Token& first, const Token& second) const {
    if (second.begin - first.end > kLongestEntry) return false;
    const std::string_view between = scan_.text.substr(first.end, second.begin - first.end);
    return std::ranges::count(between, '\n') <= 1;
  }

  struct Counted {
    Lead lead;
    Reference target;
    bool agrees = false;
    std::size_t line = 0;
    bool section = false;  // `7.7`
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
  std::vector<EntryNumber> counted_rows_;  // of counted_
  std::vector<Row> rows_;
  std::vector<EntryNumber> named_;
  WordedLinks worded_;
  std::vector<std::size_t> in_columns_;  // of added_: numbers in columns of CSV
  bool column_contradicts_ = false;
};

}  // namespace

bool IsTarget(const Scan& scan, const Found& found) {
  return IsSure(found.reference) && IsPathOfModule(scan, found);
}

void SettleTargets(Scan& scan) {
  const auto is_target = [&](const Found& f) { return IsTarget(scan, f) || IsStalePath(scan, f); };
  if (std::ranges::none_of(scan.found, is_target)) return;
  Targets(scan).Run();
  SettleBesideTargets(scan);
}

}  // namespace prereq::references
