// Files of data that one script writes and another one reads: `write_csv(d, "data/raw.csv")` and
// `read_csv("data/raw.csv")`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/held_paths.h"
#include "paths/package_names.h"
#include "paths/path_values.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `text` may name such a file at all. Linear.
bool MayNameData(const FileFormat& format, std::string_view text);

struct DataFile {
  std::string path;  // of the tree, as far as the script tells: from its own folder, or the root
  bool is_made = false;       // else it is read
  std::string from_root;      // the path if it is meant from the root; empty where that is the same
  bool is_from_root = false;  // it is written so: here("data/raw.csv")
  /// As the script puts it together of a variable and words, `{out_dir}/raw.csv`, where it says
  /// what that variable is; empty else. A script that does not say it means the same.
  std::string unfilled = {};
  std::string shown = {};      // where that is not `path`
  bool is_any_name = false;    // one of those in its folder, whose names differ: `out/{name}.csv`
  bool is_folder = false;      // and its name has no ending
  bool is_begun = false;       // what makes it puts more behind `path`: `out/{name}_`
  bool may_be_filled = false;  // it says nothing of what the variables in `path` are
};

/// The file of data whose path ends with `words[i]` of `script`; none where the path is not told
/// whole, or it is neither written nor read. Several where a loop puts one after the other into the
/// path, by the loop.
std::vector<DataFile> DataFilesOf(const Script& script, const std::vector<SourceWord>& words,
                                  std::size_t i);

/// The file, or the folder that tables and models are kept in, which `script` writes or reads
/// through a variable; nullopt where what that holds is none.
std::optional<DataFile> DataFileOf(const Script& script, const HeldUse& use);

/// The file at `path` as `script` means it; nullopt where that is no path of data.
std::optional<DataFile> DataFileNamed(const Script& script, std::string_view path, bool is_made);

/// Adds the name of such a file, which stands at `where`. One script may write `here("data/x.csv")`
/// what another one in the same folder calls `data/x.csv`: both may be run from the root.
void AddData(DataFile file, const Location& where, std::string_view kind, PackageNames& names);

}  // namespace prereq
