#include "rules/moved_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "references/history.h"
#include "rules/check_input.h"
#include "rules/entry_path.h"
#include "rules/lone_numbers.h"
#include "rules/numberless_lines.h"

namespace prereq {
namespace {

using Slugs = std::set<std::string>;

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
    for (auto& [path, places] : FindLoneNumbers(now_)) {
      if (history_.Has(path)) continue;
      const bool any = std::ranges::any_of(
          places, [&](const NumberPlace& place) { return MeansAnother(place); });
      if (any) LookAt(path, places);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool IsKnown(const Facts& facts, const std::string& slug) const {
    return facts.FindSlug(slug).has_value();
  }

  // Whether a change before the earlier tree left the place to a person, who has not seen to it.
  [[nodiscard]] bool IsLeft(const NumberPlace& place) const {
    return left_.open.contains(place.where) &&
           MeantBefore(place) != MeantBy(earlier_numbers_, place);
  }

  // What the number meant in the earlier tree, or when a change before that asked about it.
  [[nodiscard]] Slugs MeantBefore(const NumberPlace& place) const {
    const auto left = left_.open.find(place.where);
    return left == left_.open.end() ? MeantBy(earlier_numbers_, place) : left->second;
  }

  // Whether what the number meant is not what it means. A module that only got another slug is the
  // same one; a module that is new in a range was not left out before.
  [[nodiscard]] bool MeansAnother(const NumberPlace& place) const {
    const Slugs before = MeantBy(earlier_numbers_, place);
    const Slugs after = MeantBy(numbers_, place);
    if (before.empty() || before == after || MeantBefore(place) == after) return false;
    const auto done = left_.done.find(place.where);
    if (done != left_.done.end() && done->second == after) return false;
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

  void LookAt(const std::string& path, std::vector<NumberPlace>& places) {
    const Result<std::string> text = tree_.Read(path);
    const Result<std::string> old_text = earlier_.tree.Read(EarlierPath(path));
    if (!text || !old_text) return;
    const std::vector<std::string_view> lines = Lines(*text), old_lines = Lines(*old_text);
    const std::vector<std::size_t> old_line = LinesBefore(old_lines, lines);
    const EntryPaths entries(now_, path, lines);
    std::ranges::stable_sort(places, {}, [](const NumberPlace& place) {
      return std::tuple(place.where.line, place.column);
    });
    for (std::size_t begin = 0; begin < places.size();) {
      std::size_t end = begin + 1;
      while (end < places.size() && AreOneList(places[end - 1], places[end], lines)) ++end;
      if (!SameTogether(places, begin, end)) {
        for (std::size_t i = begin; i < end; ++i) {
          const NumberPlace& place = places[i];
          const auto line = static_cast<std::size_t>(place.where.line - 1);
          if (line >= lines.size() || old_line[line] == kNoLine || !MeansAnother(place)) continue;
          if (AgreesWithEntry(place, entries)) continue;
          if (StandsAsBefore(place, lines[line], old_lines[old_line[line]])) {
            Report(place, lines[line]);
          }
        }
      }
      begin = end;
    }
  }

  // Whether the path beside the number leads to the module that has it: then the entry moved, with
  // its lines alike but for numbers and names, and not its number.
  [[nodiscard]] bool AgreesWithEntry(const NumberPlace& place, const EntryPaths& entries) const {
    const auto module = place.last ? std::nullopt : entries.ModuleOf(place.where.line);
    return module && MeantBy(numbers_, place) == Slugs{now_.module(*module).slug};
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
                                 WithItsDigits(place, line, *now.order.number(*id)),
                                 WithItsDigits(place, line, place.first), Printable(slug)));
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
    finding.headline = fmt::format("`{}` {} {} {}, and {} {}", Printable(WithItsLabel(place, line)),
                                   Verb(place.certain), Join(before, ", "),
                                   IsLeft(place) ? std::string("before an earlier change")
                                                 : fmt::format("in `{}`", Printable(earlier_.name)),
                                   Join(after, ", "), earlier_.is_merged ? "in the merge" : "here");
    finding.facts = std::move(facts);
    finding.because = {place.last ? "the numbers stand as they do there"
                                  : "the number stands as it does there"};
    if (const auto begin = BeginOf(place, line); begin && place.from_text) {
      finding.where.column = static_cast<int>(*begin) + 1;
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
};

}  // namespace

void FindMovedNumbers(const Facts& now, const FileReader& tree, const EarlierTree& earlier,
                      const LeftNumbers& left, const Config& config,
                      std::vector<Finding>& findings) {
  AppendFindings(config, MovedNumbers(now, tree, earlier, left, config, findings).Find(), findings);
}

}  // namespace prereq
