// The command line as values; nothing here acts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// `--format F` or `--format F=FILE`.
struct FormatChoice {
  std::string format;
  std::string file;  // empty: stdout
};

/// Everything a user can say. Which command reads which field: see ParseArgs.
struct Options {
  std::string command;  // "check", "suggest", …
  std::string input;    // graph file or directory; empty: the nearest prereq.yaml upward
  std::string order;    // FILE, FILE#BLOCK, or - for stdin; empty: the order as it stands
  std::vector<FormatChoice> formats;      // empty: text
  std::string topic;                      // explain: a rule; report: a file; schema: its name;
                                          // refs: a module; baseline: add or prune
  std::string plan;                       // apply: a saved plan
  std::string place_before, place_after;  // move, insert: a module
  std::optional<int> place_to;            // move, insert: a number
  std::string new_name;                   // rename
  bool dry_run = false;                   // move, insert, …: show the plan, change nothing
  bool summary = false;                   // refs: counts instead of places
  std::vector<std::string> include;       // plan, apply: "likely", "history": edit these too
  bool fix_drift = false;                 // plan, apply: let drifted references follow their name
  std::vector<std::string> exclude;       // plan, apply: globs of paths, or shapes of references
  bool resort = false;                    // plan, apply, …: re-sort blocks in module order
  bool interactive = false;               // plan: ask about each place that is unsure
  std::string minimize = "renames";
  std::string since;                // lint: only what came after this revision
  std::string against;              // lint: the tree that merging this revision would make
  std::vector<std::string> rules;   // lint: only these
  bool fix = false;                 // lint: correct what is certain
  std::string reason;               // baseline add
  int max_warnings = -1;            // lint: more warnings than this fail; -1: any number is fine
  std::optional<int> all;           // suggest: list up to so many optimal orders
  bool reduce = false;              // graph: leave out what a longer way says
  std::string input_format;         // check, suggest, graph: edges, csv, tsv, dot or policy
  std::string focus;                // graph: only what this module depends on or needs
  std::vector<std::string> kinds;   // graph: only facts of these kinds
  std::string explain_not;          // suggest: an order, as --order; why it is not the answer
  std::vector<std::string> keep;    // suggest: slugs that must stay
  std::vector<std::string> before;  // suggest: pairs "A,B"
  bool freeze_unaffected = false;
  std::int64_t budget = 200000;  // search nodes
  double time_limit = 60;        // seconds; 0: none
  bool ends_at_limit = false;    // it was said on the command line: then it holds for everything
  bool yes = false;              // the policy's verify commands may run
  std::string series;            // name of one series, when there are several
  std::string colour = "auto";
  bool force = false;     // init: replace a policy
  bool no_cache = false;  // read everything anew, remember nothing
  int threads = 0;        // 0: as many as the machine has
  // What changes the tree: apply, undo, recover.
  std::vector<std::string> verify;  // commands that must succeed on the new tree
  bool no_git = false;              // leave git's index alone
  bool allow_dirty = false;
  bool allow_lfs = false;
  bool allow_submodules = false;
};

/// What to do, or a text to print at once (help, version) with its exit status.
struct Printout {
  std::string text;
  bool is_error = false;  // stderr and exit 2
};

/// Reads the command line. Never exits, never prints.
std::variant<Options, Printout> ParseArgs(int argc, const char* const* argv);

}  // namespace prereq
