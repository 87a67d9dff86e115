// Names of any bytes in XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `text` for an attribute in double quotes or an element, on one line: Printable, with what has a
/// meaning in XML escaped and without the code points that XML does not allow.
std::string Xml(std::string_view text);

}  // namespace prereq
