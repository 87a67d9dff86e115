// One reference at a time; the numbers around it only tell how the author pads.
#include "plan/rewrite.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/format.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "model/certainty.h"
#include "model/number_style.h"
#include "plan/exclusions.h"
#include "plan/joined_slugs.h"
#include "plan/links.h"
#include "plan/moves.h"
#include "plan/padded_numbers.h"
#include "plan/page_headings.h"
#include "plan/path_digits.h"
#include "plan/ranges.h"
#include "plan/tasks.h"
#include "plan/unedited.h"
#include "plan/unsure_names.h"
#include "references/anchors.h"
#include "references/kept_names.h"
#include "references/section_mentions.h"

namespace prereq {
namespace {

class RewritePlanner {
 public:
  RewritePlanner(const Renaming& renaming, const PlanOptions& options, const Exclusions& exclusions,
                 const std::map<std::string, std::string>& moves, LeftPlaces& left)
      : renaming_(renaming),
        options_(options),
        exclusions_(exclusions),
        moves_(moves),
        left_(left),
        path_digits_(renaming, options.mirrors, moves),
        style_(renaming.facts().references, renaming.width()),
        joined_(renaming.facts(), options.mirrors),
        headings_(renaming.facts().references) {
    for (const MirrorEntry& entry : renaming.facts().mirrors) {
      if (entry.module && PathAfter(moves, entry.path) == entry.path) {
        staying_.emplace(entry.mirror, *entry.module);
        if (entry.speaks_for && entry.speaks_for != entry.module) misplaced_.insert(entry.path);
      }
    }
    for (const Reference& reference : renaming.facts().references) {
      if (DriftsOn(reference) && renaming.After(*reference.module) == reference.written) {
        told_.emplace(reference.where.path, reference.where.line, *reference.module,
                      reference.shape);
      }
    }
    for (const ExplainedNumber& one : options.passages.explained) {
      explained_.emplace(one.where.path, one.where.line, one.module);
      for (const int line : one.more_lines) explained_.emplace(one.where.path, line, one.module);
    }
    for (const OrderedBlock& block : options.passages.blocks) {
      if (block.kind != OrderedBlock::Kind::kList) continue;
      for (const BlockEntry& entry : block.entries) {
        list_items_[{block.where.path, entry.line}] = entry.body.offset;
      }
    }
  }

  RewritesAndTasks Run() {
    RememberLeftIdentifiers();
    for (const Reference& reference : renaming_.facts().references) {
      if (references::IsAnchor(reference)) {
        FollowHeading(reference);
        continue;
      }
      if (const Task* asked = left_.At(TaskKind::kNumberOnly, reference.where);
          asked != nullptr && IsSure(reference)) {
        left_.Settle(*asked);  // the author said since what it means
      }
      if (const Task* task = LeftAt(reference)) {
        LookAtLeft(reference, *task);
        continue;
      }
      if (references::IsSectionMention(reference)) {
        AskAboutSection(reference);
        continue;
      }
      if (!(Follows(reference) || DriftsOn(reference)) || exclusions_.Has(reference) ||
          ((reference.certainty == Certainty::kLikely || !Follows(reference)) &&
           options_.not_meant.contains(reference.where))) {
        continue;
      }
      if (exclusions_.IsHistory(reference.where.path)) {
        LookAtHistory(reference);
      } else {
        Look(reference);
      }
    }
    SayWhereElse();
    AskForReadOnly(renaming_.facts(), result_);
    AddHistory();
    AskForGenerated(renaming_, options_.passages.generated, result_);
    return std::move(result_);
  }

 private:
  bool Follows(const Reference& reference) const {
    switch (reference.certainty) {
      case Certainty::kAgreeing:
      case Certainty::kOwned:
      case Certainty::kLikely:
        return true;
      case Certainty::kDrifted:
        return options_.fix_drift || IsChosen(reference);
      case Certainty::kUnresolved:
      case Certainty::kForeign:
        return false;
    }
    return false;
  }

  // Whether it says another number than its module has, and that one changes.
  bool DriftsOn(const Reference& reference) const {
    return reference.certainty == Certainty::kDrifted && reference.module &&
           renaming_.Changes(*reference.module) && !exclusions_.IsHistory(reference.where.path);
  }

