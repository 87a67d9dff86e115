// Which bytes of a YAML file a scalar was written with: the parser only says where it starts.
#pragma once

#include <cstddef>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// Bytes of one scalar.
struct YamlScalarSpan {
  Span whole;    // as written, quotes or block header included; length 0 when it was not recognised
  Span content;  // the part that is exactly the value; length 0 when there is none
  bool closed = true;  // false: begins with a quote that nothing closes
};

/// Skips anchors, tags and the blanks, line ends and comments after them, from `at` towards `end`.
std::size_t SkipYamlProperties(std::string_view source, std::size_t at, std::size_t end);

/// The bytes of the scalar that begins at `at` and has this value. O(their number).
YamlScalarSpan FindYamlScalar(std::string_view source, std::size_t at, std::size_t end,
                              std::string_view value);

}  // namespace prereq
