#include "cli/opened.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <iostream>

#include "base/format.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "series/named_module.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

// Whether the lines of an order stand in another sequence than the numbers on them.
bool LinesContradictNumbers(const OrderText& text) {
  const auto is_numbered = [](const OrderEntry& entry) {
    return entry.number && !entry.line.empty();
  };
  return std::ranges::all_of(text.entries, is_numbered) &&
         !std::ranges::is_sorted(text.entries, {}, &OrderEntry::number);
}

// "plan.md#new order" → file and block; a file of the whole name wins.
std::pair<std::string, std::string> SplitSelector(const std::string& text) {
  std::error_code ignored;
  const std::size_t hash = text.rfind('#');
  if (hash == std::string::npos || hash == 0 || stdfs::exists(text, ignored)) return {text, ""};
  return {text.substr(0, hash), text.substr(hash + 1)};
}

// What was read, for --verbose.
void SayRead(const Workspace& workspace) {
  SayNote(fmt::format("read {}", Printable(workspace.config().path)));
  for (const LoadedSeries& series : workspace.series()) {
    std::string note =
        fmt::format("series `{}`: {} modules, {} requirements", Printable(series.facts.series.name),
                    series.facts.modules.size(), series.graph.claims.size());
    if (!series.facts.files.empty()) {
      note += fmt::format(", {} references in {} files", series.facts.references.size(),
                          series.facts.files.size());
    }
    SayNote(note);
  }
}

// Source that its grammar only partly understood: lint names the first files, --verbose all.
void SaySyntaxErrors(const Workspace& workspace, bool all) {
  constexpr std::size_t kNamed = 3;
  std::vector<Location> errors;
  for (const LoadedSeries& series : workspace.series()) {
    const std::vector<Location>& found = series.facts.syntax_errors;
    errors.insert(errors.end(), found.begin(), found.end());
  }
  std::ranges::sort(errors);
  errors.erase(std::unique(errors.begin(), errors.end()), errors.end());
  if (errors.empty()) return;
  std::vector<std::string> named;
  for (const Location& where : errors) {
    if (!all && named.size() == kNamed) break;
    named.push_back(Show(where));
  }
  std::string more;
  if (named.size() < errors.size()) {
    more = fmt::format(" and {} more (--verbose names all)", errors.size() - named.size());
  }
  SayNote(fmt::format(
      "{} had syntax errors, so imports near them may be missing: {}{}",
      errors.size() == 1 ? "1 source file" : fmt::format("{} source files", errors.size()),
      Join(named, ", "), more));
}

}  // namespace

std::optional<Options> Prepared(Options options) {
  if (!options.config.empty() && !options.input.empty()) {
    SayErrors({{Error::Code::kInvalid,
                "--config " + Printable(options.config) + " and an input are one too many",
                {options.input, 0, 0},
                "prereq check " + ShellQuote(options.config)}});
    return std::nullopt;
  }
  if (!options.config.empty()) options.input = options.config;
  if (options.directory.empty()) return options;
  std::error_code failed;
  stdfs::current_path(options.directory, failed);
  if (!failed) return options;
  SayErrors({{Error::Code::kNotFound,
              "cannot work there: " + failed.message(),
              {options.directory, 0, 0},
              "ls -d " + ShellQuote(options.directory)}});
  return std::nullopt;
}

Result<Workspace, Errors> OpenWorkspace(const Options& options, CollectOptions collect,
                                        bool allow_unreadable) {
  OpenOptions how;
  how.series = options.series;
  const bool lists_malformed = collect.list_malformed;
  how.collect = std::move(collect);
  how.collect.threads = options.threads;
  how.use_cache = !options.no_cache;
  if (const char* directory = std::getenv("PREREQ_CACHE_DIR")) how.cache_directory = directory;
  how.allow_unreadable = allow_unreadable;
  Result<Workspace, Errors> workspace = Workspace::Open(options.input, how);
  if (!workspace) return workspace;
  for (const std::string& note : workspace->notes()) SayNote(note);
  if (options.verbose) SayRead(*workspace);
  if (options.verbose || lists_malformed) SaySyntaxErrors(*workspace, options.verbose);
  return workspace;
}

