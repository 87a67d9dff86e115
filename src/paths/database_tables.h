// Tables that scripts write and read by name: of a database through pandas and DBI, and of the
// pipelines of Databricks.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"
#include "paths/sql_names.h"

namespace prereq {

/// Whether a script may name such tables. Linear.
bool MayNameTablesOfDatabase(const FileFormat& format, std::string_view text);

/// What code of Python or R creates and uses: `df.to_sql("orders", engine)`,
/// `dbReadTable(con, "orders")`, `pd.read_sql("SELECT * FROM orders", engine)`,
/// `dlt.read("orders")`, the function behind `@dlt.table`. Nothing where the script says which file
/// its database is, since that is what scripts share. Linear.
PackageNames ReadTablesOfDatabase(const FileFormat& format, std::string_view text,
                                  const PlaceInFile& place);

}  // namespace prereq
