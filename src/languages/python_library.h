// Which imports mean Python itself.
#pragma once

#include <string_view>

namespace prereq {

/// Whether `name` is a top-level module of Python's own library (3.12).
bool IsPythonLibraryModule(std::string_view name);

}  // namespace prereq
