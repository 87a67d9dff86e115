// Exact changes to a tree: moves that are safe to run, byte edits with the digest of the file they
// were computed on. Text, script, patch and apply all render this one object.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "prereq/plan.h"

namespace prereq {

/// Bytes of one file replaced.
struct SpanEdit {
  Span span;  // in the original file
  std::string new_text;
  std::string rule;  // which reference shape asked for it
};

/// All edits of one file, on its original bytes.
struct FileEdit {
  std::string path;  // before the moves
  std::uint64_t size = 0;
  std::uint32_t mode = 0;
  std::uint64_t links = 1;
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
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
};

struct EditSet {
  std::vector<PathMove> moves;  // simultaneous: `from` names are before, `to` names after all moves
  std::vector<FileEdit> files;  // by path
  std::vector<Retarget> retargets;
};

/// One step of a sequence of renames in which no step overwrites anything.
struct RenameStep {
  std::string from, to;
  bool temporary = false;  // `to` or `from` is a temporary name
};

/// Orders simultaneous moves into renames that never collide; swaps and cycles go through one
/// temporary name each. Deterministic. `taken` answers whether a path exists now.
/// Error kInvalid: two moves to one name (compared case-folded), a destination that stays taken.
Result<std::vector<RenameStep>> SequenceMoves(const std::vector<PathMove>& moves,
                                              const std::vector<std::string>& existing);

}  // namespace prereq
