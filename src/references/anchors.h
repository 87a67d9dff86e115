// Anchors: the part of a link behind `#`, made from the heading that it leads to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq::references {

/// The anchor that pages give a heading: lower case, blanks as `-`, marks left out; runs of `-` are
/// one, since makers of pages differ in them; letters beyond ASCII are folded. Emphasis, code
/// marks, emoji and links' targets are left out.
std::string AnchorOf(std::string_view heading);

/// Whether the scan noted it as an anchor: `text` says where it leads, `page.md#lesson-2`, and the
/// heading there decides what it means.
bool IsAnchor(const Reference& reference);

/// The files that a link to `target`, a path from the root without its anchor, may mean: the path
/// itself, with the ending of a page, the main page of the folder; the page that a site's `.html`
/// is made of. Likeliest first.
std::vector<std::string> PagesAt(const std::string& target);

}  // namespace prereq::references
