// A cache in front of a TransactionDisk.
#include "apply/tree_view.h"

namespace prereq {

// What is known of the path, asked for where it is not known yet.
template <class Value, class Ask>
const Value& TreeView::Once(std::map<std::string, Value>& known, const std::string& path, Ask ask) {
  const auto [entry, added] = known.try_emplace(path);
  if (!added) return entry->second;
  auto answer = ask(path);
  if (answer) {
    entry->second = *std::move(answer);
  } else if (!error) {
    error = ToError(answer.error());
  }
  return entry->second;
}

const std::optional<NodeStatus>& TreeView::Status(const std::string& path) {
  return Once(statuses_, path, [&](const std::string& one) { return fs_.Status(one); });
}

const std::vector<std::string>& TreeView::List(const std::string& directory) {
  return Once(lists_, directory, [&](const std::string& one) {
    return Status(one) ? fs_.List(one) : decltype(fs_.List(one))(std::vector<std::string>());
  });
}

bool TreeView::FoldsCase(const std::string& directory) {
  return Once(folds_, directory, [&](const std::string& one) { return fs_.FoldsCase(one); });
}

bool TreeView::MayChange(const std::string& directory) {
  return Once(changeable_, directory, [&](const std::string& one) { return fs_.MayChange(one); });
}

}  // namespace prereq
