// A field of a CSV file.
#pragma once

#include <string>

namespace prereq {

/// As RFC 4180 wants it; bytes that are no UTF-8 as \xNN.
std::string CsvField(const std::string& text);

}  // namespace prereq
