// What prereq remembers of its user outside of every tree, where no stranger's zip or pull request
// can write: a secret that seals transactions, and the policies that he has confirmed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Directories for that, best first: `$XDG_STATE_HOME/prereq`, `~/.local/state/prereq`,
/// `/var/tmp/prereq-UID`; without those inside the tree at `root`. Reads the environment.
std::vector<std::string> StateDirectories(const std::string& root);

/// Seals for transactions of the tree at `root` (ApplyOptions::seals): from the secret of the first
/// directory that can hold one, made there if none of them has one; then from those of the others.
/// A seal names the tree by its inode, another one by its path, so that a tree that moved, or that
/// came back with new inodes, is still known. kUnreadable: no directory can hold a secret.
Result<std::vector<std::string>> TreeSeals(const std::vector<std::string>& directories,
                                           const std::string& root);

/// Whether Confirm was called with these words.
bool IsConfirmed(const std::vector<std::string>& directories, std::string_view words);

/// Remembers `words` (by their digest), for good. kUnreadable.
Status Confirm(const std::vector<std::string>& directories, std::string_view words);

}  // namespace prereq
