#include "cli/shared_arguments.h"

#include <iterator>

#include "base/text.h"

namespace prereq {
namespace {

constexpr const char* kInputHelp =
    "a graph file, or a directory with a prereq.yaml (default: the nearest prereq.yaml upward)";

Argument SeriesArgument(Options& options) {
  return {.name = "--series",
          .target = &options.series,
          .help = "only this series, when the policy declares several",
          .value = "NAME",
          .completes = Completes::kSeries};
}

}  // namespace

std::vector<Argument> InputArguments(Options& options) {
  return {{.name = "INPUT",
           .target = &options.input,
           .help = kInputHelp,
           .refuses_empty = true,
           .completes = Completes::kFile},
          SeriesArgument(options)};
}

Argument InputFormatArgument(Options& options) {
  return {.name = "--input-format",
          .target = &options.input_format,
          .help =
              "how INPUT is written: policy, or an edge list as edges (`a b` puts a before b, "
              "as tsort reads it), csv, tsv or dot; default: by its ending (.edges .csv .tsv "
              ".dot .gv), - is edges, all else a policy",
          .value = "F",
          .choices = {"policy", "edges", "csv", "tsv", "dot"}};
}

std::vector<Argument> InArguments(Options& options) {
  return {{.name = "--in",
           .target = &options.input,
           .help = kInputHelp,
           .value = "INPUT",
           .refuses_empty = true,
           .completes = Completes::kFile},
          SeriesArgument(options)};
}

Argument OrderArgument(Options& options, const std::string& help) {
  return {.name = "--order",
          .target = &options.order,
          .help = help,
          .value = "FILE",
          .refuses_empty = true,
          .completes = Completes::kFile};
}

Argument FormatArgument(Options& options, const std::vector<std::string>& formats) {
  return {.name = "--format",
          .target = &options.formats,
          .help = "output as " + Join(formats, ", ") + "; F=FILE writes to a file; may repeat",
          .value = "F",
          .choices = formats};
}

Argument MinimizeArgument(Options& options) {
  return {.name = "--minimize",
          .target = &options.minimize,
          .help =
              "what to keep small first: renames (default), edits (each module weighs the "
              "paths and certain references that change with its number), displacement",
          .value = "WHAT",
          .choices = {"renames", "edits", "displacement"}};
}

std::vector<Argument> TargetArguments(Options& options) {
  return {OrderArgument(options, "the order to reach (default: what `prereq suggest` proposes)"),
          MinimizeArgument(options)};
}

std::vector<Argument> ChoiceArguments(Options& options) {
  return {
      {.name = "--include",
       .target = &options.include,
       .help = "edit these too: likely (places that probably mean a module) or history "
               "(changelogs and other files that tell what was); may repeat",
       .value = "WHAT",
       .choices = {"likely", "history"},
       .splits_commas = true},
      {.name = "--fix-drift",
       .target = &options.fix_drift,
       .help = "let places whose number and name disagree follow the name"},
      {.name = "--resort",
       .target = &options.resort,
       .help = "put the entries of lists, tables and maps that stood in module order into "
               "the new one, in code and notebooks too; elsewhere that is the default, but where "
               "--interactive asks"},
      {.name = "--no-resort",
       .target = &options.no_resort,
       .help = "leave the entries of lists, tables and maps where they stand",
       .excludes = {"--resort"}},
      {.name = "--exclude",
       .target = &options.exclude,
       .help = "leave these alone: a path, a glob of paths, or a kind as `prereq refs` "
               "shows it; may repeat",
       .value = "WHAT",
       .completes = Completes::kFile}};
}

std::vector<Argument> ChangeArguments(Options& options) {
  return {{.name = "--verify",
           .target = &options.verify,
           .help = "a command that must succeed on the new tree, else all is taken back",
           .value = "COMMAND"},
          {.name = "--yes",
           .target = &options.yes,
           .help = "do not ask, and let the policy's `verify` commands run"},
          {.name = "--no-git", .target = &options.no_git, .help = "leave git's index alone"},
          {.name = "--stage",
           .target = &options.stage,
           .help = "stage edited files also where they had changes that were not staged"},
          {.name = "--allow-dirty",
           .target = &options.allow_dirty,
           .help = "touch files with changes that are not committed"},
          {.name = "--allow-lfs", .target = &options.allow_lfs, .help = "edit Git LFS pointers"},
          {.name = "--allow-submodules",
           .target = &options.allow_submodules,
           .help = "move submodules"}};
}

Argument ModuleArgument(const std::string& name, std::string* target, const std::string& help) {
  return {.name = name,
          .target = target,
          .help = help,
          .value = "MODULE",
          .completes = Completes::kModule};
}

std::vector<Argument> GlobalArguments(Options& options) {
  return {{.name = "-C,--directory",
           .target = &options.directory,
           .help = "work as if started in this directory",
           .value = "DIR",
           .refuses_empty = true,
           .completes = Completes::kDirectory},
          {.name = "--config",
           .target = &options.config,
           .help = "the policy to use, where no INPUT names one",
           .value = "FILE",
           .refuses_empty = true,
           .completes = Completes::kFile},
          {.name = "-q,--quiet",
           .target = &options.quiet,
           .help = "no notes and no summary on stderr; errors alone"},
          {.name = "-v,--verbose",
           .target = &options.verbose,
           .help = "say on stderr what was read",
           .excludes = {"--quiet"}},
          {.name = "--color",
           .target = &options.colour,
           .help = "colour in text output",
           .value = "WHEN",
           .choices = {"auto", "always", "never"}},
          {.name = "--threads",
           .target = &options.threads,
           .help = "threads for reading (default: all cores; the output never depends on it)",
           .value = "N",
           .lowest = 0,
           .highest = 1024},
          {.name = "--time-limit",
           .target = &options.time_limit,
           .help = "seconds, then end without an answer, nothing changed (default: none)",
           .value = "S"},
          {.name = "--no-cache",
           .target = &options.no_cache,
           .help = "read every file anew and remember nothing (the output never depends on it)"}};
}

Argument TreeArgument(Options& options) {
  return {.name = "DIRECTORY",
          .target = &options.input,
          .help = "the tree (default: where the nearest prereq.yaml upward stands)",
          .completes = Completes::kDirectory};
}

Argument DryRunArgument(Options& options, const std::string& help) {
  return {.name = "--dry-run", .target = &options.dry_run, .help = help};
}

void Append(std::vector<Argument> more, std::vector<Argument>& all) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace prereq
