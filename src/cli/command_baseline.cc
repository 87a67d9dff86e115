// `prereq baseline`: accepts what lint finds today, and forgets what it no longer finds.
#include <algorithm>

#include "app/linted_tree.h"
#include "base/file_names.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/end_guards.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "tree/disk.h"
#include "tree/replace_file.h"

namespace prereq {
namespace {

int Fail(const Error& error) { return SayErrors(Errors(1, error)), kExitNoAnswer; }

int Fail(std::string message, std::string path, std::string fix) {
  Error error;
  error.message = std::move(message);
  error.where.path = std::move(path);
  error.fix = std::move(fix);
  return Fail(error);
}

std::string Entries(std::size_t count) {
  return count == 1 ? "1 entry" : fmt::format("{} entries", count);
}

std::string FileFromHere(const Input& input) {
  return input.prefix + std::string(kBaselineFileName);
}

// A comment that somebody wrote into the file, which is written anew as a whole; its line.
int OwnComment(const std::string& text, const Baseline& baseline) {
  const std::string mine = RenderBaseline(baseline);
  std::vector<std::string_view> known;
  for (const std::string_view line : Lines(mine)) known.push_back(line);
  int number = 0;
  for (const std::string_view line : Lines(text)) {
    ++number;
    if (line.find('#') != std::string_view::npos && std::ranges::find(known, line) == known.end()) {
      return number;
    }
  }
  return 0;
}

std::optional<Error> LostComment(const LintedTree& linted) {
  if (!linted.baseline) return std::nullopt;
  const Result<std::string> text = linted.input->tree->Read(std::string(kBaselineFileName));
  if (!text) return text.error();
  const int line = OwnComment(*text, *linted.baseline);
  if (line == 0) return std::nullopt;
  Error error;
  error.message = "this comment would be lost: prereq writes the file anew as a whole";
  error.where = {FileFromHere(*linted.input), line, 1};
  error.fix = "move what it says into the entry's `because`";
  return error;
}

// How the entries differ, for people.
std::string Difference(const Baseline& before, const Baseline& after) {
  int added = 0, raised = 0, lowered = 0, gone = 0;
  for (const BaselineEntry& entry : after.entries) {
    const auto old = std::ranges::find(before.entries, entry.key, &BaselineEntry::key);
    if (old == before.entries.end()) {
      ++added;
    } else if (old->count != entry.count) {
      ++(old->count < entry.count ? raised : lowered);
    }
  }
  for (const BaselineEntry& entry : before.entries) {
    if (std::ranges::find(after.entries, entry.key, &BaselineEntry::key) == after.entries.end()) {
      ++gone;
    }
  }
  std::vector<std::string> parts;
  if (added > 0) parts.push_back(fmt::format("{} new", added));
  if (raised > 0) parts.push_back(fmt::format("{} raised", raised));
  if (lowered > 0) parts.push_back(fmt::format("{} lowered", lowered));
  if (gone > 0) parts.push_back(fmt::format("{} removed", gone));
  return Join(parts, ", ");
}

int Write(const LintedTree& linted, const Baseline& after) {
  const Input& input = *linted.input;
  const Baseline before = linted.baseline.value_or(Baseline{});
  const std::string difference = Difference(before, after);
  const std::string file = FileFromHere(input);
  if (difference.empty()) {
    SayNote(
        fmt::format("{}: nothing to change, {}", Printable(file), Entries(after.entries.size())));
    return kExitClean;
  }
  if (const auto lost = LostComment(linted)) return Fail(*lost);
  EndNoMore();
  if (const Status written =
          ReplaceFile(input.root, std::string(kBaselineFileName), RenderBaseline(after));
      !written) {
    return Fail(written.error());
  }
  SayNote(fmt::format("{}: {} ({})", Printable(file), Entries(after.entries.size()), difference));
  return kExitClean;
}

int ChangeBaseline(const Options& options, bool adds) {
  if (const Errors unknown = UnknownRules(options.rules); !unknown.empty()) {
    return SayErrors(unknown), kExitNoAnswer;
  }
  if (adds && Trim(options.reason).empty()) {
    return Fail("expected a reason, found none: later readers could not tell whether it may go", "",
                "prereq baseline add --reason \"…\"");
  }
  const Result<Workspace, Errors> workspace =
      OpenWorkspace(options, {.references = true, .list_malformed = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  if (workspace->tree() == nullptr) {
    return Fail("a graph file has no baseline; name a directory", workspace->config().path, "");
  }
  if (!options.series.empty() && workspace->config().series.size() > 1 && !adds) {
    return Fail("pruning needs all series: what another one has would look gone", "",
                "prereq baseline prune");
  }
  Result<LintedTree, Errors> linted = LintTree(workspace->input(), {});
  if (!linted) return SayErrors(linted.error()), kExitNoAnswer;
  Baseline baseline = linted->baseline.value_or(Baseline{std::string(kBaselineFileName), {}});
  if (!adds) return Write(*linted, PruneBaseline(std::move(baseline), linted->left));
  std::vector<Finding> findings = linted->left;
  KeepRules(options.rules, findings);
  return Write(*linted, AddToBaseline(std::move(baseline), findings, options.reason));
}

}  // namespace

int RunBaselineAdd(const Options& options) { return ChangeBaseline(options, true); }

int RunBaselinePrune(const Options& options) { return ChangeBaseline(options, false); }

Declaration DeclareBaselineAdd(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  Append({{.name = "--reason",
           .target = &options.reason,
           .help = "why it may stay; written beside each new entry",
           .value = "TEXT",
           .is_required = true},
          {.name = "--rule",
           .target = &options.rules,
           .help = "only this rule (id or name); may repeat",
           .value = "RULE",
           .completes = Completes::kRule}},
         arguments);
  return {std::move(arguments),
          "  prereq baseline add --reason 'to be rewritten in spring'\n"
          "  prereq baseline add --rule PRQ301 --reason 'old lecture notes'"};
}

Declaration DeclareBaselinePrune(Options& options) {
  return {InputArguments(options),
          "  prereq baseline prune                 forget what is no longer found"};
}

}  // namespace prereq
