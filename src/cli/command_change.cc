// `prereq move`, `swap`, `insert`, `remove`, `rename`, `close-gaps`, `pad`: one change of the order
// or of its names; the rest follows.
#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/broken_by.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_formats.h"
#include "cli/shared_arguments.h"
#include "plan/change_several.h"
#include "plan/pad.h"
#include "plan/retitle.h"
#include "plan/title_text.h"
#include "report/plan_words.h"
#include "series/named_module.h"

namespace prereq {
namespace {

using TargetOf = std::function<Result<Target>(const Facts&)>;
// Another pattern for the names of the series; empty: its own.
using PatternOf = std::function<Result<std::string>(const Facts&)>;

// The slug of the module that the user names, which every function of plan/change.h takes.
Result<std::string> SlugOf(const Facts& facts, const std::string& name) {
  const Result<ModuleId> id = FindNamedModule(facts, name);
  if (!id) return id.error();
  return facts.module(*id).slug;
}

// The modules that "A,B" names; a name that holds a comma itself is one.
Result<std::vector<std::string>> SlugsOf(const Facts& facts, const std::string& names) {
  const Result<std::string> whole = SlugOf(facts, names);
  if (whole || names.find(',') == std::string::npos) {
    if (!whole) return whole.error();
    return std::vector<std::string>{*whole};
  }
  std::vector<std::string> slugs;
  for (const std::string_view name : Split(names, ',')) {
    const Result<std::string> slug = SlugOf(facts, std::string(Trim(name)));
    if (!slug) return slug.error();
    slugs.push_back(*slug);
  }
  return slugs;
}

// A number far behind the last one is a typing error more often than meant; gaps that are kept, or
// are as wide already, are meant.
Status CheckNear(const Options& options, const Facts& facts, int number) {
  if (options.force || facts.series.gaps == Series::Gaps::kKeep) return Done{};
  std::optional<int> first, last;
  int widest = 1;
  for (const ModuleId id : facts.order.Sequence()) {
    const int value = facts.order.number(id)->value;
    if (last) widest = std::max(widest, value - *last);
    if (!first) first = value;
    last = value;
  }
  if (!last || number <= *last + widest) return Done{};
  return Error{Error::Code::kInvalid,
               fmt::format("{} is far behind the last number, {}: expected {} to {}", number, *last,
                           facts.series.start.value_or(*first), *last + widest),
               {},
               "say --force to leave the numbers between them free"};
}

Result<Destination> Where(const Options& options, const Facts& facts) {
  if (options.place_to) {
    if (Status near = CheckNear(options, facts, *options.place_to); !near) return near.error();
    return Destination(AtNumber{{*options.place_to, '\0'}});
  }
  const bool before = !options.place_before.empty();
  const std::string& name = before ? options.place_before : options.place_after;
  if (name.empty()) {
    return Error{Error::Code::kInvalid, "expected one of --before, --after, --to", {}, ""};
  }
  const Result<std::string> slug = SlugOf(facts, name);
  if (!slug) return slug.error();
  if (before) return Destination(BeforeModule{*slug});
  return Destination(AfterModule{*slug});
}

// What will keep every other command from reading the policy: to be known before, not after.
void SayUncut(const EditSet& edits) {
  for (const Task& task : edits.tasks) {
    if (task.kind == TaskKind::kPolicy) {
      SayNote(fmt::format("note: {}: {}", Show(task.where), Printable(TaskText(task))));
    }
  }
}

// A title of which nothing could be made.
void SayUnmade(const PlannedChange& change) {
  for (const NewModule& added : change.plan.target.inserted) {
    if (added.title.empty() || !change.edits.created.empty()) continue;
    SayNote(fmt::format(
        "note: no file of `{}` is made: what the other modules hold does not follow from "
        "number, name and title",
        Printable(added.slug)));
  }
}

// A rename without --title of a module that has one.
void SayKeptTitle(const Options& options, const Workspace& workspace, const Facts& facts,
                  const PlannedChange& change) {
  const std::vector<NewSlug>& renamed = change.plan.target.renamed;
  const bool may_stay = options.title.empty() && !renamed.empty() && !change.edits.ChangesNothing();
  if (!may_stay || workspace.tree() == nullptr) return;
  EditSet with_title = change.edits;
  if (Retitle(facts, renamed.front().module, renamed.front().slug, *workspace.tree(), with_title)) {
    SayNote("note: the title stays as it is; --title gives the module a new one");
  }
}

// With --title: what gives the renamed module its new title, too; what writes another pattern into
// the policy.
Status FinishChange(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                    const std::string& pattern, PlannedChange& change) {
  if (workspace.tree() != nullptr) {
    const std::string policy(BaseName(workspace.config().path));
    Status edited =
        EditPattern(series.facts.series, pattern, policy, *workspace.tree(), change.edits);
    if (!edited) return edited;
  }
  if (options.title.empty() || change.plan.target.renamed.empty()) return Done{};
  return Retitle(series.facts, change.plan.target.renamed.front().module, options.title,
                 *workspace.tree(), change.edits);
}

// A new name that would stand nowhere: where paths hold the number alone, a slug is made from it or
// from the title.
std::optional<Error> RefuseIdleRename(const Facts& facts, const PlannedChange& change) {
  const std::vector<NewSlug>& renamed = change.plan.target.renamed;
  if (renamed.empty() || !change.edits.ChangesNothing()) return std::nullopt;
  const Module& module = facts.module(renamed.front().module);
  const auto pattern = NamePattern::Parse(facts.series.pattern);
  if (!pattern || pattern->has_slug() || module.slug == renamed.front().slug) return std::nullopt;
  return Error{Error::Code::kInvalid,
               fmt::format("nothing holds the name `{}`: `{}` has a number and no slug",
                           Printable(module.slug), Printable(pattern->text())),
               {},
               fmt::format("change its title: prereq rename {0} {1} --title {1}",
                           ShellQuote(module.slug), ShellQuote(renamed.front().slug))};
}

int Change(const Options& options, const TargetOf& target_of, const PatternOf& pattern_of = {}) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  Result<const LoadedSeries*> only = SeriesToChange(*workspace, options.topic);
  if (const std::size_t comma = options.topic.find(','); !only && comma != std::string::npos) {
    only = SeriesToChange(*workspace, options.topic.substr(0, comma));
  }
  if (!only) return SayErrors({only.error()}), kExitNoAnswer;
  LoadedSeries series = **only;
  const LoadedSeries& declared = **only;
  if (pattern_of) {
    Result<std::string> pattern = pattern_of(series.facts);
    if (!pattern) return SayErrors({pattern.error()}), kExitNoAnswer;
    series.facts.series.pattern = std::move(*pattern);
  }
  const Result<Target> target = target_of(series.facts);
  if (!target) return SayErrors({target.error()}), kExitNoAnswer;
  Planned planned = PlanTarget(options, *workspace, series, *target);
  if (!planned.change) return planned.exit;
  const FinishPlan finish = [&](PlannedChange& change) {
    return FinishChange(options, *workspace, declared, series.facts.series.pattern, change);
  };
  if (Status finished = finish(*planned.change); !finished) {
    return SayErrors({finished.error()}), kExitNoAnswer;
  }
  if (auto idle = RefuseIdleRename(series.facts, *planned.change)) {
    return SayErrors({std::move(*idle)}), kExitNoAnswer;
  }
  Broken broken = BrokenBy(*workspace, series, *target);
  if (!broken.findings.empty() && !options.force && !options.dry_run) {
    const FileReader* tree = workspace->tree();
    const std::vector<PathMove>& moves = planned.change->edits.moves;
    SayBroken(
        options, *workspace, std::move(broken),
        tree == nullptr ? std::nullopt : RefusalToRename(options, workspace->root(), *tree, moves));
    return kExitFindings;
  }
  for (const Finding& finding : broken.findings) {
    SayNote("note: then " + Printable(finding.headline));
  }
  if (options.dry_run) return WritePlan(options, *workspace, series, planned);
  if (workspace->tree() != nullptr &&
      !MayRename(options, workspace->root(), *workspace->tree(), planned.change->edits.moves)) {
    return kExitFindings;
  }
  SayUncut(planned.change->edits);
  SayUnmade(*planned.change);
  SayKeptTitle(options, *workspace, series.facts, *planned.change);
  if (!ConfirmPlan(options, *workspace, series, planned, finish)) return kExitNoAnswer;
  const EditSet& edits = planned.change->edits;
  const std::vector<Task> tasks = AllTasks(planned.change->plan, edits);
  const bool done = ChangeAndSay(options, [&](ChangeOptions how) {
    how.tasks = tasks;
    how.settled = planned.change->plan.settled;
    return workspace->Apply(edits, how);
  });
  if (!done) return kExitNoAnswer;
  SayResorts(*planned.change);
  SayTasks(options, tasks, edits);
  return kExitClean;
}

// What all of them take; `positional` stands first.
Declaration DeclareChange(Options& options, std::vector<Argument> positional,
                          std::vector<Argument> place, std::string examples) {
  std::vector<Argument> arguments = std::move(positional);
  Append(InArguments(options), arguments);
  Append(std::move(place), arguments);
  arguments.push_back(DryRunArgument(options, "show the plan, change nothing"));
  Argument format = FormatArgument(options, PlanFormatNames());
  format.needs = {"--dry-run"};
  arguments.push_back(std::move(format));
  arguments.push_back(
      {.name = "--force",
       .target = &options.force,
       .help = "also when a valid order becomes invalid, or a migration that may have run gets "
               "another name"});
  Append(ChoiceArguments(options), arguments);
  Append(ChangeArguments(options), arguments);
  return {std::move(arguments), std::move(examples)};
}

Argument Subject(Options& options) {
  Argument module =
      ModuleArgument("MODULE", &options.topic, "the module: slug, title, number or directory");
  module.is_required = true;
  return module;
}

std::vector<Argument> PlaceArguments(Options& options) {
  Argument before = ModuleArgument("--before", &options.place_before, "just before this module");
  Argument after = ModuleArgument("--after", &options.place_after, "just after this module");
  after.excludes = {"--before"};
  return {std::move(before),
          std::move(after),
          {.name = "--to",
           .target = &options.place_to,
           .help = "to this number",
           .value = "N",
           .lowest = 0,
           .highest = 99999,
           .excludes = {"--before", "--after"}}};
}

}  // namespace

