// What the checks ask about the tree, each question asked of the disk once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "prereq/transaction_disk.h"

namespace prereq {

/// Answers stay as first given: the tree is not meant to change while checks run. The first failing
/// call is kept in `error`; answers after it mean nothing.
class TreeView {
 public:
  explicit TreeView(TransactionDisk& fs) : fs_(fs) {}

  const std::optional<NodeStatus>& Status(const std::string& path);
  const std::vector<std::string>& List(const std::string& directory);  // empty when there is none
  bool FoldsCase(const std::string& directory);
  bool MayChange(const std::string& directory);

  [[nodiscard]] TransactionDisk& fs() const { return fs_; }
  std::optional<Error> error;

 private:
  template <class Value, class Ask>
  const Value& Once(std::map<std::string, Value>& known, const std::string& path, Ask ask);

  TransactionDisk& fs_;
  std::map<std::string, std::optional<NodeStatus>> statuses_;
  std::map<std::string, std::vector<std::string>> lists_;
  std::map<std::string, bool> folds_, changeable_;
};

}  // namespace prereq
