// Changes of Liquibase in XML: `<createTable tableName="users">`, `referencedTableName="users"`.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// The tables, views and sequences that a change log creates and uses, by place. Linear.
PackageNames ReadChangeLog(const FileFormat& format, const std::string& path,
                           std::string_view text);

}  // namespace prereq