Result<std::string> ReadNamedOrStdin(const std::string& path) {
  if (path != "-") return ReadNamed(path);
  const WithoutProgressLine alone;  // somebody may be typing
  return ReadPipe(std::cin, "<stdin>");
}

Result<Order, Errors> ReadNamedOrder(const std::string& named, const Workspace& workspace,
                                     const LoadedSeries& series) {
  if (named.empty()) return series.facts.order;
  const auto [path, selector] = SplitSelector(named);
  const Result<std::string> text = ReadNamedOrStdin(path);
  if (!text) return Errors{text.error()};
  const std::string name = path == "-" ? "<stdin>" : path;
  constexpr std::size_t kLargestOrder = std::size_t{16} << 20U;
  if (text->size() > kLargestOrder) {
    return Errors{{Error::Code::kInvalid,
                   fmt::format("expected an order of at most 16 MiB, found {} bytes", text->size()),
                   {name, 0, 0},
                   {}}};
  }
  Result<Order, Errors> order = workspace.ReadOrder(series, name, *text, selector);
  if (!order || *order != series.facts.order) return order;
  if (const auto written = ParseOrder(name, *text, selector);
      written && LinesContradictNumbers(*written)) {
    SayNote(
        "warning: the numbers of this order are today's, but its lines stand in another sequence; "
        "the numbers count, and without them the sequence of the lines does");
  }
  return order;
}

Result<const LoadedSeries*> SeriesToChange(const Workspace& workspace, const std::string& name) {
  if (workspace.tree() != nullptr) {
    const LoadedSeries* found = nullptr;
    std::size_t count = 0;
    for (const LoadedSeries& series : workspace.series()) {
      if (name.empty() || !FindNamedModule(series.facts, name)) continue;
      found = &series;
      ++count;
    }
    if (count == 1) return found;
    Result<const LoadedSeries*> only = workspace.OnlySeries();
    if (only || workspace.series().empty()) return only;
    Error error = only.error();
    error.fix = "add --series " + ShellQuote(workspace.series().front().facts.series.name);
    return error;
  }
  return Error{Error::Code::kInvalid,
               "a graph file has no tree to change; name a directory",
               {workspace.config().path, 0, 0},
               ""};
}

Result<std::string> TreeRoot(const Options& options) {
  std::error_code ignored;
  if (stdfs::is_regular_file(options.input, ignored)) {  // a policy
    const std::string folder = stdfs::path(options.input).parent_path().string();
    return folder.empty() ? std::string(".") : folder;
  }
  if (!options.input.empty()) return options.input;
  const auto root = FindRoot(".");
  if (!root) return root.error();
  return root->value_or(".");
}

std::string OnSameInput(const Options& options, std::string command) {
  constexpr std::string_view kProgram = "prereq ";
  if (!command.starts_with(kProgram)) return command;
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    const std::string_view name = std::string_view(command).substr(kProgram.size());
    return std::ranges::any_of(
        names, [&](std::string_view one) { return name.substr(0, name.find(' ')) == one; });
  };
  // These look at a tree as it stands, not at its series.
  const bool of_tree = is_one_of({"undo", "tasks", "status", "recover"});
  const bool positional =
      of_tree || is_one_of({"suggest", "lint", "baseline", "graph", "plan", "check", "apply"});
  const bool dashed = options.input.starts_with('-') && options.input != "-";
  const std::string input = ShellQuote(dashed ? "./" + options.input : options.input);
  if (!options.input.empty()) command += (positional ? " " : " --in ") + input;
  if (!options.series.empty() && !of_tree) command += " --series " + ShellQuote(options.series);
  if (!options.directory.empty()) {
    command.insert(kProgram.size(), fmt::format("-C {} ", ShellQuote(options.directory)));
  }
  return command;
}

void ShowFromHere(const Input& input, const Options& options, std::vector<Finding>& findings) {
  const auto from_here = [&](Location& where) {
    if (!where.path.empty() && where.path != input.config.path)
      where.path = input.prefix + where.path;
  };
  for (Finding& finding : findings) {
    from_here(finding.where);
    for (Evidence& fact : finding.facts) from_here(fact.where);
    for (FixEdit& edit : finding.fix.edits) edit.path = input.prefix + edit.path;
    if (input.tree) finding.fix.command = OnSameInput(options, std::move(finding.fix.command));
  }
}

}  // namespace prereq
