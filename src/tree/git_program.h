// The git program as a second way to read: for repositories that libgit2 does not open (SHA-256,
// reftable).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/file_system.h"
#include "tree/git.h"

namespace prereq {

/// Runs `git -C DIRECTORY …` to read, and only to read. Nothing that the repository's configuration
/// names is run: no hooks, no monitor, no filters, no transports, no pager; of the environment only
/// PATH and HOME count. Safe from several threads.
class GitProgram {
 public:
  explicit GitProgram(std::string directory) : directory_(std::move(directory)) {}

  /// What it prints. `input` is its standard input. kUnreadable: the first line that it complained
  /// with, or that there is no such program; kNotFound: it ended with 1, as many questions do for
  /// "no".
  [[nodiscard]] Result<std::string> Run(const std::vector<std::string>& arguments,
                                        std::string_view input = {}) const;

  /// Where the repository around the directory has its parts; absolute, symlinks resolved.
  struct Places {
    std::string work_tree, git_dir, common_dir;
  };
  [[nodiscard]] Result<Places> Find() const;

  /// One entry of the index. Paths are from the work tree's root.
  struct Entry {
    std::string path, id;
    unsigned mode = 0;
    int stage = 0;
    bool left_out = false;  // a sparse checkout keeps it off the disk
    bool hidden = false;    // git does not look whether it changed: left_out, assume-unchanged
  };
  /// By path, then stage.
  [[nodiscard]] Result<std::vector<Entry>> Index() const;

  /// One file of a revision, without folders.
  struct TreeEntry {
    std::string path, id;
    unsigned mode = 0;
    std::uint64_t size = 0;  // bytes; 0 in a partial clone
    bool fetched = true;     // a partial clone has the bytes
  };
  /// Everything in the tree of this object, from its root.
  [[nodiscard]] Result<std::vector<TreeEntry>> Tree(const std::string& object) const;

  /// Which objects of a commit or tree a partial clone lacks; empty where it is no such clone, and
  /// where there is no such object.
  [[nodiscard]] std::set<std::string> Missing(const std::string& object) const;

  /// The bytes of objects, in their order. kUnreadable: one is not there.
  [[nodiscard]] Result<std::vector<std::string>> Objects(const std::vector<std::string>& ids) const;

  /// The object that a revision names, as hex digits: `kind` is what it is peeled to ("commit",
  /// "tree"). kNotFound.
  [[nodiscard]] Result<std::string> Resolve(const std::string& revision,
                                            std::string_view kind) const;

  /// A setting; nothing when it is not there. `type` as `git config --type` takes it.
  [[nodiscard]] std::optional<std::string> Setting(const std::string& name,
                                                   const std::string& type) const;

  /// What differs from the last commit at or below the work tree's root, by path.
  [[nodiscard]] Result<std::vector<GitState>> Changed() const;

 private:
  /// Those of the hidden entries that are on the disk and are not what the index holds; `quiet`
  /// comes before the question. kUnreadable.
  [[nodiscard]] Result<std::vector<std::string>> HiddenChanges(
      const std::vector<Entry>& index, const std::vector<std::string>& quiet) const;

  std::string directory_;
};

}  // namespace prereq
