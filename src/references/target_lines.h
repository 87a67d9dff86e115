// Lines all of whose sure paths mean one module.
#pragma once

#include <cstddef>
#include <vector>

#include "references/shapes.h"

namespace prereq::references {

/// A line all of whose sure paths mean one module.
struct TargetLine {
  std::size_t begin = 0, end = 0;
  Span path;  // of the first of them, with all that its path has before and behind it
  ModuleId module;
  Number number;
};

/// `[Lesson 3][l3]` where `[l3]: lessons/03_functions.md` is one of `lines`, and the id itself,
/// `[02]: …`, where all that use it are seen. Linear in the text.
void SettleDefinitions(Scan& scan, const std::vector<TargetLine>& lines);

/// Whether lines of such a file may be entries with several strings: code, data, XML.
bool HoldsEntries(const FileFormat& format);

/// Makes labels drifted that give the only module of their line another number, where the line is
/// an entry that is called so and leads there: `{title: 'Lesson 3', link: '/lessons/02_loops/'}`.
/// Linear in the lines.
void SettleEntryTitles(Scan& scan, const std::vector<TargetLine>& lines);

}  // namespace prereq::references
