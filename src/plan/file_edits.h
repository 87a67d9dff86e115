// The edits of one file on their way into an EditSet: the only place that sorts them, merges equal
// ones and refuses what overlaps.
#pragma once

#include <string>
#include <vector>

#include "prereq/edits.h"
#include "prereq/verdict.h"

namespace prereq {

/// No edits yet of the file that reads `bytes`.
FileEdit NewFileEdit(const std::string& path, const std::string& bytes);

/// Takes out edits of a notebook outside its texts: what code printed comes again when it runs, and
/// keys are for a person to decide. Adds a task for each of the two kinds.
void KeepToTexts(const std::string& bytes, FileEdit& file, std::vector<Task>& tasks);
/// Whether a notebook with these edits (sorted, disjoint) differs in texts alone; adds a task when
/// it does not. True for any other file.
bool TextsAloneChange(const std::string& bytes, const FileEdit& file, std::vector<Task>& tasks);

/// Sorts the spans and merges equal edits. Error kInvalid, at the place in `bytes`: two edits want
/// the same bytes.
Status SortApart(const std::string& bytes, FileEdit& file);

/// Puts `edit` in place of all edits inside it. False, with `edits` as they were, where an edit
/// reaches over its bounds or holds it. Error kInvalid as SortApart.
Result<bool> ReplaceEdits(EditSet& edits, const std::string& path, const std::string& bytes,
                          SpanEdit edit);

/// Turns the edits of fixes into byte edits, as a plan's rewrites are. Each must read its old text.
/// In notebooks only texts are edited; other places become tasks. Errors kStale: the file changed
/// since it was linted; kInvalid as SortApart; kUnreadable.
Result<EditSet> MakeFixEdits(const std::vector<FixEdit>& edits, const FileReader& tree);

}  // namespace prereq
