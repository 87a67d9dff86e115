// Numbers that the entries of one list, table or map carry beside what each leads to.
#pragma once

#include <set>
#include <vector>

#include "references/shapes.h"
#include "references/target_lines.h"

namespace prereq::references {

/// One such number, and the module that its entry leads to.
struct EntryNumber {
  Token token;
  ModuleId module;
  Number own;  // the module's

  [[nodiscard]] bool agrees() const { return token.number == own; }
};

/// Those that stand behind one word, in one column or under one key.
struct EntryNumbers {
  std::vector<EntryNumber> entries;  // in the order of the text
  std::set<ModuleId> modules;        // of those that agree
  bool contradicted = false;         // another's number stands there, too

  /// Adds a number of an entry that leads to the module of `line`.
  void Note(const Token& token, const TargetLine& line);
};

/// What says that such numbers are modules'.
enum class SaidBy {
  kNothing,  // they stand at the same place of every entry
  kHead,     // the head of their column, or their key: "Lesson", "no."
  kName      // the module's whole name, right behind each
};

/// Whether the numbers, in the order of the text, are meant to be the modules' although some are
/// another module's, so that these are wrong. Numbers that count the entries (1, 2, 3, …), that
/// stand twice, or that no module has, are of another numbering. One entry alone says nothing.
/// O(n log n).
bool AreModuleNumbers(const Lexicon& lexicon, const std::vector<EntryNumber>& entries, SaidBy said);

/// Looks for three rows and more, `10. [Errors](09_errors)`, whose markers go on one by one and are
/// the same number off from their modules': they count the rows, so what was found stale there
/// becomes foreign. `rows`: those of a text, in its order. O(n log n).
void ForgetShiftedRows(Scan& scan, const std::vector<EntryNumber>& rows);

}  // namespace prereq::references
