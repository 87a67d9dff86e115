// A field of a CSV file.
#pragma once

#include <string>

namespace prereq {

/// As RFC 4180 wants it; bytes that are no UTF-8 as \xNN. In a text with line ends, control
/// characters or marks that deceive (see Printable) the bytes of these, and each `%` of that text,
/// are percent-encoded: what it names is the path of an address.
std::string CsvField(const std::string& text);

}  // namespace prereq
