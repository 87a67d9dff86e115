// Tools that run numbered files once and remember which: what decides their order, what else
// belongs to a migration, and how each of them gives one another number. The one table of them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sites/site_tools.h"

namespace prereq {

/// One row. Views live as long as the program; what a row leaves out is empty.
struct MigrationTool {
  SiteTool tool;             // how it is found, where its files lie, what decides the order
  std::string_view pattern;  // the names that it gives, as `path:` writes them
  // Beside each of them, from the same folder, moving along.
  std::string_view mirror = {};
  bool writes_mirror = false;  // and it is the tool that writes it: a person puts nothing in it
  // The file, from the same folder, whose list decides.
  std::string_view journal = {};
  // Keys of the journal's entries that belong to the place in the list, not to the migration; words
  // between blanks.
  std::string_view counts = {};
  std::string_view belongs = {};  // what else belongs to a migration, in words
  std::string_view keeps;         // by what it remembers that one ran
  // What takes one that ran back, in words: WayBack fills in NAME; empty: nothing does.
  std::string_view back = {};
  // Its own way to give a migration that comes too late another number: Rebase fills in BACK, FILE,
  // ALL (it and those behind it), BRANCH and MOVE.
  std::string_view rebase;
  // What it does, as a verb, about a lower number that comes where a higher one ran already; empty:
  // it runs it, or numbers do not decide.
  std::string_view late = {};
  std::string_view unnumbered = {};  // what a file without a number does to it; empty: nothing
  // What must stand behind the number; it reads none in another name. Empty: anything may.
  std::string_view separator = {};
  bool from_one = false;  // and it does not take the number 0
};

/// Every row, by name.
std::span<const MigrationTool> MigrationTools();

/// What the tool makes of a name beside migrations.
enum class MigrationName {
  kNumbered,
  kNotTaken,  // begins as a numbered one does, but the tool reads no number in it: `4b_x.sql`
  kWithout,   // has no number
};
MigrationName ReadMigrationName(const MigrationTool& tool, std::string_view name);

/// A migration that should get another number.
struct MigrationToMove {
  std::string file;  // its path
  std::string slug;  // as `prereq move` takes it
  std::string next;  // the first number that is free then, as printed
};
/// What takes the migration of this path back, in words; empty: nothing does.
std::string WayBack(const MigrationTool& tool, std::string_view file);
/// The row's own way in words, behind what `branch` (empty: not known) has. `behind`, by number,
/// are those that move along: whatever takes one back or moves it does so with the last one first,
/// and all are taken back before any moves.
std::string Rebase(const MigrationTool& tool, const MigrationToMove& migration,
                   std::string_view branch, std::span<const MigrationToMove> behind = {});

/// The row whose journal a file of this path would be; nullptr when there is none.
const MigrationTool* JournalOwner(std::string_view path);

/// Whether a tool writes a file of such a path beside a migration: a snapshot of the schema, whose
/// tables have names and no order.
bool IsSnapshot(std::string_view path);

/// One entry of a journal.
struct RunListEntry {
  std::string name;    // of the migration, without folder and ending
  long long when = 0;  // its time; 0: none
  int line = 0;        // 1-based, of the name
};
/// The entries of a journal's text in the order in which they run; nothing where it is not such a
/// file.
std::vector<RunListEntry> ReadRunList(std::string_view text);

/// A number in an entry of a journal that belongs to the place: bytes from the entry's start.
struct PlaceCount {
  std::string_view key;
  std::size_t offset = 0, length = 0;
};
/// Those of the bytes of one entry, by the tool's list of keys.
std::vector<PlaceCount> PlaceCountsIn(std::string_view entry, const MigrationTool& tool);

}  // namespace prereq
