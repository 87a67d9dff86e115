// Variables of the environment that hold folders of the machine, which no repository is.
#pragma once

#include <string_view>

namespace prereq {

/// Whether a variable as shells and programs write it, `$HOME`, `${TMPDIR:-/tmp}`,
/// `%USERPROFILE%`, `$env:APPDATA`, is such a folder. Marks around its name do not count.
bool IsFolderOfMachine(std::string_view variable);

/// Whether code asks for such a folder: `Path.home()`, `os.environ["HOME"]`, `tempdir()`.
bool AsksForFolderOfMachine(std::string_view code);

}  // namespace prereq
