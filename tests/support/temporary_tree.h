// A directory on disk that lives as long as one test, and git commands inside it.
#pragma once

#include <string>

namespace prereq {

/// Made below the system's temporary directory; removed with all it holds.
class TemporaryTree {
 public:
  TemporaryTree();
  TemporaryTree(const TemporaryTree&) = delete;
  TemporaryTree& operator=(const TemporaryTree&) = delete;
  ~TemporaryTree();

  /// Absolute, symlinks resolved, no trailing slash.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Writes a file, with the directories above it.
  void Put(const std::string& path, const std::string& text) const;
  void Link(const std::string& path, const std::string& target) const;
  void Remove(const std::string& path) const;
  /// Runs `command` with sh inside the directory; whether it exited 0. Its output is dropped.
  [[nodiscard]] bool Shell(const std::string& command) const;
  /// The command's standard output.
  [[nodiscard]] std::string Output(const std::string& command) const;
  /// `git ARGUMENTS` without the machine's own git configuration.
  [[nodiscard]] bool Git(const std::string& arguments) const;

 private:
  std::string path_;
};

/// Whether the git program is there; tests that need it are skipped otherwise.
bool HasGit();

}  // namespace prereq
