// Bars of links that lead to the pages before and after, whatever they say: `[Intro](…) |
// [Loops](…)` at the head or foot of a page. Their place tells, and that the pages of most modules
// have one.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// A link of a bar to another module.
struct BarLink {
  Location where;    // of its words
  Location target;   // of what it leads to
  std::string text;  // its words
  std::string form;  // what they say beside the other module's names and number, folded
  ModuleId to;
};

/// Links to few modules side by side at the head or foot of a page, between blank lines or
/// headings.
struct NavigationBar {
  std::string path;
  std::optional<ModuleId> own;  // nullopt: the page of no module
  std::string kind;   // bars of equal kinds are compared: where they stand, and the words above
  bool says = false;  // a heading or line above says what they are
  std::vector<BarLink> links;
};

/// What a link of a bar was found to be.
struct BarReading {
  std::string path;
  ModuleId own;
  const BarLink* link = nullptr;
  bool next = true;   // the place of the module after; else before
  bool right = true;  // it leads there
  bool sure = true;   // no heading or line above says what else the links may be: "See also"
};

/// A part of a text that leads to a module: the path as written, or a name in it.
using LinkTarget = std::pair<Span, ModuleId>;

/// What the links and paths of a page lead to, by offset, each module path once: `references` are
/// those of this file, by offset; `owner_of` tells whose a path is.
std::vector<LinkTarget> LinkTargetsOf(
    const std::string& path, std::string_view text, std::span<const Reference> references,
    const std::function<std::optional<ModuleId>(const std::string&)>& owner_of);

/// The bars of a page of `own`, or of none, by offset; one that stands near both ends of a short
/// page is told for each. Of files for readers and notebooks. O(text + targets).
std::vector<NavigationBar> FindNavigationBars(const std::string& path, std::string_view text,
                                              std::optional<ModuleId> own,
                                              std::span<const LinkTarget> targets,
                                              const Facts& facts);

/// Which links stand for a neighbour: those of bars of one kind that lead to nothing but the module
/// before and after in the pages of at least three modules, and elsewhere in at most a third as
/// many. A wrong link is told where it is clear which of the two it stands for. In the order of
/// `bars`, whose links are pointed at.
std::vector<BarReading> ReadNavigationBars(
    std::span<const NavigationBar> bars,
    const std::function<std::optional<ModuleId>(ModuleId, bool)>& neighbour_of);

/// The links of bars outside of the modules that lead to the first or the last of `sequence` alone,
/// where bars of that kind lead to neighbours in the modules' pages.
std::vector<EndLink> ReadEndsOfBars(
    std::span<const NavigationBar> bars,
    const std::function<std::optional<ModuleId>(ModuleId, bool)>& neighbour_of);

}  // namespace prereq
