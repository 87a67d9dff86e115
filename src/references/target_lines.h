// Lines that name modules by their paths, and what reads them.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "references/shapes.h"

namespace prereq::references {

/// The longest line that is read as one entry, in bytes.
inline constexpr std::size_t kLongestEntry = 1200;

/// A line all of whose sure paths mean one module.
struct TargetLine {
  std::size_t begin = 0, end = 0;
  Span path;  // of the first of them, with all that its path has before and behind it
  ModuleId module;
  Number number;
};

/// The lines of a text that name modules by their paths.
struct TargetLines {
  std::vector<TargetLine> lines;  // by offset
  std::set<std::size_t> several;  // begins of those whose paths mean more than one module

  /// Whether the line of `text` that holds `at` is one of them, of one module or of more.
  [[nodiscard]] bool HoldAt(std::string_view text, std::size_t at) const;
};

TargetLines ReadTargetLines(const Scan& scan);

/// `[Lesson 3][l3]` where `[l3]: lessons/03_functions.md` is one of the lines, and the id itself,
/// `[02]: …`, where all that use it are seen. Ids that are numbers alone stay, and are no
/// references, where one of the page leads elsewhere: they count its links. Linear in the text.
void SettleDefinitions(Scan& scan, const TargetLines& lines);

/// Adds numbers that stand in the same field of every entry beside or near its path: certain where
/// the key says that they are the modules', drifted where it does and some are other modules'.
void SettleEntryFields(Scan& scan, const TargetLines& lines);

/// Makes the numbers certain that groups of a list begin with, `- 2. Basics:`, where all of the
/// text are those of the only module that what stands below each leads into. Linear in the text.
void SettleGroupHeads(Scan& scan, const TargetLines& lines);

/// Whether lines of such a file may be entries with several strings: code, data, XML.
bool HoldsEntries(const FileFormat& format);

/// Makes labels drifted that give the only module of their line another number, where the line is
/// an entry that is called so and leads there: `{title: 'Lesson 3', link: '/lessons/02_loops/'}`.
/// Linear in the lines.
void SettleEntryTitles(Scan& scan, const TargetLines& lines);

}  // namespace prereq::references
