#include "app/input.h"

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "app/named_file.h"
#include "app/tree_changer.h"
#include "app/unreadable.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/progress.h"
#include "base/text.h"
#include "metadata/prose.h"
#include "prereq/baseline.h"
#include "references/lexicon.h"
#include "series/expand.h"
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

// Whose addresses are the repository's own, by its remotes, and what they may show of it.
void AskGit(const std::string& root, CollectOptions& collect) {
  const WorkStage stage("asking git");
  const auto git = GitRepository::Discover(root);
  if (!git || !*git) return;
  const auto remotes = (*git)->Remotes();
  if (!remotes) return;
  for (const GitRemote& remote : *remotes) {
    std::ranges::move(references::OwnUrlPrefixes(remote.url), std::back_inserter(collect.own_urls));
  }
  Result<GitNames> names = (*git)->Names();
  if (!names) return;
  RevisionNames& revisions = collect.revisions;
  const auto has_digit = [](const std::string& name) {
    return std::ranges::any_of(name, [](char c) { return c >= '0' && c <= '9'; });
  };
  // What is remembered of a scan holds for these names alone, so branches that only this clone has
  // count where they decide something, and all where there are no others.
  std::ranges::set_intersection(names->tags, names->branches,
                                std::back_inserter(revisions.branches));
  std::ranges::copy_if(names->used, std::back_inserter(revisions.branches), has_digit);
  std::ranges::copy(names->remote.empty() ? names->branches : names->remote,
                    std::back_inserter(revisions.branches));
  std::ranges::sort(revisions.branches);
  revisions.branches.erase(std::unique(revisions.branches.begin(), revisions.branches.end()),
                           revisions.branches.end());
  revisions.tags = std::move(names->tags);
}

// Null when unwanted.
std::unique_ptr<ReadingCache> OpenCache(const std::string& root, const OpenOptions& options) {
  if (!options.use_cache) return nullptr;
  const std::string directory =
      options.cache_directory.empty() ? CacheDirectoryFor(root) : options.cache_directory;
  return directory.empty() ? nullptr : std::make_unique<DiskCache>(directory);
}

// kBusy when an interrupted apply left the tree between two orders.
Status RefuseHalfDone(const std::string& root) {
  auto tree = TreeChanger::Open(root, {});
  if (!tree) return tree.error();
  return tree->RefuseIfWaiting();
}

// What the last change and those before it left to a person, open and done. What cannot be read of
// it is not worth refusing to read the tree for: `prereq tasks` says what it is.
void AddLeftTasks(Input& input) {
  const auto tree = TreeChanger::Open(input.root, {});
  if (!tree) return;
  const auto standing = tree->LookAtTasks();
  if (!standing) return;
  input.left = StillToDo(standing->tasks);
  for (const LeftTask& left : standing->tasks.tasks) {
    if (left.state == TaskState::kDone) input.done.push_back(left.task);
  }
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
  const bool anew = std::ranges::any_of(
      input.config.series, [](const Series& series) { return CountsAnew(series.pattern); });
  if (anew) {
    const Result<std::vector<FileEntry>> files = input.tree->ListTracked();
    if (!files) return One(files.error());
    input.config = ExpandSeries(std::move(input.config), *files);
  }
  SaidPages said;
  CollectOptions shared = collect;
  if (input.config.series.size() > 1) shared.said = &said;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < input.config.series.size(); ++i) {
    names.push_back(input.config.series[i].name);
    if (!only.empty() && only != names.back()) continue;
    Result<Facts, Errors> facts =
        CollectFacts(*input.tree, input.config, static_cast<int>(i), shared);
    if (!facts) return facts.error();
    Graph graph = BuildGraph(*facts);
    input.series.push_back({std::move(*facts), std::move(graph)});
  }
  if (!input.series.empty()) return input;
  return One(NotFound(fmt::format("there is no series `{}`; expected one of {}", Printable(only),
                                  Join(names, ", ")),
                      input.config.path, ""));
}

