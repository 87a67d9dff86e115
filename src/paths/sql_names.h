// Names by which files of SQL call what other files create: tables, views, routines, types.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// Whether a file creates what others may use: of SQL, or a changelog of Liquibase in XML.
bool HasSqlNames(const FileFormat& format, std::string_view path, std::string_view text);

/// What one file creates and what it cannot run without; comments, strings, bodies of routines that
/// are read when they run, what a block does only if something is there, and all that takes the
/// changes back (`-- +goose Down`, `0002_b.down.sql`) left out. Names without regard to case,
/// quotes and the default schemas. Linear.
PackageNames ReadSqlNames(const FileFormat& format, const std::string& path, std::string_view text);

/// The place in the file of a byte of the SQL in it.
using PlaceInFile = std::function<Location(std::size_t)>;

/// The same of SQL inside of another file, `format`.
PackageNames ReadSqlNames(const FileFormat& format, std::string_view text,
                          const PlaceInFile& place);

/// A name of SQL under its key: "sql relation users".
PackageName NameInSql(std::string key, Location where, const FileFormat& format,
                      std::string written);

}  // namespace prereq
