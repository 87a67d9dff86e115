// What a command works on: a graph file, or a repository with its policy, read up to the graph.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/args.h"
#include "prereq/graph.h"
#include "prereq/reading_cache.h"
#include "prereq/verdict.h"

namespace prereq {

/// One series, read and merged.
struct LoadedSeries {
  Facts facts;
  Graph graph;
};

struct Input {
  Config config;
  std::string root;                     // directory of the tree; of the graph file when it is one
  std::unique_ptr<FileReader> tree;     // null for a graph file
  std::string prefix;                   // from here to the root: "", or "graphs/course/"
  std::string policy_file;              // the policy's name below the root: prereq.yaml, usually
  std::vector<std::string> own_urls;    // prefixes of URLs that lead into this repository
  std::unique_ptr<ReadingCache> cache;  // null: none; written when this goes
  std::vector<LoadedSeries> series;     // at least one
  Errors unreadable;  // what `lint` and `refs`, which go on without it, have to say at the end
  std::vector<Finding> expired;  // PRQ904 for waivers whose day has passed; they no longer count
};

/// Reads what `options.input` names (a graph file; a policy file or a directory that has one;
/// nothing: the nearest prereq.yaml upward) and the series that `options.series` asks for.
Result<Input, Errors> LoadInput(const Options& options, const CollectOptions& collect);

/// The same from a tree that is no directory (a revision, a merge) of the repository that `around`
/// was read from: its own policy when it has one, else that of `around`, after saying so. `shown`
/// is what errors call the tree.
Result<Input, Errors> LoadTree(std::unique_ptr<FileReader> tree, const Input& around,
                               const std::string& shown, const Options& options,
                               const CollectOptions& collect);

/// The bytes of one file that the user named, wherever it is. kNotFound, kUnreadable.
Result<std::string> ReadNamed(const std::string& path);

/// The same; `-` is stdin.
Result<std::string> ReadNamedOrStdin(const std::string& path);

/// The order that `--order` names, resolved against `series`; the order as it stands without one.
/// FILE#BLOCK picks a block of a Markdown file, unless a file of that very name exists; - is stdin.
Result<Order, Errors> LoadOrder(const Options& options, const LoadedSeries& series);

/// This day in UTC. The one place that asks the clock.
Date Today();

/// Turns paths relative to the root into paths from here, and completes the commands of fixes.
void ShowFromHere(const Input& input, const Options& options, std::vector<Finding>& findings);

/// "06_autograd", as the series would print it; the bare slug without a number.
std::string NumberedName(const Facts& facts, const Order& order, ModuleId id);

}  // namespace prereq
