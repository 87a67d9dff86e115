// Files that SQL inside of scripts reads and writes by their paths, as DuckDB runs it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/data_files.h"
#include "paths/path_values.h"

namespace prereq {

/// Whether code may hold such SQL. Linear.
bool MayNameFilesInSql(const FileFormat& format, std::string_view text);

struct FileOfSql {
  DataFile file;
  std::size_t offset = 0;  // of its path
};
/// `FROM 'out/x.csv'`, `read_parquet('out/x.parquet')`, `COPY t TO 'out/x.parquet'`, by place.
/// Linear.
std::vector<FileOfSql> FilesOfSql(const Script& script);

}  // namespace prereq