  // Whether the author said that this one place means what it seems to.
  bool IsChosen(const Reference& reference) const {
    return options_.chosen.contains({reference.where.path, reference.whole.offset});
  }
  bool IsUnsure(const Reference& reference) const {
    return reference.certainty == Certainty::kLikely && !IsChosen(reference) &&
           (references::NamesOutside(reference) || !options_.include_likely);
  }

  // What an earlier change asked about here, and nobody has seen to; null: nothing.
  [[nodiscard]] const Task* LeftAt(const Reference& reference) const {
    const bool sure = IsSure(reference);
    const bool drifts =
        reference.certainty == Certainty::kDrifted && (options_.fix_drift || IsChosen(reference));
    if (const Task* task = left_.At(TaskKind::kRange, reference.where)) return task;
    if (sure || drifts) return nullptr;
    const Task* task = left_.At(TaskKind::kNumberOnly, reference.where);
    const bool is_other = task != nullptr && task->number && task->number != reference.written;
    if (task != nullptr) return is_other ? nullptr : task;
    if (reference.shape != ReferenceShape::kIdentifier) return nullptr;
    const auto asked = left_identifiers_.find({reference.where.path, reference.written});
    return asked == left_identifiers_.end() ? nullptr : asked->second;
  }

  // One task asks for all identifiers of a file that have one number.
  void RememberLeftIdentifiers() {
    for (const Reference& reference : renaming_.facts().references) {
      if (reference.shape != ReferenceShape::kIdentifier) continue;
      if (const Task* task = left_.At(TaskKind::kNumberOnly, reference.where)) {
        left_identifiers_.emplace(std::pair(reference.where.path, reference.written), task);
      }
    }
  }

  // The place means what it meant when it was asked about, whatever has its number by now.
  void LookAtLeft(const Reference& reference, const Task& task) {
    const std::vector<ModuleId> ids = left_.Meant(task);
    if (ids.empty() || exclusions_.Has(reference)) return;
    Reference meant = reference;
    if (task.kind == TaskKind::kNumberOnly) meant.certainty = Certainty::kLikely;
    meant.name.length = 0;  // what stands there is not edited as the module's name
    left_task_ = &task;
    if (reference.written_last) {
      LookAtRange(meant, ids);
    } else if (ids.size() == 1) {
      meant.module = ids.front();
      Look(meant);
    }
    left_task_ = nullptr;
  }

  // "section 4.2" of another page means the module's where that has such a section.
  void AskAboutSection(const Reference& mention) {
    if (!headings_.HasSection(mention) || exclusions_.Has(mention) ||
        exclusions_.IsHistory(mention.where.path) || options_.not_meant.contains(mention.where) ||
        explained_.contains({mention.where.path, mention.where.line, *mention.module})) {
      return;
    }
    Reference asked = mention;
    asked.certainty = Certainty::kLikely;
    asked.text.clear();
    Look(asked);
  }

  // An anchor changes with the heading that it leads to, and only with it.
  void FollowHeading(const Reference& reference) {
    const Reference* heading = headings_.Find(reference.text);
    if (heading == nullptr) return;
    const Reference& said = *heading;
    if (exclusions_.Has(said) || exclusions_.IsHistory(said.where.path)) return;
    Reference follows = reference;
    if (said.written != reference.written) {  // `#21-foo` of "2.1 Foo": the digits in front
      if (reference.number.length <= said.number.length) return;
      follows.number.length = follows.whole.length = said.number.length;
      follows.name = {follows.number.end(), 0};
      follows.written = said.written;
    }
    follows.module = said.module;
    follows.certainty = said.certainty;
    follows.mirror = said.mirror;
    follows.text.clear();
    if (!exclusions_.Has(follows) && !exclusions_.IsHistory(follows.where.path)) Look(follows);
  }

