#include "cli/input.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/transaction.h"
#include "cli/unreadable.h"
#include "prereq/baseline.h"
#include "references/lexicon.h"
#include "tree/disk.h"
#include "tree/disk_cache.h"
#include "tree/find_root.h"
#include "tree/git.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

Errors One(Error error) {
  Errors errors;
  errors.push_back(std::move(error));
  return errors;
}

Error NotFound(std::string message, std::string path, std::string fix) {
  Error error;
  error.code = Error::Code::kNotFound;
  error.message = std::move(message);
  error.where.path = std::move(path);
  error.fix = std::move(fix);
  return error;
}

struct Place {
  std::string config;  // path of the policy or graph file
  std::string shown;   // the same as errors show it
};

// Which file holds the policy or the graph.
Result<Place> FindPlace(const std::string& input) {
  std::error_code ignored;
  const std::string policy(kPolicyFileName);
  if (input.empty()) {
    Result<std::optional<std::string>> root = FindRoot(".");
    if (!root) return root.error();
    if (!*root) {
      return NotFound(fmt::format("found no {} here or in any directory above", policy), "",
                      "prereq init");
    }
    const std::string relative = stdfs::path(**root + "/" + policy)
                                     .lexically_relative(stdfs::current_path(ignored))
                                     .string();
    return Place{**root + "/" + policy, relative.empty() ? **root + "/" + policy : relative};
  }
  const stdfs::file_status status = stdfs::status(input, ignored);
  if (!stdfs::exists(status)) {
    return NotFound("no such file or directory", input, "");
  }
  if (!stdfs::is_directory(status)) return Place{input, input};
  const std::string inside = (stdfs::path(input) / policy).lexically_normal().string();
  if (!stdfs::exists(inside, ignored)) {
    return NotFound(fmt::format("the directory has no {}", policy), input,
                    "prereq init " + ShellQuote(input));
  }
  return Place{inside, inside};
}

Result<Input, Errors> LoadGraphFile(Input input) {
  Result<Facts, Errors> facts = FactsFromGraphFile(input.config);
  if (!facts) return facts.error();
  // Where the series says that modules lie, so that a plan can name the renames.
  const Result<NamePattern> pattern = NamePattern::Parse(facts->series.pattern);
  if (pattern && !input.config.series.empty()) {
    for (std::size_t i = 0; i < facts->modules.size(); ++i) {
      const auto number = facts->order.number({static_cast<int>(i)});
      if (number) facts->modules[i].path = pattern->Format(*number, facts->modules[i].slug);
    }
  }
  Graph graph = BuildGraph(*facts);
  input.series.push_back({std::move(*facts), std::move(graph)});
  return input;
}

// Prefixes of URLs that lead into this repository, by its remotes.
std::vector<std::string> OwnUrls(const std::string& root) {
  std::vector<std::string> urls;
  const auto git = GitRepository::Discover(root);
  if (!git || !*git) return urls;
  const auto remotes = (*git)->Remotes();
  if (!remotes) return urls;
  for (const GitRemote& remote : *remotes) {
    std::ranges::move(references::OwnUrlPrefixes(remote.url), std::back_inserter(urls));
  }
  return urls;
}

// Where $PREREQ_CACHE_DIR says, else beside what git keeps of the tree; null when unwanted.
std::unique_ptr<ReadingCache> OpenCache(const std::string& root, const Options& options) {
  if (options.no_cache) return nullptr;
  const char* wanted = std::getenv("PREREQ_CACHE_DIR");
  const bool named = wanted != nullptr && *wanted != '\0';
  const std::string directory = named ? std::string(wanted) : CacheDirectoryFor(root);
  return directory.empty() ? nullptr : std::make_unique<DiskCache>(directory);
}

// kBusy when an interrupted apply left the tree between two orders.
Status RefuseHalfDone(const std::string& root, const Options& options) {
  auto tree = TreeChanger::Open(root, options);
  if (!tree) return tree.error();
  return tree->RefuseIfWaiting();
}

// "graphs/course/" when the policy was shown as graphs/course/prereq.yaml.
std::string PrefixOf(const std::string& shown) {
  const std::string folder = stdfs::path(shown).parent_path().string();
  return folder.empty() || folder == "." ? std::string() : folder + "/";
}

