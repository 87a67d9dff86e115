// One revision of a git repository as a FileReader, straight from its objects: no checkout.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

struct MergedTree;

/// The tree of one commit below the directory it was opened for. Bytes are as stored: no line-end
/// conversion, LFS pointers as pointers. Submodules are kSubmodule and cannot be read. Paths are
/// checked as DiskTree checks them. Calls are serialised inside: safe from several threads.
class GitTree : public FileReader {
 public:
  /// `revision` as git writes them: `main`, `HEAD~2`, `v1.0`, a commit's hash, `@{upstream}`, or a
  /// tree. `directory` is any directory inside a work tree, or a bare repository; inside a work
  /// tree the reader's root is that very directory as the revision has it. Errors kNotFound (no
  /// repository, no such revision, or the revision lacks the directory), kInvalid (ambiguous, or no
  /// tree), kUnreadable.
  static Result<GitTree> Open(const std::string& directory, const std::string& revision);

  /// The tree that merging commit `theirs` into commit `ours` would make; nothing is written, not
  /// even objects. Errors as Open.
  static Result<MergedTree> OpenMerge(const std::string& directory, const std::string& ours,
                                      const std::string& theirs);

  GitTree(GitTree&&) noexcept;
  GitTree& operator=(GitTree&&) noexcept;
  ~GitTree() override;

  Result<std::string> Read(const std::string& path) const override;
  Result<std::optional<FileStatus>> Status(const std::string& path) const override;
  Result<std::vector<FileEntry>> List(const std::string& path) const override;
  Result<std::string> ReadLink(const std::string& path) const override;
  /// Every entry of the revision.
  Result<std::vector<FileEntry>> ListTracked() const override;
  /// The blob's hash, which GitBlobId gives for its bytes; empty where the git program reads.
  std::string Version(const std::string& path) const override;

  /// The commit's hash (the tree's when `revision` names a tree), 40 lower-case hex digits, or 64
  /// with SHA-256.
  [[nodiscard]] const std::string& id() const;

 private:
  struct State;
  explicit GitTree(std::unique_ptr<State> state);
  // Where libgit2 does not open the repository.
  static Result<GitTree> OpenByProgram(const std::string& directory, const std::string& revision);
  // Goes down to the directory the reader was asked for.
  static Result<GitTree> FromRoot(std::unique_ptr<State> state, const std::string& directory,
                                  const std::string& shown);

  std::unique_ptr<State> state_;
};

/// What a merge would give.
struct MergedTree {
  GitTree tree;  // a path that conflicts is there as `ours` has it, else as `theirs`
  std::vector<std::string> conflicts;  // from the repository's root, sorted; what a person resolves
};

/// The command that fetches what a partial clone lacks of the files in which `revision` differs
/// from the work tree.
std::string FetchOf(const std::string& revision);

/// "merging `theirs` conflicts in 2 files: a, b".
std::string ShowConflicts(const std::vector<std::string>& conflicts, const std::string& theirs);

}  // namespace prereq
