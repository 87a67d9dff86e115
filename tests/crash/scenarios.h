// Small trees with every kind of change in them: swaps, nested moves, edits, links, made and
// emptied directories.
#pragma once

#include <string>
#include <vector>

#include "crash/explorer.h"
#include "prereq/edits.h"

namespace prereq {

inline constexpr const char* kStore = "git/prereq";

/// An edit of `path` as it stands in `disk`: the first `old_text` becomes `new_text`.
FileEdit EditOf(const DiskImage& disk, const std::string& path, const std::string& old_text,
                const std::string& new_text);
PathMove MoveOf(const DiskImage& disk, const std::string& from, const std::string& to);

/// Two modules that change places; each has a file with its number in it, one of them a file with
/// a name of its own to change.
struct Change {
  DiskImage disk;
  EditSet edits;
};
Change SwapOfTwo();
/// Moves only: a cycle of three, a made directory, one that becomes empty.
Change CycleWithFolders();
/// Edits only: a file, its hard link, a symlink.
Change LinksOnly();

/// A made directory with new files in it where another one was, an edit, a move.
Change Creations();
/// A made directory with new files in it.
Change NewFolder();
/// Files that go, one of them the last of its directory.
Change Removals();

/// Applying `change`, on a disk with nothing else.
Scenario Applying(const Change& change);
/// Undoing it, on a disk where it was applied.
Scenario Undoing(const Change& change);
/// The same where somebody wrote `bytes` to `path` in between.
Scenario UndoingAfter(const Change& change, const std::string& path, const std::string& bytes);

}  // namespace prereq
