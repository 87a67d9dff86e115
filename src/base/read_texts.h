// Texts of a tree that are asked for again and again.
#pragma once

#include <map>
#include <string>

#include "prereq/file_system.h"

namespace prereq {

/// Reads each file once, when it is first asked for; what it gives stays until it goes.
class ReadTexts {
 public:
  explicit ReadTexts(const FileReader& tree) : tree_(tree) {}

  /// The bytes of a file, or why it cannot be read.
  const Result<std::string>& Of(const std::string& path);
  /// The same; empty where it cannot be read.
  const std::string& OrEmpty(const std::string& path);

 private:
  const FileReader& tree_;
  std::map<std::string, Result<std::string>> texts_;
};

}  // namespace prereq