Declaration DeclareMove(Options& options) {
  Argument modules = Subject(options);
  modules.help = "the module: slug, title, number or directory; several with commas between them";
  return DeclareChange(options, {std::move(modules)}, PlaceArguments(options),
                       "  prereq move autograd --after optimizers\n"
                       "  prereq move autograd,training --after optimizers\n"
                       "  prereq move \"Lesson 2\" --to 5 --dry-run");
}

int RunMove(const Options& options) {
  return Change(options, [&](const Facts& facts) -> Result<Target> {
    const Result<std::vector<std::string>> slugs = SlugsOf(facts, options.topic);
    if (!slugs) return slugs.error();
    const Result<Destination> where = Where(options, facts);
    return where ? MoveModules(facts, *slugs, *where) : where.error();
  });
}

Declaration DeclareSwap(Options& options) {
  Argument other = ModuleArgument("OTHER", &options.new_name, "the module that takes its place");
  other.is_required = true;
  return DeclareChange(options, {Subject(options), std::move(other)}, {},
                       "  prereq swap ranking queries");
}

int RunSwap(const Options& options) {
  return Change(options, [&](const Facts& facts) -> Result<Target> {
    const Result<std::string> one = SlugOf(facts, options.topic);
    if (!one) return one.error();
    const Result<std::string> two = SlugOf(facts, options.new_name);
    return two ? SwapModules(facts, *one, *two) : two.error();
  });
}

