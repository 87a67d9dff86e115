// What scripts keep and get back by name and not by path: tables, and what helpers save.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"
#include "paths/sql_names.h"

namespace prereq {

/// Whether a file of Python or R, or a notebook, may name such things. Linear.
bool MayNameStored(const FileFormat& format, std::string_view text);

/// Tables of Spark and of databases, and what a pair of functions of one module of Python saves and
/// loads: `save_parquet(d, "orders")` and `load_parquet("orders")`. `earlier`: the cells of a
/// notebook before this one. Linear.
PackageNames ReadStoredNames(const FileFormat& format, std::string_view text,
                             std::string_view earlier, const PlaceInFile& place);

}  // namespace prereq
