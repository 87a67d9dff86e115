// The transaction's plan as it lies on the disk (`J`), and the order of its renames.
//
// Format: the line `prereq journal VERSION`, fields, and the SHA-256 of everything before it.
// Version 2 holds makings, version 1 is written where there are none.
// A field is a netstring, LENGTH:BYTES, with a line feed behind it, so that names may hold any
// byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

/// A file or symlink that gets new content, before anything moves.
struct Replacement {
  std::string path;      // before the moves
  std::string new_path;  // after the moves
  FileKind kind = FileKind::kRegular;
  std::uint64_t inode = 0;  // of the old file, with `size` and `modified`: has it changed since?
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::string old_digest, new_digest;  // SHA-256 of the bytes; of a symlink: of its target

  bool operator==(const Replacement&) const = default;
};

/// A directory entry that goes through `park/`.
struct Transfer {
  enum class Role {
    kMove,     // from `before` to `after`
    kMade,     // a directory that the moves need; `before` is empty
    kRetired,  // a directory that the moves left empty; `after` is empty, `before` its last name
    kCleared   // a directory that removals left empty and whose name is needed; `after` is empty
  };
  Role role = Role::kMove;
  std::string before, after;
  FileKind kind = FileKind::kDirectory;
  std::uint64_t inode = 0;  // of a move

  bool operator==(const Transfer&) const = default;
};

/// A file that this transaction makes, or takes away because an earlier one made it.
struct Making {
  enum class Role { kCreated, kRemoved };
  Role role = Role::kCreated;
  std::string path;    // kCreated: after the moves; kRemoved: before them
  std::string digest;  // SHA-256 of the bytes

  bool operator==(const Making&) const = default;
};

struct Journal {
  std::string plan_id;
  bool verify = false;                    // the new tree counts only once a command has approved it
  std::vector<Replacement> replacements;  // index: the i of new/i and old/i
  std::vector<Transfer> transfers;        // index: the j of park/j
  std::vector<Making> makings = {};       // index: the k of made/k
  std::string index_entries;              // opaque: see ApplyOptions

  bool operator==(const Journal&) const = default;
};

/// Equal journals, equal bytes.
std::string WriteJournal(const Journal& journal);

/// Reads what WriteJournal wrote. kInvalid: anything else, down to a single changed bit; paths that
/// are absolute, empty or hold `.` or `..` parts. O(|bytes|); memory in proportion to |bytes|.
Result<Journal> ReadJournal(std::string_view bytes);

/// Renames that touch disjoint names, so that any subset of them may survive a crash.
struct RenamePhase {
  enum class Kind { kReplace, kRemove, kPark, kPlace, kCreate, kRetire };
  Kind kind = Kind::kReplace;
  // Into Journal::replacements (kReplace), ::makings (kRemove, kCreate) or ::transfers.
  std::vector<std::size_t> items;

  bool operator==(const RenamePhase&) const = default;
};

/// The phases in which to run a journal: contents; files that go; park, deepest level first; place,
/// shallowest first; new files; retire, deepest first. Empty phases are left out. A function of the
/// journal alone, so that a recovery counts as the interrupted run did.
std::vector<RenamePhase> Phases(const Journal& journal);

}  // namespace prereq