// A report can say what could not be read beside it; a plan without it would be wrong. Where no
// references are looked for, it is a warning: what the order is read from could be read.
Result<Input, Errors> GoOnUnread(Input input, const OpenOptions& options) {
  if (const Status reached = GitRepository::CheckReachable(input.root); !reached) {
    input.notes.push_back("note: " + reached.error().message + ": read as a tree without git");
  }
  if (const std::vector<std::string> missing = NotFetchedOf(input); !missing.empty()) {
    const std::string said = NotFetchedText(input, missing);
    if (options.collect.references && !options.allow_unreadable) {
      return One({Error::Code::kUnreadable,
                  said + ", so what names modules there cannot follow",
                  {},
                  "git sparse-checkout disable; `references: exclude:` of the policy leaves out "
                  "what no module needs"});
    }
    input.notes.push_back("note: " + said + ", so nothing was searched there");
  }
  Errors unread = SumUpUnreadable(UnreadableOf(input), true);
  if (!options.collect.references) {
    for (const Error& error : unread) input.notes.push_back("warning: " + error.message);
    return input;
  }
  if (!options.allow_unreadable && !unread.empty()) return unread;
  input.unreadable = std::move(unread);
  return input;
}

}  // namespace

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return {utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday};
}

Result<Input, Errors> LoadInput(const std::string& named, const OpenOptions& options) {
  Result<Place> place = FindPlace(named);
  if (!place) return One(place.error());
  Result<std::string> text = ReadNamed(place->config);
  if (!text) return One(text.error());
  Input input;
  input.threads = options.collect.threads;
  input.only_series = options.series;
  Result<Config, Errors> config = ParseConfig(place->shown, *text);
  if (!config) return config.error();
  input.config = std::move(*config);
  input.root = stdfs::path(place->config).parent_path().string();
  if (input.root.empty()) input.root = ".";
  input.expired = ExpireWaivers(input.config, Today());
  if (input.config.has_modules) return LoadGraphFile(std::move(input));
  Result<DiskTree> tree = DiskTree::Open(input.root);
  if (!tree) return One(tree.error());
  if (const Status whole = RefuseHalfDone(input.root); !whole) return One(whole.error());
  input.tree = std::make_unique<DiskTree>(std::move(*tree));
  if (options.collect.references) AddLeftTasks(input);
  input.prefix = PrefixOf(place->shown);
  input.policy_file = stdfs::path(place->config).filename().string();
  CollectOptions with_urls = options.collect;
  AskGit(input.root, with_urls);
  input.own_urls = with_urls.own_urls;
  input.revisions = with_urls.revisions;
  input.cache = OpenCache(input.root, options);
  with_urls.cache = input.cache.get();
  Result<Input, Errors> read = ReadTree(std::move(input), options.series, with_urls);
  if (read) return GoOnUnread(std::move(*read), options);
  Errors errors = std::move(read).error();
  for (Error& error : errors) {
    if (!error.where.path.empty() && error.where.path != place->shown) {
      error.where.path = PrefixOf(place->shown) + error.where.path;
    }
  }
  return SumUpUnreadable(std::move(errors), true);
}

std::string BorrowedPolicyNote(const Input& around, const std::string& shown) {
  return fmt::format("note: `{}` has no {}; the present one is used for it", Printable(shown),
                     Printable(around.policy_file));
}

Result<Input, Errors> LoadTree(std::unique_ptr<FileReader> tree, const Input& around,
                               const std::string& shown, const OpenOptions& options) {
  const auto in_tree = [&](Errors errors) {
    for (Error& error : errors) {
      error.message = fmt::format("in `{}`: {}", Printable(shown), error.message);
      if (error.where.path == around.policy_file)
        error.where.path = around.prefix + error.where.path;
    }
    return errors;
  };
  Input input;
  input.threads = options.collect.threads;
  input.only_series = options.series;
  input.config = around.config;
  input.root = around.root;
  input.prefix = around.prefix;
  input.policy_file = around.policy_file;
  input.own_urls = around.own_urls;
  input.revisions = around.revisions;
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
    input.notes.push_back(BorrowedPolicyNote(around, shown));
  }
  CollectOptions with_urls = options.collect;
  with_urls.own_urls = input.own_urls;
  with_urls.revisions = input.revisions;
  with_urls.cache = around.cache.get();
  Result<Input, Errors> read = ReadTree(std::move(input), options.series, with_urls);
  if (!read) return in_tree(std::move(read).error());
  if (Errors unread = UnreadableOf(*read); !unread.empty()) return in_tree(std::move(unread));
  return read;
}

}  // namespace prereq
