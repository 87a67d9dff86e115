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

/// How long a search may take without --time-limit.
inline constexpr double kSearchSeconds = 60;

/// Everything a user can say. Which command reads which field: see its Declare function.
struct Options {
  std::string directory;  // -C: work there; empty: here
  std::string config;     // --config: stands for INPUT
  bool quiet = false;
  bool verbose = false;
  std::string input;  // graph file or directory; empty: the nearest prereq.yaml upward
  std::string order;  // FILE, FILE#BLOCK, or - for stdin; empty: the order as it stands
  std::vector<FormatChoice> formats;      // empty: text
  std::string topic;                      // explain: a rule; report: a file; schema: its name;
                                          // refs, move, …: a module; completion: what
  std::vector<std::string> words;         // help: a command
  std::string plan;                       // apply: a saved plan
  std::string place_before, place_after;  // move, insert: a module
  std::optional<int> place_to;            // move, insert: a number
  std::optional<int> width;               // pad: digits of each number
  std::string new_name;                   // rename
  std::string title;                      // rename: the new title
  bool update = false;                    // init: add to the policy what is new
  bool dry_run = false;                   // commands that change: show it, change nothing
  bool yes = false;                       // the same: do not ask; the policy's commands may run
  bool summary = false;                   // refs: counts instead of places
  std::vector<std::string> include;       // plan, apply: "likely", "history": edit these too
  bool fix_drift = false;                 // plan, apply: let drifted references follow their name
  std::vector<std::string> exclude;       // plan, apply: globs of paths, or shapes of references
  bool resort = false;                    // plan, apply, …: re-sort blocks, do not ask about them
  bool no_resort = false;                 // the same: leave blocks as they stand
  bool interactive = false;               // plan: ask about each place that is unsure
  std::string minimize = "renames";
  std::string since;                // lint: only what came after this revision
  std::string against;              // lint: the tree that merging this revision would make
  std::vector<std::string> done;    // tasks: places where nothing is to be done
  std::vector<std::string> rules;   // lint: only these
  bool fix = false;                 // lint: correct what is certain
  std::string reason;               // baseline add
  int max_warnings = -1;            // lint: more warnings than this fail; -1: any number is fine
  std::optional<int> all;           // suggest: list up to so many optimal orders
  bool reduce = false;              // graph: leave out what a longer way says
  std::string layout = "column";    // graph: "column", or "dot" for that of Graphviz
  std::string input_format;         // check, suggest, graph: edges, csv, tsv, dot or policy
  std::string focus;                // graph: only what this module depends on or needs
  std::vector<std::string> kinds;   // graph: only facts of these kinds
  std::string explain_not;          // suggest: an order, as --order; why it is not the answer
  std::vector<std::string> keep;    // suggest: slugs that must stay
  std::vector<std::string> before;  // suggest: pairs "A,B"
  bool freeze_unaffected = false;
  std::int64_t budget = 200000;  // search nodes
  double time_limit = -1;        // seconds for the whole command; 0: none; below: not said, which
                                 // gives the search kSearchSeconds
  std::string series;            // name of one series, when there are several
  std::string colour = "auto";
  bool force = false;     // init: replace a policy; move, …: break a valid order
  bool no_cache = false;  // read everything anew, remember nothing
  int threads = 0;        // 0: as many as the machine has
  // What changes the tree: apply, undo, recover.
  bool never_unasked = false;       // serve: where nobody can be asked, nothing is changed
  int port = 0;                     // serve: 0: any that is free
  double answer_seconds = 60;       // serve: for each answer; 0: no limit
  bool stdio = false;               // lsp: how to talk; there is one way
  bool list = false;                // undo: say what could be taken back, change nothing
  std::vector<std::string> verify;  // commands that must succeed on the new tree
  bool no_git = false;              // leave git's index alone
  bool forget = false;              // leave an interrupted change as it stands
  bool stage = false;               // stage what was dirty along
  bool allow_dirty = false;
  bool allow_lfs = false;
  bool allow_submodules = false;
};

struct Command;  // cli/commands.h

/// What to do.
struct Invocation {
  Options options;
  const Command* command = nullptr;  // never null; has a `run`
};

/// A text to print at once (help, version) with its exit status.
struct Printout {
  std::string text;
  bool is_error = false;  // stderr and exit 2
};

/// Reads the command line. Never exits, never prints.
std::variant<Invocation, Printout> ParseArgs(int argc, const char* const* argv);

}  // namespace prereq
