#include "rules/moved_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/line_diff.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "references/history.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

using Slugs = std::set<std::string>;

// A number that stands alone for a module.
struct NumberPlace {
  Location where;          // as findings show it
  std::size_t column = 0;  // bytes of the line up to the number, or up to where it is sought
  Number first;
  std::optional<Number> last;  // of a range
  bool certain = true;
  bool unknown = false;    // reported as a number that means no module
  bool from_text = false;  // `where` is that of a text with the number in it
};

struct DigitRun {
  std::size_t begin = 0, length = 0;
};

std::vector<DigitRun> DigitRuns(std::string_view line) {
  std::vector<DigitRun> runs;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!IsDigit(line[i])) continue;
    const std::size_t begin = i;
    while (i < line.size() && IsDigit(line[i])) ++i;
    runs.push_back({begin, i - begin});
  }
  return runs;
}

std::optional<int> ValueOf(std::string_view digits) {
  if (digits.size() > 9) return std::nullopt;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// The line with every number taken out: lines that differ in numbers alone are one line.
std::string WithoutNumbers(std::string_view line) {
  std::string masked;
  for (const char c : line) {
    if (!IsDigit(c)) {
      masked += c;
    } else if (masked.empty() || masked.back() != '\1') {
      masked += '\1';
    }
  }
  return masked;
}

// The modules that carry each number.
using ByNumber = std::map<Number, Slugs>;

ByNumber NumbersOfModules(const Facts& facts) {
  ByNumber numbers;
  for (const ModuleId id : facts.order.Sequence()) {
    numbers[*facts.order.number(id)].insert(facts.module(id).slug);
  }
  return numbers;
}

Slugs MeantBy(const ByNumber& numbers, const NumberPlace& place) {
  Slugs slugs;
  const Number last = place.last.value_or(place.first);
  for (auto at = numbers.lower_bound(place.first); at != numbers.end() && at->first <= last; ++at) {
    slugs.insert(at->second.begin(), at->second.end());
  }
  return slugs;
}

// What of a reference stands alone for a module by its number.
std::optional<NumberPlace> PlaceOfReference(const Reference& reference) {
  const bool shape = reference.shape == ReferenceShape::kLabel ||
                     reference.shape == ReferenceShape::kRange ||
                     reference.shape == ReferenceShape::kNumberKey;
  const bool plain = reference.mirror < 0 && reference.step == 1 && reference.shift == 0;
  if (!shape || !plain || reference.name.length > 0 || reference.number.length == 0 ||
      reference.number.offset < reference.whole.offset ||
      reference.certainty == Certainty::kDrifted || reference.certainty == Certainty::kForeign) {
    return std::nullopt;
  }
  NumberPlace place;
  place.where = reference.where;
  place.column = static_cast<std::size_t>(reference.where.column - 1) + reference.number.offset -
                 reference.whole.offset;
  place.first = reference.written;
  place.last = reference.written_last;
  place.certain = reference.certainty != Certainty::kLikely;
  place.unknown = reference.certainty == Certainty::kUnresolved;
  return place;
}

// Of a text with one number and no name, like `Lesson 2`: the number.
std::optional<Number> OnlyNumber(std::string_view text) {
  const std::vector<DigitRun> runs = DigitRuns(text);
  if (runs.size() != 1 || text.find_first_of("_-/.") != std::string_view::npos) return std::nullopt;
  const auto value = ValueOf(text.substr(runs.front().begin, runs.front().length));
  return value ? std::optional(Number{*value, '\0'}) : std::nullopt;
}

class MovedNumbers {
 public:
  MovedNumbers(const Facts& now, const FileReader& tree, const EarlierTree& earlier,
               const LeftNumbers& left, const Config& config, std::vector<Finding>& findings)
      : now_(now),
        tree_(tree),
        earlier_(earlier),
        history_(config.references.history),
        numbers_(NumbersOfModules(now)),
        earlier_numbers_(NumbersOfModules(earlier.facts)),
        width_(PrintedWidth(now)),
        left_(left),
        findings_(findings) {}

  std::vector<Finding> Find() {
    Collect();
    for (auto& [path, places] : by_file_) {
      if (history_.Has(path)) continue;
      const bool any = std::ranges::any_of(
          places, [&](const NumberPlace& place) { return MeansAnother(place); });
      if (any) LookAt(path, places);
    }
    return std::move(found_);
  }

 private:
  void Collect() {
    std::set<std::tuple<std::string, int, int>> known;  // path, line, number
    const auto add = [&](NumberPlace place) {
      known.emplace(place.where.path, place.where.line, place.first.value);
      by_file_[place.where.path].push_back(std::move(place));
    };
    const auto add_text = [&](const std::string& text, const Location& where, bool unknown) {
      const auto number = OnlyNumber(text);
      if (!number || known.contains({where.path, where.line, number->value})) return;
      NumberPlace place;
      place.where = where;
      place.column = static_cast<std::size_t>(std::max(where.column, 1) - 1);
      place.first = *number;
      place.unknown = unknown;
      place.from_text = true;
      add(std::move(place));
    };
    for (const NameProblem& one : now_.name_problems) {
      if (one.candidates.empty() && one.kind != FactKind::kPolicy && one.name.where.line > 0) {
        add_text(one.name.text, one.name.where, true);
      }
    }
    for (const Reference& reference : now_.references) {
      auto place = PlaceOfReference(reference);
      if (!place) continue;
      const Location& where = place->where;
      if (!known.contains({where.path, where.line, place->first.value})) add(std::move(*place));
    }
    for (const Dependency& one : now_.dependencies) {
      const bool said = one.kind == FactKind::kProse || one.kind == FactKind::kMetadata;
      if (said && one.where.line > 0) add_text(one.text, one.where, false);
    }
  }

  [[nodiscard]] bool IsKnown(const Facts& facts, const std::string& slug) const {
    return facts.FindSlug(slug).has_value();
  }

  // Whether a change before the earlier tree left the place to a person, who has not seen to it.
  [[nodiscard]] bool IsLeft(const NumberPlace& place) const {
    return left_.contains(place.where) && MeantBefore(place) != MeantBy(earlier_numbers_, place);
  }

  // What the number meant in the earlier tree, or when a change before that asked about it.
  [[nodiscard]] Slugs MeantBefore(const NumberPlace& place) const {
    const auto left = left_.find(place.where);
    return left == left_.end() ? MeantBy(earlier_numbers_, place) : left->second;
  }

  // Whether what the number meant is not what it means. A module that only got another slug is the
  // same one; a module that is new in a range was not left out before.
  [[nodiscard]] bool MeansAnother(const NumberPlace& place) const {
    const Slugs before = MeantBy(earlier_numbers_, place);
    const Slugs after = MeantBy(numbers_, place);
    if (before.empty() || before == after || MeantBefore(place) == after) return false;
    if (!place.last && (before.size() > 1 || after.size() > 1)) return false;
    const bool left = std::ranges::any_of(before, [&](const std::string& slug) {
      return !after.contains(slug) && IsKnown(now_, slug);
    });
    const bool came = std::ranges::any_of(after, [&](const std::string& slug) {
      return !before.contains(slug) && IsKnown(earlier_.facts, slug);
    });
    return left || came || after.empty();
  }

  // Where a file of now was in the earlier tree: what belongs to a module went along with it.
  [[nodiscard]] std::string EarlierPath(const std::string& path) const {
    std::string best = path;
    std::size_t longest = 0;
    const auto try_root = [&](const std::string& root, const std::string& then) {
      if (root.size() <= longest || then.empty() || !IsWithin(path, root)) return;
      longest = root.size();
      best = then + path.substr(root.size());
    };
    for (const Module& module : now_.modules) {
      const auto was = earlier_.facts.FindSlug(module.slug);
      if (was && !module.path.empty()) try_root(module.path, earlier_.facts.module(*was).path);
    }
    for (const MirrorEntry& entry : now_.mirrors) {
      if (!entry.module || !IsWithin(path, entry.path)) continue;
      const auto was = earlier_.facts.FindSlug(now_.module(*entry.module).slug);
      for (const MirrorEntry& other : earlier_.facts.mirrors) {
        if (was && other.mirror == entry.mirror && other.module == was) {
          try_root(entry.path, other.path);
        }
      }
    }
    return best;
  }

  // Where the number of the place stands in its line.
  static std::optional<std::size_t> RunAt(const NumberPlace& place, std::string_view line) {
    const std::vector<DigitRun> runs = DigitRuns(line);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].begin < place.column) continue;
      const auto value = ValueOf(line.substr(runs[i].begin, runs[i].length));
      if (value == place.first.value) return i;
    }
    return std::nullopt;
  }

  void LookAt(const std::string& path, std::vector<NumberPlace>& places) {
    const Result<std::string> text = tree_.Read(path);
    const Result<std::string> old_text = earlier_.tree.Read(EarlierPath(path));
    if (!text || !old_text) return;
    const std::vector<std::string_view> lines = Lines(*text), old_lines = Lines(*old_text);
    const std::vector<std::size_t> old_line = Align(old_lines, lines);
    std::ranges::stable_sort(places, {}, [](const NumberPlace& place) {
      return std::tuple(place.where.line, place.column);
    });
    for (std::size_t begin = 0; begin < places.size();) {
      std::size_t end = begin + 1;
      while (end < places.size() && IsOneGroup(places[end - 1], places[end], lines)) ++end;
      if (!SameTogether(places, begin, end)) {
        for (std::size_t i = begin; i < end; ++i) {
          const NumberPlace& place = places[i];
          const auto line = static_cast<std::size_t>(place.where.line - 1);
          if (line >= lines.size() || old_line[line] == kNone || !MeansAnother(place)) continue;
          if (StandsAsBefore(place, lines[line], old_lines[old_line[line]])) {
            Report(place, lines[line]);
          }
        }
      }
      begin = end;
    }
  }

  static constexpr std::size_t kNone = std::string::npos;

  // For each line, which of the earlier ones it is, numbers aside.
  static std::vector<std::size_t> Align(const std::vector<std::string_view>& before,
                                        const std::vector<std::string_view>& after) {
    std::vector<std::string> masked;
    masked.reserve(before.size() + after.size());
    for (const auto* lines : {&before, &after}) {
      for (const std::string_view line : *lines) masked.push_back(WithoutNumbers(line));
    }
    const auto middle = masked.begin() + static_cast<std::ptrdiff_t>(before.size());
    const std::vector<std::string_view> from(masked.begin(), middle), to(middle, masked.end());
    std::vector<std::size_t> aligned(after.size(), kNone);
    std::size_t old_at = 0, at = 0;
    for (const LineHunk& hunk : DiffLines(from, to)) {
      while (at < hunk.new_begin) aligned[at++] = old_at++;
      old_at = hunk.old_end;
      at = hunk.new_end;
    }
    while (at < after.size() && old_at < before.size()) aligned[at++] = old_at++;
    return aligned;
  }

  static bool StandsAsBefore(const NumberPlace& place, std::string_view line,
                             std::string_view old_line) {
    const auto at = RunAt(place, line);
    const std::vector<DigitRun> runs = DigitRuns(line), old_runs = DigitRuns(old_line);
    if (!at || runs.size() != old_runs.size()) return false;
    const std::size_t last = place.last ? std::min(*at + 1, runs.size() - 1) : *at;
    for (std::size_t i = *at; i <= last; ++i) {
      if (line.substr(runs[i].begin, runs[i].length) !=
          old_line.substr(old_runs[i].begin, old_runs[i].length)) {
        return false;
      }
    }
    return true;
  }

  // Numbers with little more than a comma or a bullet between them are one list.
  static bool IsOneGroup(const NumberPlace& one, const NumberPlace& next,
                         const std::vector<std::string_view>& lines) {
    constexpr std::size_t kMostLetters = 8;
    const auto first = static_cast<std::size_t>(one.where.line - 1);
    const auto second = static_cast<std::size_t>(next.where.line - 1);
    if (second >= lines.size() || second > first + 1) return false;
    std::string between;
    if (first == second) {
      const std::size_t begin = std::min(one.column, lines[first].size());
      between = lines[first].substr(begin, std::max(next.column, begin) - begin);
    } else {
      between = std::string(lines[first].substr(std::min(one.column, lines[first].size()))) +
                std::string(lines[second].substr(0, next.column));
    }
    const auto letters = std::ranges::count_if(
        between, [](char c) { return IsWordByte(c) && !IsDigit(c) && c != '_'; });
    return static_cast<std::size_t>(letters) <= kMostLetters;
  }

  // Whether a list of several numbers means the same modules as before.
  [[nodiscard]] bool SameTogether(const std::vector<NumberPlace>& places, std::size_t begin,
                                  std::size_t end) const {
    if (end - begin < 2) return false;
    Slugs before, after;
    for (std::size_t i = begin; i < end; ++i) {
      before.merge(MeantBy(earlier_numbers_, places[i]));
      after.merge(MeantBy(numbers_, places[i]));
    }
    return before == after;
  }

  [[nodiscard]] std::string Shown(const NumberPlace& place) const {
    const std::string first = ShowNumber(place.first, width_);
    return place.last ? fmt::format("{}-{}", first, ShowNumber(*place.last, width_)) : first;
  }

  // The number with its label, as it stands.
  static std::string Quoted(const NumberPlace& place, std::string_view line) {
    const std::vector<DigitRun> runs = DigitRuns(line);
    const auto at = RunAt(place, line);
    if (!at) return {};
    const std::size_t last = place.last ? std::min(*at + 1, runs.size() - 1) : *at;
    std::size_t begin = runs[*at].begin;
    const auto from = static_cast<std::size_t>(std::max(place.where.column, 1) - 1);
    begin = std::min(begin, std::max(from, begin > 40 ? begin - 40 : 0));
    if (begin == runs[*at].begin && begin > 1 && line[begin - 1] == ' ') {
      std::size_t word = begin - 1;
      while (word > 0 && IsWordByte(line[word - 1]) && !IsDigit(line[word - 1])) --word;
      if (word < begin - 1) begin = word;
    }
    return Printable(line.substr(begin, runs[last].begin + runs[last].length - begin));
  }

  [[nodiscard]] Evidence Before(const NumberPlace& place, const Slugs& before) const {
    if (IsLeft(place)) {
      return {"before",
              fmt::format("number {} was {} when a change left this place to a person",
                          Shown(place), Join(before, ", ")),
              {}};
    }
    Evidence evidence{"before",
                      fmt::format("in `{}` number {} is {}", Printable(earlier_.name), Shown(place),
                                  Join(before, ", ")),
                      {}};
    if (const auto was = earlier_.facts.FindSlug(*before.begin()); was && before.size() == 1) {
      evidence.where = {earlier_.facts.module(*was).path, 0, 0};
    }
    return evidence;
  }

  [[nodiscard]] std::vector<Evidence> Present(const Slugs& before, const Slugs& after) const {
    std::vector<Evidence> facts;
    for (const std::string& slug : after) {
      if (before.contains(slug)) continue;
      const ModuleId id = *now_.FindSlug(slug);
      facts.push_back({"order", fmt::format("number {} is {}", NumberOf(id), Printable(slug)),
                       now_.module(id).where});
    }
    for (const std::string& slug : before) {
      const auto id = now_.FindSlug(slug);
      if (!id || after.contains(slug) || !now_.order.number(*id)) continue;
      facts.push_back({"order", fmt::format("{} is number {}", Printable(slug), NumberOf(*id)),
                       now_.module(*id).where});
    }
    return facts;
  }

  [[nodiscard]] std::string NumberOf(ModuleId id) const {
    const auto number = now_.order.number(id);
    return number ? ShowNumber(*number, width_) : "?";
  }

  // A number in as many digits as the place has now.
  static std::string AsWritten(const NumberPlace& place, std::string_view line, Number number) {
    const auto at = RunAt(place, line);
    const DigitRun run = at ? DigitRuns(line)[*at] : DigitRun{};
    const bool padded = run.length > 1 && line[run.begin] == '0';
    return ShowNumber(number, padded ? static_cast<int>(run.length) : 1);
  }

  static Fix WayOut(const NumberPlace& place, std::string_view line, const Slugs& before,
                    const Facts& now) {
    if (place.last || before.size() != 1) {
      return FixByHand("write the numbers that the modules have now, or their names");
    }
    const std::string& slug = *before.begin();
    const auto id = now.FindSlug(slug);
    if (!id || !now.order.number(*id)) {
      return FixByHand(
          fmt::format("{} is gone: name the module that is meant now, or take the "
                      "number out",
                      Printable(slug)));
    }
    return FixByHand(fmt::format("write {} instead of {} if {} is still meant, or its name",
                                 AsWritten(place, line, *now.order.number(*id)),
                                 AsWritten(place, line, place.first), Printable(slug)));
  }

  [[nodiscard]] std::string_view Verb(bool certain) const {
    if (earlier_.is_merged) return certain ? "means" : "would mean";
    return certain ? "meant" : "would have meant";
  }

  void Report(const NumberPlace& place, std::string_view line) {
    const Slugs before = MeantBefore(place);
    const Slugs after = MeantBy(numbers_, place);
    std::vector<Evidence> facts = Present(before, after);
    facts.insert(facts.begin(), Before(place, before));
    if (place.unknown || after.empty()) return Explain(place, line, before, std::move(facts));
    const bool is_known = std::ranges::any_of(findings_, [&](const Finding& finding) {
      return finding.where == place.where &&
             (finding.rule == RuleId::kMovedNumber || finding.rule == RuleId::kPerhapsMovedNumber);
    });
    if (is_known) return;
    Finding finding;
    finding.rule = place.certain ? RuleId::kMovedNumber : RuleId::kPerhapsMovedNumber;
    finding.where = place.where;
    finding.evidence_kind = "text";
    finding.headline = fmt::format("`{}` {} {} {}, and {} {}", Quoted(place, line),
                                   Verb(place.certain), Join(before, ", "),
                                   IsLeft(place) ? std::string("before an earlier change")
                                                 : fmt::format("in `{}`", Printable(earlier_.name)),
                                   Join(after, ", "), earlier_.is_merged ? "in the merge" : "here");
    finding.facts = std::move(facts);
    finding.because = {place.last ? "the numbers stand as they do there"
                                  : "the number stands as it does there"};
    if (const auto at = RunAt(place, line); at && place.from_text) {
      finding.where.column = static_cast<int>(DigitRuns(line)[*at].begin) + 1;
    }
    finding.fix = WayOut(place, line, before, now_);
    Slugs modules = before;
    modules.insert(after.begin(), after.end());
    finding.modules = {modules.begin(), modules.end()};
    found_.push_back(std::move(finding));
  }

  // A number that means no module was found already; which it meant is known here.
  void Explain(const NumberPlace& place, std::string_view line, const Slugs& before,
               std::vector<Evidence> facts) {
    for (Finding& finding : findings_) {
      const bool reported =
          finding.rule == RuleId::kStaleReference || finding.rule == RuleId::kUnknownName;
      const bool explained = std::ranges::any_of(
          finding.facts, [](const Evidence& fact) { return fact.kind == "before"; });
      if (!reported || explained || finding.where != place.where) continue;
      finding.facts.insert(finding.facts.end(), facts.begin(), facts.end());
      finding.fix = WayOut(place, line, before, now_);
    }
  }

  const Facts& now_;
  const FileReader& tree_;
  const EarlierTree& earlier_;
  const HistoryFiles history_;
  const ByNumber numbers_, earlier_numbers_;
  const int width_;
  const LeftNumbers& left_;
  std::vector<Finding>& findings_;
  std::vector<Finding> found_;
  std::map<std::string, std::vector<NumberPlace>> by_file_;
};

}  // namespace

void FindMovedNumbers(const Facts& now, const FileReader& tree, const EarlierTree& earlier,
                      const LeftNumbers& left, const Config& config,
                      std::vector<Finding>& findings) {
  std::vector<Finding> found = MovedNumbers(now, tree, earlier, left, config, findings).Find();
  ApplySeverities(config, found);
  findings.insert(findings.end(), found.begin(), found.end());
}

}  // namespace prereq
