// The open repository behind a GitRepository; included by src/fs/git*.cc only.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/descriptor.h"
#include "tree/git.h"
#include "tree/git_handles.h"
#include "tree/git_program.h"

namespace prereq {

/// Its functions want `mutex` held. Paths as in GitRepository.
struct GitRepository::State {
  RepositoryHandle repository;        // null where libgit2 cannot open it
  std::optional<GitProgram> program;  // which reads it then; its directory is `root`
  std::string root, prefix, git_dir, common_dir;
  std::mutex mutex;
  mutable Descriptor mended;  // see ReadIndexOf

  [[nodiscard]] std::string FromRoot(const std::string& path) const;
  /// The path as seen from the directory; nullopt when it lies elsewhere.
  [[nodiscard]] std::optional<std::string> FromDirectory(std::string_view path) const;
  /// kUnsupported where libgit2 cannot read it.
  [[nodiscard]] Result<IndexHandle> OpenIndex() const;
  /// What HEAD holds below the directory; nothing before the first commit.
  [[nodiscard]] Result<std::vector<FileEntry>> LastCommit() const;
  /// With `program`, which is there then.
  [[nodiscard]] Result<std::vector<FileEntry>> ProgramIndex(bool left_out_only) const;
  [[nodiscard]] Result<std::string> ProgramStored(const std::string& path) const;
  [[nodiscard]] Result<std::vector<GitState>> ProgramChanged(
      const std::vector<std::string>& paths) const;
  [[nodiscard]] Result<std::vector<GitRemote>> ProgramRemotes() const;

  /// A setting that is true or false; false when it is not there.
  [[nodiscard]] bool Setting(const char* name) const;
};

/// The kind of an index or tree entry with this mode.
FileKind KindOfMode(unsigned mode);

}  // namespace prereq
