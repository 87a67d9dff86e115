// A module gets another title: in its metadata, its headings, and where others call it by it.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

/// Adds to `edits` what writes `title` where the title of `module` stands: on lines that name the
/// module by a reference, in headings of its own pages, behind `title` and `name` in its own data.
/// Any other place keeps the words; where they stand beside the module's number, or behind a number
/// in a file of its own, that is a task. Takes out the tasks of places that are edited now; a place
/// in data that could not hold the new title as it is becomes a task. Error kInvalid: the module
/// has no title, or the new one is empty or holds a line end; kUnreadable.
Status Retitle(const Facts& facts, ModuleId module, const std::string& title,
               const FileReader& tree, EditSet& edits);

}  // namespace prereq
