// The passes that turn one order into another: names to change, not yet bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prereq/passages.h"
#include "prereq/proposal.h"

namespace prereq {

/// One path that gets another name.
struct Move {
  std::string from, to;  // relative to the root
  FileKind kind = FileKind::kDirectory;
  std::optional<ModuleId> module;
};

/// One reference that gets another text. Each new text replaces one of the reference's spans; an
/// absent one leaves that span as it is.
struct Rewrite {
  Reference reference;
  std::optional<std::string> new_number;       // for reference.number
  std::optional<std::string> new_last_number;  // kRange: for reference.last_number
  std::optional<std::string> new_name;         // for reference.name, if that reads `old_name`
  std::string old_name;
};

/// A block whose entries get another sequence.
struct Resort {
  OrderedBlock block;
  std::vector<std::size_t> order;  // order[k]: which entry comes to place k
};

/// Files whose blocks are re-sorted. A list in code may have to match another one, so it is left to
/// a person unless asked for.
enum class BlockScope {
  kNothing,
  kDocuments,  // all but code and notebooks
  kEverything
};

/// A link that leads to another path afterwards.
struct LinkChange {
  RelativeLink link;
  std::string new_text;
};

/// Why a place is left to a person, in the order of their names, in which lists of tasks are
/// sorted.
enum class TaskKind {
  kAddress,
  kBlock,
  kChain,
  kContent,
  kGenerated,
  kGlob,
  kHint,
  kHistory,
  kImport,
  kLink,
  kMirror,
  kName,
  kNeighbour,
  kNewModule,
  kNotebook,
  kNumberOnly,
  kOutputs,
  kPaddedNumber,
  kPath,
  kPolicy,
  kPossible,
  kPrerequisite,
  kRange,
  kRemoved,
  kRemovedReference,
  kTitle,
  kUnedited
};
/// "number-only", as plans and lists of tasks print it; the other way: nothing for other names.
std::string_view TaskKindName(TaskKind kind);
std::optional<TaskKind> ParseTaskKind(std::string_view name);

/// What a place reads once a task is done, as far as that is known. Words are parted from other
/// words by anything but letters and digits; upper and lower case are the same.
struct TaskGoal {
  std::vector<std::string> any_of;    // the line holds one of these words
  std::string lacks;                  // the line holds this word no more, or is gone
  std::vector<std::string> in_order;  // these stand one after another in the lines; names of one
                                      // thing, of which one is enough, are a line each
  int lines = 1;                      // in_order: how many lines, from the place on
  bool first_mentions = false;        // in_order: where each stands first

  [[nodiscard]] bool IsKnown() const {
    return !any_of.empty() || !lacks.empty() || !in_order.empty();
  }
  bool operator==(const TaskGoal&) const = default;
};

/// Something only a person can do.
struct Task {
  TaskKind kind = TaskKind::kBlock;
  std::string text;
  Location where;
  TaskGoal goal = {};
  std::vector<std::string> meant = {};  // the modules that the place means: see SlugsAfter
  std::optional<Number> number = {};    // that it gives, where `meant` is one module
  // Set where an earlier change left it: what has become of it since, which may be empty.
  std::optional<std::string> earlier = {};
};

/// `task.text`, and behind it that an earlier change left the task, where one did.
std::string TaskText(const Task& task);

/// What changes for one module.
struct ModuleChange {
  ModuleId module;
  std::optional<Number> before;
  std::optional<Number> after;
  std::string reason;  // why it moves; may be empty
};

/// A module that gets another slug.
struct NewSlug {
  ModuleId module;
  std::string slug;
};

/// A module that has no files yet; the plan keeps its number free, and makes what its neighbours
/// have where it has a title.
struct NewModule {
  std::string slug;
  Number number;
  std::string title = {};  // empty: its files are left to a person
};

/// What a plan should reach. A module numbered now and not numbered in `order` leaves the series.
struct Target {
  Order order;
  std::vector<NewSlug> renamed;
  std::vector<NewModule> inserted;
  std::vector<ModuleId> asked = {};  // that somebody moved by name; the others make room
};

/// A place of a file, by its first byte.
using PlaceInFile = std::pair<std::string, std::size_t>;

/// Which references to edit besides the certain ones, and what else belongs to the series.
struct PlanOptions {
  std::vector<Mirror> mirrors;  // Config::mirrors, which MirrorEntry::mirror indexes
  Passages passages;            // what else the order decides; empty: only references count
  std::vector<Name> history;    // ReferencePolicy::history
  std::vector<std::string> others = {};  // paths of the modules of other series
  bool include_history = false;          // edit files that tell what was, too
  bool include_likely = false;           // edit kLikely references too
  bool fix_drift = false;                // edit kDrifted references: the number follows the name
  BlockScope resort = BlockScope::kDocuments;  // which blocks that stood in module order to re-sort
  std::set<PlaceInFile> chosen;         // single likely or drifted references to edit all the same
  std::set<PlaceInFile> chosen_blocks;  // single blocks to re-sort all the same
  std::vector<std::string> exclude;     // globs of paths, or names of reference shapes
  std::vector<Task> left = {};          // by earlier changes, and still to be done
  std::set<Location> not_meant = {};    // likely or drifted, but meant otherwise by the author
};

struct Plan {
  Target target;  // target.order == after
  Order before, after;
  std::vector<ModuleChange> changes;  // modules whose number or slug changes, by new number; those
                                      // that leave come last
  std::vector<Move> moves;            // by `from`; simultaneous
  std::vector<Rewrite> rewrites;      // by path, offset
  std::vector<Resort> resorts;        // by path, offset; disjoint
  std::vector<LinkChange> links;      // by path, offset
  std::vector<Task> tasks;            // by kind, location
  std::vector<Task> settled = {};     // of PlanOptions::left: nothing is left to do there
};

/// Names what must change to get from the order in `facts` to `target`. Pure; O(f log f) for f
/// facts. Error kInvalid: two things would get one path, or a name that the series' pattern cannot
/// hold.
Result<Plan> Renumber(const Facts& facts, const Graph& graph, const Target& target,
                      const PlanOptions& options = {});
/// The same for a change of the order alone.
Result<Plan> Renumber(const Facts& facts, const Graph& graph, const Order& after,
                      const PlanOptions& options = {});

}  // namespace prereq
