// Names that lines of code declare and use with a keyword in front: `module beta_mod` and `use
// beta_mod` of Fortran, `defmodule Course.Beta` and `alias Course.Beta` of Elixir.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// Whether this kind of file has such keywords.
bool HasKeywordNames(const FileFormat& format);

/// The names of one file, comments left out; none for other kinds of file. Linear.
PackageNames KeywordNames(const FileFormat& format, const std::string& path, std::string_view text);

}  // namespace prereq