namespace {

// The title of a module that is to be made.
Status GiveTitle(const Options& options, Target& target) {
  if (Status good = CheckTitle(options.title); !good) return good;
  if (target.inserted.empty()) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is there already, so its title is not this command's",
                             Printable(options.topic)),
                 {},
                 "leave out --title, then prereq rename --title"};
  }
  target.inserted.front().title = std::string(Trim(options.title));
  return Done{};
}

}  // namespace

Declaration DeclareInsert(Options& options) {
  Argument slug{.name = "SLUG", .target = &options.topic, .help = "the new module's slug"};
  slug.is_required = true;
  std::vector<Argument> arguments = PlaceArguments(options);
  arguments.push_back({.name = "--title",
                       .target = &options.title,
                       .help = "make its files, mirrors and entries in lists after the others'",
                       .value = "TEXT"});
  return DeclareChange(options, {std::move(slug)}, std::move(arguments),
                       "  prereq insert profiling --after tensor\n"
                       "  prereq insert profiling --after tensor --title \"Profiling\"");
}

int RunInsert(const Options& options) {
  return Change(options, [&](const Facts& facts) -> Result<Target> {
    const Result<Destination> where = Where(options, facts);
    if (!where) return where.error();
    Result<Target> target = InsertModule(facts, options.topic, *where);
    if (target && !options.title.empty()) {
      if (Status titled = GiveTitle(options, *target); !titled) return titled.error();
    }
    return target;
  });
}

Declaration DeclareRemove(Options& options) {
  return DeclareChange(options, {Subject(options)}, {}, "  prereq remove setup --dry-run");
}

int RunRemove(const Options& options) {
  return Change(options, [&](const Facts& facts) -> Result<Target> {
    const Result<std::string> slug = SlugOf(facts, options.topic);
    return slug ? RemoveModule(facts, *slug) : slug.error();
  });
}

Declaration DeclareRename(Options& options) {
  return DeclareChange(
      options,
      {Subject(options),
       {.name = "NEW", .target = &options.new_name, .help = "the new slug", .is_required = true}},
      {{.name = "--title",
        .target = &options.title,
        .help = "the new title, for metadata, headings and where others call it by the old one",
        .value = "TEXT"}},
      "  prereq rename dense layers\n"
      "  prereq rename dense layers --title \"Layers\"");
}

int RunRename(const Options& options) {
  return Change(options, [&](const Facts& facts) -> Result<Target> {
    const Result<std::string> slug = SlugOf(facts, options.topic);
    return slug ? RenameModule(facts, *slug, options.new_name) : slug.error();
  });
}

Declaration DeclareCloseGaps(Options& options) {
  return DeclareChange(options, {}, {}, "  prereq close-gaps --dry-run");
}

int RunCloseGaps(const Options& options) { return Change(options, CloseGaps); }

Declaration DeclarePad(Options& options) {
  return DeclareChange(
      options,
      {{.name = "WIDTH",
        .target = &options.width,
        .help = "digits of each number; without it as many as the largest has, at least two",
        .lowest = 1,
        .highest = 9}},
      {}, "  prereq pad --dry-run\n  prereq pad 3");
}

int RunPad(const Options& options) {
  return Change(
      options,
      [](const Facts& facts) -> Result<Target> {
        return Target{facts.order, {}, {}};
      },
      [&](const Facts& facts) { return PaddedPattern(facts, options.width); });
}

}  // namespace prereq
