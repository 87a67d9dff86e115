// One reference at a time; the numbers around it only tell how the author pads.
#include "plan/rewrite.h"

#include <algorithm>
#include <set>

#include "base/format.h"
#include "base/glob.h"
#include "base/text.h"
#include "plan/moves.h"
#include "plan/number_style.h"

namespace prereq {
namespace {

// What `--exclude` leaves alone.
class Exclusions {
 public:
  static Result<Exclusions> Make(const std::vector<std::string>& entries) {
    Exclusions exclusions;
    for (const std::string& entry : entries) {
      bool is_shape = false;
      for (int i = 0; i <= static_cast<int>(ReferenceShape::kImport); ++i) {
        const auto shape = static_cast<ReferenceShape>(i);
        if (ReferenceShapeName(shape) != entry) continue;
        exclusions.shapes_.insert(shape);
        is_shape = true;
      }
      if (is_shape) continue;
      Result<Glob> glob = Glob::Parse(entry);
      if (!glob) return glob.error();
      exclusions.globs_.push_back(std::move(*glob));
    }
    return exclusions;
  }
  [[nodiscard]] bool Has(const Reference& reference) const {
    return shapes_.contains(reference.shape) || std::ranges::any_of(globs_, [&](const Glob& glob) {
             return glob.Matches(reference.where.path);
           });
  }

 private:
  std::set<ReferenceShape> shapes_;
  std::vector<Glob> globs_;
};

class RewritePlanner {
 public:
  RewritePlanner(const Renaming& renaming, const PlanOptions& options, const Exclusions& exclusions,
                 const std::map<std::string, std::string>& moves)
      : renaming_(renaming),
        options_(options),
        exclusions_(exclusions),
        style_(renaming.facts().references, renaming.width()) {
    for (const MirrorEntry& entry : renaming.facts().mirrors) {
      if (entry.module && PathAfter(moves, entry.path) == entry.path) {
        staying_.emplace(entry.mirror, *entry.module);
      }
    }
  }

  RewritesAndTasks Run() {
    for (const Reference& reference : renaming_.facts().references) {
      if (Follows(reference) && !exclusions_.Has(reference)) Look(reference);
    }
    AddGenerated();
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
        return options_.fix_drift;
      case Certainty::kUnresolved:
      case Certainty::kForeign:
        return false;
    }
    return false;
  }

  void Ask(const char* kind, const Reference& reference, std::string text) {
    result_.tasks.push_back({kind, std::move(text), reference.where});
  }

  void Look(const Reference& reference) {
    if (reference.shape == ReferenceShape::kRange && reference.written_last) {
      return LookAtRange(reference);
    }
    if (!reference.module) return;
    const ModuleId id = *reference.module;
    if (!renaming_.Changes(id) && reference.certainty != Certainty::kDrifted) return;
    if (renaming_.Leaves(id)) {
      return Ask(
          "removed-reference", reference,
          fmt::format("names `{}`, which leaves the series", Printable(renaming_.ShownBefore(id))));
    }
    if (!renaming_.After(id) || !renaming_.Before(id)) return;
    if (reference.mirror >= 0 && staying_.contains({reference.mirror, id})) return;
    const Number number = Counted(reference, *renaming_.After(id));
    if (number.value < 0) return;
    if (reference.certainty == Certainty::kLikely && !options_.include_likely) {
      if (number == reference.written) return;
      return Ask("number-only", reference,
                 fmt::format("says {}, which probably means `{}`: {} from now on",
                             ShowNumber(reference.written), Printable(renaming_.ShownBefore(id)),
                             ShowNumber(number)));
    }
    Rewrite rewrite{reference, {}, {}, {}, {}};
    if (number != reference.written) {
      rewrite.new_number = Shown(reference, reference.number, reference.written, number);
    }
    if (renaming_.OldSlug(id) != renaming_.NewSlug(id) && reference.name.length > 0) {
      rewrite.new_name = renaming_.NewSlug(id);
      rewrite.old_name = renaming_.OldSlug(id);
    }
    if (rewrite.new_number || rewrite.new_name) result_.rewrites.push_back(std::move(rewrite));
  }