// Reads the series of `input.tree` that were asked for.
Result<Input, Errors> ReadTree(Input input, const std::string& only,
                               const CollectOptions& collect) {
  if (input.config.series.empty()) {
    Error error = NotFound(
        "expected `series:` with the pattern of the modules' paths, or `modules:`; found neither",
        input.config.path, "prereq init");
    error.where.line = error.where.column = 1;
    return One(std::move(error));
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < input.config.series.size(); ++i) {
    names.push_back(input.config.series[i].name);
    if (!only.empty() && only != names.back()) continue;
    Result<Facts, Errors> facts =
        CollectFacts(*input.tree, input.config, static_cast<int>(i), collect);
    if (!facts) return facts.error();
    Graph graph = BuildGraph(*facts);
    input.series.push_back({std::move(*facts), std::move(graph)});
  }
  if (!input.series.empty()) return input;
  return One(NotFound(fmt::format("there is no series `{}`; expected one of {}", Printable(only),
                                  Join(names, ", ")),
                      input.config.path, ""));
}

// Who only reports says what could not be read beside it; a plan without it would be wrong. Where
// no references are looked for, it is a warning: what the order is read from could be read.
Result<Input, Errors> GoOnUnread(Input input, const Options& options, bool references) {
  Errors unread = SumUpUnreadable(UnreadableOf(input), true);
  if (!references) {
    for (const Error& error : unread) SayNote("warning: " + error.message);
    return input;
  }
  const bool reports = options.command == "refs" || (options.command == "lint" && !options.fix);
  if (!reports && !unread.empty()) return unread;
  input.unreadable = std::move(unread);
  return input;
}

// "plan.md#new order" → file and block; a file of the whole name wins.
std::pair<std::string, std::string> SplitSelector(const std::string& text) {
  std::error_code ignored;
  const std::size_t hash = text.rfind('#');
  if (hash == std::string::npos || hash == 0 || stdfs::exists(text, ignored)) return {text, ""};
  return {text.substr(0, hash), text.substr(hash + 1)};
}

// All that comes through a pipe; `name` is for errors. A pipe may never end.
Result<std::string> ReadPipe(std::istream& pipe, const std::string& name) {
  constexpr std::size_t kMostMebibytes = 256;
  std::string text, block(std::size_t{1} << 16U, '\0');
  const auto unreadable = [&](std::string why) {
    return Error{Error::Code::kUnreadable, std::move(why), {name, 0, 0}, {}};
  };
  while (pipe) {
    pipe.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block, 0, static_cast<std::size_t>(pipe.gcount()));
    if (text.size() > kMostMebibytes << 20U)
      return unreadable(fmt::format("expected at most {} MiB, found more", kMostMebibytes));
  }
  if (pipe.bad()) return unreadable("cannot read this pipe");
  return text;
}

// Adds to a command what it needs to work on the same tree and series from here.
void CompleteCommand(const Options& options, std::string& command) {
  if (!command.starts_with("prereq ")) return;
  const bool positional = command.starts_with("prereq suggest") ||
                          command.starts_with("prereq lint") ||
                          command.starts_with("prereq baseline");
  const bool dashed = options.input.starts_with('-');
  const std::string input = ShellQuote(dashed ? "./" + options.input : options.input);
  if (!options.input.empty()) command += (positional ? " " : " --in ") + input;
  if (!options.series.empty()) command += " --series " + ShellQuote(options.series);
}

}  // namespace

Result<std::string> ReadNamed(const std::string& path) {
  std::error_code failed, ignored;
  if (stdfs::is_fifo(path, ignored)) {  // what `<(command)` of a shell names
    std::ifstream pipe(path, std::ios::binary);
    return ReadPipe(pipe, path);
  }
  // Links inside a tree are never followed, but whoever names one means what it points to.
  const stdfs::path target = stdfs::canonical(path, failed);
  if (failed && stdfs::is_symlink(path, ignored))
    return NotFound("the symlink leads nowhere", path, "");
  const stdfs::path file = failed ? stdfs::path(path) : target;
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  Result<DiskTree> tree = DiskTree::Open(folder);
  if (!tree) return tree.error();
  Result<std::string> text = tree->Read(file.filename().string());
  if (text) return text;
  Error error = text.error();
  error.where.path = path;
  return error;
}

Result<std::string> ReadNamedOrStdin(const std::string& path) {
  if (path != "-") return ReadNamed(path);
  return ReadPipe(std::cin, "<stdin>");
}

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return {utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday};
}

