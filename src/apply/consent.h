// Whether the commands of a policy may run: the tree may come from a stranger, who wrote them.
#pragma once

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// The commands that the policy at `path` wants to run.
struct PolicyCommands {
  std::string path;
  std::vector<std::string> commands;  // `verify:`
};

/// Done when there are none, or when this user owns the policy and has said yes to these very
/// commands of this very file (GiveConsent). `directories`: StateDirectories. kUnsupported: another
/// user owns the policy; kInvalid: these commands were never confirmed, or have changed since.
Status CheckConsent(const PolicyCommands& policy, const std::vector<std::string>& directories);

/// Remembers a yes, for good. kUnreadable.
Status GiveConsent(const PolicyCommands& policy, const std::vector<std::string>& directories);

}  // namespace prereq