  // As the reference counts: a derived mirror is off by its formula.
  Number Counted(const Reference& reference, Number number) const {
    const auto index = static_cast<std::size_t>(reference.mirror);
    if (reference.mirror >= 0 && index < options_.mirrors.size() &&
        options_.mirrors[index].kind == Mirror::Kind::kDerived) {
      number.value += options_.mirrors[index].offset;
    }
    return number;
  }

  std::string Shown(const Reference& reference, Span span, Number written, Number number) const {
    const std::size_t digits = span.length - (written.suffix != '\0' ? 1U : 0U);
    return ShowNumber(number, style_.WidthFor(reference, written, digits));
  }

  void LookAtRange(const Reference& reference) {
    const Facts& facts = renaming_.facts();
    std::vector<Number> numbers;
    bool changes = false;
    bool leaves = false;
    for (const ModuleId id : facts.order.Sequence()) {
      const Number before = *renaming_.Before(id);
      if (before < reference.written || *reference.written_last < before) continue;
      changes |= renaming_.Before(id) != renaming_.After(id);
      leaves |= renaming_.Leaves(id);
      if (renaming_.After(id)) numbers.push_back(*renaming_.After(id));
    }
    if (!changes || numbers.empty()) return;
    std::ranges::sort(numbers);
    const Number first = numbers.front();
    const Number last = numbers.back();
    std::size_t within = renaming_.target().inserted.size();
    for (const NewModule& added : renaming_.target().inserted) {
      if (added.number < first || last < added.number) --within;
    }
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      const auto after = renaming_.After({i});
      if (after && first <= *after && *after <= last) ++within;
    }
    const std::string was =
        fmt::format("{}-{}", ShowNumber(reference.written), ShowNumber(*reference.written_last));
    if (leaves || within != numbers.size() || first == last) {
      return Ask("range", reference,
                 fmt::format("the modules of {} are now {}{}", was, ShownNumbers(numbers),
                             leaves ? " and one that leaves" : ""));
    }
    if (first == reference.written && last == *reference.written_last) return;
    if (reference.certainty == Certainty::kLikely && !options_.include_likely) {
      return Ask("number-only", reference,
                 fmt::format("says {}, which probably means modules: {}-{} from now on", was,
                             ShowNumber(first), ShowNumber(last)));
    }
    result_.rewrites.push_back(
        {reference,
         Shown(reference, reference.number, reference.written, first),
         Shown(reference, reference.last_number, *reference.written_last, last),
         {},
         {}});
  }

  static std::string ShownNumbers(const std::vector<Number>& numbers) {
    std::vector<std::string> shown;
    for (const Number number : numbers) shown.push_back(ShowNumber(number));
    return fmt::format("{}", fmt::join(shown, ", "));
  }

  // Generated files are named once for each reason, since there may be thousands.
  void AddGenerated() {
    if (result_.rewrites.empty()) return;
    std::map<std::string, std::vector<const ScannedFile*>> by_reason;
    for (const ScannedFile& file : renaming_.facts().files) {
      if (file.kind == ScannedFile::Kind::kGenerated) by_reason[file.reason].push_back(&file);
    }
    for (const auto& [reason, files] : by_reason) {
      result_.tasks.push_back(
          {"generated",
           fmt::format("{} not edited ({}): run what makes {} again",
                       files.size() == 1 ? "generated file"
                                         : fmt::format("{} generated files", files.size()),
                       Printable(reason), files.size() == 1 ? "it" : "them"),
           {files.front()->path, 0, 0}});
    }
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  const Exclusions& exclusions_;
  NumberStyle style_;
  std::set<std::pair<int, ModuleId>> staying_;  // mirror entries that do not move
  RewritesAndTasks result_;
};

}  // namespace

Result<RewritesAndTasks> PlanRewrites(const Renaming& renaming, const PlanOptions& options,
                                      const std::map<std::string, std::string>& moves) {
  const Result<Exclusions> exclusions = Exclusions::Make(options.exclude);
  if (!exclusions) return exclusions.error();
  return RewritePlanner(renaming, options, *exclusions, moves).Run();
}

}  // namespace prereq
