// Exact changes to a tree: moves that are safe to run, byte edits with the digest of the file they
// were computed on, files that are made. Text, script, patch and apply all render this one object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/plan.h"

namespace prereq {

/// What asks for an edit.
enum class EditCause {
  kReference,  // a place that names a module, of the shape beside it
  kLink,       // a relative link between places that both move
  kName,       // what the author declared calls the module otherwise than its new name
  kBlock,      // a list of modules that is put into order
  kFix,        // a finding's fix
  kPolicy,     // in the policy: what it says of a module that leaves, another pattern of names
  kTitle,      // a module's new title
  kUndo,       // the way back where a file changed since
  kEntry,      // the entry of a new module in a list of all of them
  kNeighbour   // a link to the next or previous module, which is another one now
};

/// Bytes of one file replaced.
struct SpanEdit {
  Span span;  // in the original file
  std::string new_text;
  EditCause cause = EditCause::kReference;
  ReferenceShape shape = ReferenceShape::kNumberedSlug;  // of a kReference
  Span source = {};  // of a kBlock, while it is planned: where what comes here stood
};

/// How a saved plan writes an edit's cause: for a reference the name of its shape, else "link",
/// "name", "block", "fix", "policy", "retitle", "undo", "entry" or "neighbour".
std::string_view CauseName(const SpanEdit& edit);
/// Sets the cause, and the shape, that `name` stands for; false for any other name.
bool SetCause(SpanEdit& edit, std::string_view name);

/// All edits of one file, on its original bytes.
struct FileEdit {
  std::string path;  // before the moves
  std::uint64_t size = 0;
  std::uint32_t mode = 0;
  std::uint64_t links = 1;
  std::uint64_t device = 0;  // with `inode`: 0 when not known
  std::uint64_t inode = 0;
  std::string sha256;           // of the original bytes, lower-case hex
  std::vector<SpanEdit> spans;  // sorted, disjoint
};

/// A symlink whose target changes.
struct Retarget {
  std::string path;  // before the moves
  std::string old_target, new_target;
};

/// A move with what must hold before it.
struct PathMove {
  std::string from, to;
  FileKind kind = FileKind::kDirectory;
  std::uint64_t device = 0;  // with `inode`: 0 when not known
  std::uint64_t inode = 0;
};

/// A file that does not exist and is made, with the directories above it that do not exist either.
struct Creation {
  std::string path;  // after the moves
  std::string bytes;
};

/// A file that goes again: a creation taken back. No plan asks for one.
struct Removal {
  std::string path;    // before the moves
  std::string sha256;  // of its bytes, lower-case hex
};

/// A place that is edited because it names a module where the author declared something: in the
/// policy, or bare in metadata; or that gets the entry of a new one or leads to another neighbour.
/// For people; the bytes are among the files' spans.
struct DeclaredEdit {
  Location where;
  std::string text;  // "mid -> centre", "removed: pin mid to 2"
  std::string_view why = "declared";
};

struct EditSet {
  std::vector<PathMove> moves;  // simultaneous: `from` names are before, `to` names after all moves
  std::vector<FileEdit> files;  // by path
  std::vector<Retarget> retargets;
  std::vector<Creation> created = {};  // by path
  std::vector<Removal> removed = {};   // by path
  std::vector<Task> tasks;             // places that only reading the bytes showed to need a person
  std::vector<DeclaredEdit> declared = {};  // by location

  /// Whether nothing on the disk would change.
  [[nodiscard]] bool ChangesNothing() const {
    return moves.empty() && files.empty() && retargets.empty() && created.empty() &&
           removed.empty();
  }
};

/// Turns the names of a plan into moves and byte edits, all on the original bytes of `tree`.
/// Error kInvalid: two rewrites want different bytes at one place; kUnreadable: a file to edit.
Result<EditSet> MakeEdits(const Plan& plan, const FileReader& tree);

/// One step of a sequence of renames in which no step overwrites anything.
struct RenameStep {
  std::string from, to;
  bool temporary = false;  // `to` or `from` is a temporary name
};

/// Orders simultaneous moves into renames that never overwrite anything. Swaps, cycles and names
/// that differ in case alone go through temporary names (`.prereq-tmp-1`, …), which never meet an
/// existing or wanted name. A move carries along what is inside. Moves to where something already
/// got by being carried need no step. Deterministic.
///
/// `existing`: paths that stand now (PathsNear gives those that matter); sources count as well.
/// Error kInvalid, naming the paths: two moves from or to one name, a name that another path has
/// already and keeps (both compared by FoldName), a destination in a folder that is not there, a
/// move into itself, paths that are absolute, empty or hold `.` or `..`.
/// O(m·(d + log n)) for m moves of depth d among n paths, usually.
Result<std::vector<RenameStep>> SequenceMoves(const std::vector<PathMove>& moves,
                                              const std::vector<std::string>& existing);

/// What stands now in each folder that a move leaves or enters, sorted: `existing` for
/// SequenceMoves. Error kUnreadable.
Result<std::vector<std::string>> PathsNear(const std::vector<PathMove>& moves,
                                           const FileReader& tree);

}  // namespace prereq
