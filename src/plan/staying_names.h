// Names of files and folders that carry the number of a module and stay.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"

namespace prereq {

/// A task for each folder in which names carry the number of a module that gets another one, and
/// nothing moves them: `chapter1.tex` in `Chapter1`, `ch2-01-hello.md` in `ch2-cgo`,
/// `images/ch3-1-arch.png`, `addons/2-networking-ngfw`, `12_postmigrate.go` beside `12_files.sql`,
/// `extra/loops_02.md`, `docs/lesson-02.md`, `notes/12.md`,
/// `_posts/2016-12-03-Chapter3_loops.md`. Names that count something themselves
/// (`01_a`, `02_b` in one folder) are left out, as are entries of declared mirrors, modules of
/// other series and what a program writes. `moves`: from → to. Not sorted. O(path parts · log).
std::vector<Task> TasksOfStayingNames(const Renaming& renaming, const PlanOptions& options,
                                      const std::map<std::string, std::string>& moves,
                                      const LeftPlaces& left);

}  // namespace prereq
