// Paths that scripts of Python have from a module of settings: `from config import RAW_PATH`.
#pragma once

#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/sql_names.h"

namespace prereq {

/// `from module import name as alias`; `name` is empty for `import module as alias`. Views belong
/// to the code.
struct PythonImport {
  std::string_view module, name, alias;
};

/// The imports of `code`, by place; some hundred at most. Linear.
std::vector<PythonImport> ImportsOfPython(std::string_view code);

/// Whether a script may have a path from a module of settings. Linear.
bool MayImportPaths(const FileFormat& format, std::string_view text);

/// The constants of such modules that calls of `text` write to, as declared, and those that they
/// read: `df.to_csv(RAW_PATH)`, `pd.read_csv(config.RAW_PATH)`. `earlier`: the cells of a notebook
/// before this one, the first of which may hold the imports. Linear in the text for each constant.
PackageNames ReadImportedPaths(const FileFormat& format, std::string_view text,
                               std::string_view earlier, const PlaceInFile& place);

}  // namespace prereq