  void Ask(TaskKind kind, const Reference& reference, std::string text, TaskGoal goal = {},
           const std::vector<ModuleId>& meant = {}) {
    Task task{kind, std::move(text), reference.where, std::move(goal)};
    if (left_task_ != nullptr && left_task_->kind != kind) Settle();
    const bool leaves =
        std::ranges::any_of(meant, [&](ModuleId id) { return renaming_.Leaves(id); });
    if (!leaves) task.meant = SlugsAfter(renaming_, meant);
    const bool counts_as_series =
        reference.mirror < 0 && reference.step == 1 && reference.shift == 0;
    if (task.meant.size() == 1 && counts_as_series) task.number = reference.written;
    result_.tasks.push_back(std::move(task));
  }
  void Settle() {
    if (left_task_ != nullptr) left_.Settle(*left_task_);
  }

  // The number of an ordered list that counts its items, whatever they are.
  bool CountsItems(const Reference& reference) const {
    if (reference.shape != ReferenceShape::kListItem) return false;
    const auto item = list_items_.find({reference.where.path, reference.where.line});
    return item != list_items_.end() && reference.number.end() <= item->second;
  }

  // Inside a mirror entry that stays because its content speaks for another module: its bare
  // numbers count as it does, not as the series.
  bool IsMisplaced(const std::string& path) const {
    return std::ranges::any_of(misplaced_,
                               [&](const std::string& entry) { return IsWithin(path, entry); });
  }

  // Only counts what would be done.
  void LookAtHistory(const Reference& reference) {
    RewritesAndTasks made;
    std::swap(result_, made);
    only_counts_ = true;
    Look(reference);
    only_counts_ = false;
    std::swap(result_, made);
    if (made.rewrites.empty() && made.tasks.empty()) return;
    const auto [file, is_new] = history_.try_emplace(reference.where.path, reference.where, 0);
    ++file->second.second;
  }

  void AddHistory() {
    for (const auto& [path, first] : history_) {
      const auto& [where, count] = first;
      result_.tasks.push_back(
          {TaskKind::kHistory,
           fmt::format("{} place{} of this file {} modules that change; it tells what was true in "
                       "its day and stays as it is: `--include history` edits it",
                       count, count == 1 ? "" : "s", count == 1 ? "names" : "name"),
           where});
    }
  }

  void Look(const Reference& reference) {
    if (reference.certainty == Certainty::kLikely &&
        (CountsItems(reference) ||
         (reference.name.length == 0 && IsMisplaced(reference.where.path)))) {
      return;
    }
    if (reference.shape == ReferenceShape::kRange && reference.written_last) {
      return LookAtRange(reference, ModulesWithin(renaming_, reference));
    }
    if (!reference.module) return LookAtDoubled(reference);
    const ModuleId id = *reference.module;
    const bool is_late = left_task_ != nullptr && !IsUnsure(reference);  // as asked for only now
    if (!renaming_.Changes(id) && reference.certainty != Certainty::kDrifted && !is_late) return;
    if (renaming_.Leaves(id)) {
      if (BelongsToLeaving(reference.where.path, renaming_)) return;  // set aside with it
      return Ask(
          TaskKind::kRemovedReference, reference,
          fmt::format("names `{}`, which leaves the series", Printable(renaming_.ShownBefore(id))),
          Lacks(renaming_.OldSlug(id)));
    }
    if (!renaming_.After(id) || !renaming_.Before(id)) return;
    if (TellsOfThis(reference, id)) return;
    if (reference.mirror >= 0 && staying_.contains({reference.mirror, id})) return;
    const Number number = Counted(reference, *renaming_.After(id));
    if (number.value < 0) return;
    if (left_task_ != nullptr && number == reference.written) return Settle();
    if (!Follows(reference)) {
      if (number == reference.written) return;
      return Ask(TaskKind::kNumberOnly, reference,
                 fmt::format("says {}, but means `{}`, which becomes {}: correct it, or plan with "
                             "--fix-drift",
                             ShowNumber(reference.written), Printable(renaming_.OldSlug(id)),
                             ShowNumber(number)),
                 SaysNumber(number), {id});
    }
    if (IsUnsure(reference)) {
      if (BelongsToLeaving(reference.where.path, renaming_)) return;
      if (number == reference.written) {
        const auto task = AskAboutName(reference, id, renaming_, moves_);
        const bool is_one = reference.shape == ReferenceShape::kIdentifier;
        if (task && !(is_one && IsOneOfMany(reference, id))) result_.tasks.push_back(*task);
        return;
      }
      if (references::NamesOutside(reference)) {
        if (IsOneOfMany(reference, id)) return;
        return Ask(
            TaskKind::kName, reference,
            fmt::format("`{}` is a name in a store or service outside of this tree; the number "
                        "of `{}` becomes {}: rename it there and here, or leave it",
                        Printable(reference.text), Printable(renaming_.OldSlug(id)),
                        ShowNumber(number)),
            SaysNumber(number), {id});
      }
      if (reference.shape == ReferenceShape::kUrl) {
        return Ask(
            TaskKind::kNumberOnly, reference,
            fmt::format("leads to `{}` in a copy of this repository or at what may be a tag; "
                        "here its number {} becomes {}: should the address follow?",
                        Printable(renaming_.OldSlug(id)), ShowNumber(reference.written),
                        ShowNumber(number)),
            SaysNumber(number), {id});
      }
      if (reference.shape == ReferenceShape::kIdentifier && IsOneOfMany(reference, id)) return;
      return Ask(TaskKind::kNumberOnly, reference,
                 fmt::format("says {}, the number {} `{}`{}, which becomes {}: is it meant?",
                             ShowNumber(reference.written), left_task_ ? "that" : "of",
                             Printable(renaming_.OldSlug(id)), left_task_ ? " had" : "",
                             ShowNumber(number)),
                 SaysNumber(number), {id});
    }
    Rewrite rewrite{reference, NewNumber(reference, id, number), {}, {}, {}};
    if (renaming_.OldSlug(id) != renaming_.NewSlug(id) && reference.name.length > 0) {
      rewrite.new_name = joined_.In(reference.mirror, renaming_.NewSlug(id));
      rewrite.old_name = renaming_.OldSlug(id);
    }
    if (!rewrite.new_number && !rewrite.new_name) return;
    Settle();
    result_.rewrites.push_back(std::move(rewrite));
  }

