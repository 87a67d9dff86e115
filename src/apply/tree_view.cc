// A cache in front of a TransactionDisk.
#include "apply/tree_view.h"

namespace prereq {

void TreeView::Keep(const FsError& failed) {
  if (!error) error = ToError(failed);
}

const std::optional<NodeStatus>& TreeView::Status(const std::string& path) {
  const auto [entry, added] = statuses_.try_emplace(path);
  if (added) {
    auto status = fs_.Status(path);
    if (status) {
      entry->second = *status;
    } else {
      Keep(status.error());
    }
  }
  return entry->second;
}

const std::vector<std::string>& TreeView::List(const std::string& directory) {
  const auto [entry, added] = lists_.try_emplace(directory);
  if (added && Status(directory)) {
    auto names = fs_.List(directory);
    if (names) {
      entry->second = *std::move(names);
    } else {
      Keep(names.error());
    }
  }
  return entry->second;
}

bool TreeView::FoldsCase(const std::string& directory) {
  const auto [entry, added] = folds_.try_emplace(directory, false);
  if (added) {
    const auto folds = fs_.FoldsCase(directory);
    if (folds) {
      entry->second = *folds;
    } else {
      Keep(folds.error());
    }
  }
  return entry->second;
}

bool TreeView::MayChange(const std::string& directory) {
  const auto [entry, added] = changeable_.try_emplace(directory, false);
  if (added) {
    const auto may = fs_.MayChange(directory);
    if (may) {
      entry->second = *may;
    } else {
      Keep(may.error());
    }
  }
  return entry->second;
}

}  // namespace prereq
