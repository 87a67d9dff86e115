// Anchors: the part of a link behind `#`, made from the heading that it leads to.
#pragma once

#include <string>
#include <string_view>

namespace prereq::references {

/// The anchor that pages give a heading: lower case, blanks as `-`, marks left out; runs of `-` are
/// one, since makers of pages differ in them; letters beyond ASCII are folded. Emphasis, code
/// marks, emoji and links' targets are left out.
std::string AnchorOf(std::string_view heading);

}  // namespace prereq::references
