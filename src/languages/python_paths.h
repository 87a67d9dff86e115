// Files that put folders on the path of Python for all that lies below them: `.env`, Makefiles,
// scripts of a shell, settings of pytest and of editors, what a README says to type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// Whether a file of this name may do so.
bool MaySetPythonPath(std::string_view path);

/// The folder whose code such a file is about: its own, or the one that holds `.vscode`.
std::string HomeOfPythonPath(const std::string& path);

/// The folders in the order of the search, as they stand there, relative to HomeOfPythonPath:
/// `PYTHONPATH=./ch01:./ch02`, `pythonpath = ["ch01"]`, `"python.analysis.extraPaths": ["ch01"]`,
/// `sys.path.insert(0, "ch01")` of a conftest.py. Comments and what is computed are left out.
/// Linear.
std::vector<std::string> PythonPathOf(std::string_view path, std::string_view text);

}  // namespace prereq