  // `Lesson 2` where several modules have the number 2: only a person knows which was meant.
  void LookAtDoubled(const Reference& reference) {
    if (!IsUnsure(reference)) return;
    std::vector<std::string> owners;
    bool changes = false;
    for (const ModuleId id : renaming_.facts().order.Sequence()) {
      if (renaming_.Before(id) != reference.written) continue;
      owners.push_back(fmt::format("`{}`", Printable(renaming_.ShownAfter(id))));
      changes |= renaming_.Changes(id);
    }
    if (!changes) return;
    Ask(TaskKind::kNumberOnly, reference,
        fmt::format("says {}, the number of {} modules, which are {} now: which is meant?",
                    ShowNumber(reference.written), owners.size(), Join(owners, ", ")));
  }

  // Identifiers made of a module's name may be many in one file, and names in stores: the first
  // place of each kind asks for all.
  bool IsOneOfMany(const Reference& reference, ModuleId id) {
    if (only_counts_) return false;
    const auto [known, is_new] =
        identifiers_.try_emplace({reference.where.path, id, references::NamesOutside(reference)},
                                 result_.tasks.size(), Lines());
    if (is_new) return false;
    if (result_.tasks[known->second.first].where.line != reference.where.line) {
      known->second.second.insert(reference.where.line);
    }
    return true;
  }

  void SayWhereElse() {
    for (const auto& [key, more] : identifiers_) {
      const auto& [task, lines] = more;
      if (lines.empty()) continue;
      result_.tasks[task].text +=
          fmt::format(" (also on line{} {})", lines.size() == 1 ? "" : "s", Join(lines, ", "));
    }
  }

  // The digits of a path are those that the path gets; nullopt where they stay.
  std::optional<std::string> NewNumber(const Reference& reference, ModuleId id,
                                       Number number) const {
    if (NamesThePath(reference, renaming_)) {
      const std::string written = NumberStyle::Read(reference, reference.number, reference.written);
      if (const auto path = path_digits_.After(reference.mirror, id, written)) {
        return *path == written ? std::nullopt : path;
      }
    }
    if (number == reference.written) return std::nullopt;
    return style_.Written(reference, reference.number, reference.written, number);
  }