Result<Input, Errors> LoadInput(const Options& options, const CollectOptions& collect) {
  Result<Place> place = FindPlace(options.input);
  if (!place) return One(place.error());
  Result<std::string> text = ReadNamed(place->config);
  if (!text) return One(text.error());
  Input input;
  Result<Config, Errors> config = ParseConfig(place->shown, *text);
  if (!config) return config.error();
  input.config = std::move(*config);
  input.root = stdfs::path(place->config).parent_path().string();
  if (input.root.empty()) input.root = ".";
  input.expired = ExpireWaivers(input.config, Today());
  if (input.config.has_modules) return LoadGraphFile(std::move(input));
  Result<DiskTree> tree = DiskTree::Open(input.root);
  if (!tree) return One(tree.error());
  if (const Status whole = RefuseHalfDone(input.root, options); !whole) return One(whole.error());
  input.tree = std::make_unique<DiskTree>(std::move(*tree));
  input.prefix = PrefixOf(place->shown);
  input.policy_file = stdfs::path(place->config).filename().string();
  input.own_urls = OwnUrls(input.root);
  CollectOptions with_urls = collect;
  with_urls.own_urls = input.own_urls;
  input.cache = OpenCache(input.root, options);
  with_urls.cache = input.cache.get();
  Result<Input, Errors> read = ReadTree(std::move(input), options.series, with_urls);
  if (read) return GoOnUnread(std::move(*read), options, collect.references);
  Errors errors = std::move(read).error();
  for (Error& error : errors) {
    if (!error.where.path.empty() && error.where.path != place->shown) {
      error.where.path = PrefixOf(place->shown) + error.where.path;
    }
  }
  return SumUpUnreadable(std::move(errors), true);
}

Result<Input, Errors> LoadTree(std::unique_ptr<FileReader> tree, const Input& around,
                               const std::string& shown, const Options& options,
                               const CollectOptions& collect) {
  const auto in_tree = [&](Errors errors) {
    for (Error& error : errors) {
      error.message = fmt::format("in `{}`: {}", Printable(shown), error.message);
      if (error.where.path == around.policy_file)
        error.where.path = around.prefix + error.where.path;
    }
    return errors;
  };
  Input input;
  input.config = around.config;
  input.root = around.root;
  input.prefix = around.prefix;
  input.policy_file = around.policy_file;
  input.own_urls = around.own_urls;
  input.tree = std::move(tree);
  const Result<std::optional<FileStatus>> status = input.tree->Status(input.policy_file);
  if (!status) return in_tree(One(status.error()));
  if (*status && (*status)->kind == FileKind::kRegular) {
    Result<std::string> text = input.tree->Read(input.policy_file);
    if (!text) return in_tree(One(text.error()));
    Result<Config, Errors> config = ParseConfig(input.prefix + input.policy_file, *text);
    if (!config) return in_tree(std::move(config).error());
    input.config = std::move(*config);
    input.expired = ExpireWaivers(input.config, Today());
    if (input.config.has_modules) {
      return in_tree(One(
          NotFound("expected a policy with `series:`, found a graph file", input.config.path, "")));
    }
  } else {
    SayNote(fmt::format("note: `{}` has no {}; the present one is used for it", Printable(shown),
                        Printable(input.policy_file)));
  }
  CollectOptions with_urls = collect;
  with_urls.own_urls = input.own_urls;
  with_urls.cache = around.cache.get();
  Result<Input, Errors> read = ReadTree(std::move(input), options.series, with_urls);
  if (!read) return in_tree(std::move(read).error());
  if (Errors unread = UnreadableOf(*read); !unread.empty()) return in_tree(std::move(unread));
  return read;
}

Result<Order, Errors> LoadOrder(const Options& options, const LoadedSeries& series) {
  if (options.order.empty()) return series.facts.order;
  auto [path, selector] = SplitSelector(options.order);
  const Result<std::string> text = ReadNamedOrStdin(path);
  if (!text) return One(text.error());
  if (path == "-") path = "<stdin>";
  Result<OrderText, Errors> order = ParseOrder(path, *text, selector);
  if (!order) return order.error();
  return ResolveOrder(*order, series.facts, AllowedNumbers(series.facts));
}

void ShowFromHere(const Input& input, const Options& options, std::vector<Finding>& findings) {
  const auto from_here = [&](Location& where) {
    if (!where.path.empty() && where.path != input.config.path)
      where.path = input.prefix + where.path;
  };
  for (Finding& finding : findings) {
    from_here(finding.where);
    for (Evidence& fact : finding.facts) from_here(fact.where);
    if (input.tree) CompleteCommand(options, finding.fix);
  }
}

std::string NumberedName(const Facts& facts, const Order& order, ModuleId id) {
  const auto number = order.number(id);
  const std::string& slug = facts.module(id).slug;
  if (!number) return slug;
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return ShowNumber(*number, pattern ? pattern->width() : 1) + "_" + slug;
}

}  // namespace prereq
