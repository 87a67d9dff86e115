// Words of build files and code that declare or use a name by which modules of one repository call
// each other: an npm package, a CMake target, a model of dbt, a module of Fortran.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/package_names.h"
#include "paths/source_words.h"

namespace prereq {

struct NamedWord {
  enum class Role { kNone, kDeclares, kUses };
  Role role = Role::kNone;
  std::string_view ecosystem;   // "npm", "cmake"
  std::string_view name = {};   // where it is only a part of the word
  std::string_view alike = {};  // the ecosystem in which it counts where nobody declares it here
};

/// What `words[i]` of `text` is in the file at `path`.
NamedWord NameOf(const FileFormat& format, std::string_view path, std::string_view text,
                 const std::vector<SourceWord>& words, std::size_t i);

/// The names that lines of code declare and use, as far as they are no words of NameOf. Empty for
/// languages without such names.
PackageNames NamesOfLines(const FileFormat& format, const std::string& path, std::string_view text);

/// Whether a file may declare or use a name, so that what it says depends on more than the names of
/// modules.
bool MayDeclareNames(std::string_view path, std::string_view text);

}  // namespace prereq