  // A line that gives the module's number before and the one it gets tells of this very change, as
  // `git mv 06_autograd 07_autograd` and redirects do. Lint leaves it alone, too.
  bool TellsOfThis(const Reference& reference, ModuleId id) const {
    return reference.certainty != Certainty::kDrifted &&
           told_.contains({reference.where.path, reference.where.line, id, reference.shape});
  }

  // As the reference counts: a derived mirror is off by its formula, a key may go in steps.
  Number Counted(const Reference& reference, Number number) const {
    number.value = number.value * reference.step + reference.shift;
    const auto index = static_cast<std::size_t>(reference.mirror);
    if (reference.mirror >= 0 && index < options_.mirrors.size() &&
        options_.mirrors[index].kind == Mirror::Kind::kDerived) {
      number.value += options_.mirrors[index].offset;
    }
    return number;
  }

  void LookAtRange(const Reference& reference, const std::vector<ModuleId>& ids) {
    const RangeAfter range = RangeOf(renaming_, ids);
    if (range.numbers.empty()) return;
    const Number first = range.numbers.front();
    const Number last = range.numbers.back();
    const bool is_range = range.is_range;
    if (!range.changes && (left_task_ == nullptr || IsUnsure(reference) || !is_range)) return;
    const std::string was =
        fmt::format("{}-{}", ShowNumber(reference.written), ShowNumber(*reference.written_last));
    if ((!is_range || IsUnsure(reference)) && BelongsToLeaving(reference.where.path, renaming_))
      return;
    if (!is_range) {
      return Ask(TaskKind::kRange, reference,
                 fmt::format("the modules of {} are now {}{}", was, range.ShownNumbers(),
                             range.leaves ? " and one that leaves" : ""),
                 {}, ids);
    }
    if (first == reference.written && last == *reference.written_last) return Settle();
    if (IsUnsure(reference)) {
      return Ask(TaskKind::kNumberOnly, reference,
                 fmt::format("says {}, numbers {} become {}-{}: are they meant?", was,
                             left_task_ ? "that modules had which" : "of modules that",
                             ShowNumber(first), ShowNumber(last)),
                 SaysNumber(last), ids);
    }
    Settle();
    result_.rewrites.push_back(
        {reference,
         style_.Written(reference, reference.number, reference.written, first),
         style_.Written(reference, reference.last_number, *reference.written_last, last),
         {},
         {}});
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  const Exclusions& exclusions_;
  const std::map<std::string, std::string>& moves_;
  LeftPlaces& left_;
  const Task* left_task_ = nullptr;  // of the reference that is looked at
  std::map<std::pair<std::string, Number>, const Task*> left_identifiers_;  // by path, number
  PathDigits path_digits_;
  NumberStyle style_;
  std::set<std::pair<int, ModuleId>> staying_;  // mirror entries that do not move
  std::set<std::tuple<std::string, int, ModuleId, ReferenceShape>>
      told_;  // path, line: gives a number to come
  std::set<std::tuple<std::string, int, ModuleId>> explained_;  // lines asked about in words
  std::set<std::string> misplaced_;  // paths of mirror entries that speak for another
  std::map<std::pair<std::string, int>, std::size_t> list_items_;  // path, line → body of the item
  JoinedSlugs joined_;
  PageHeadings headings_;
  std::map<std::string, std::pair<Location, int>> history_;  // by path: first place, count
  using Lines = std::set<int>;
  // path, module and whether it names something outside → the task of the first identifier, and
  // the lines of further ones
  std::map<std::tuple<std::string, ModuleId, bool>, std::pair<std::size_t, Lines>> identifiers_;
  bool only_counts_ = false;
  RewritesAndTasks result_;
};

}  // namespace

Result<RewritesAndTasks> PlanRewrites(const Renaming& renaming, const PlanOptions& options,
                                      const std::map<std::string, std::string>& moves,
                                      LeftPlaces& left) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  RewritesAndTasks result = RewritePlanner(renaming, options, *exclusions, moves, left).Run();
  SettlePaddedNumbers(renaming, *exclusions, result);
  return result;
}

}  // namespace prereq
