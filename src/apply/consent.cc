#include "apply/consent.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/format.h"
#include "base/text.h"
#include "tree/user_state.h"

namespace prereq {
namespace {

// Everything that a changed policy could change unnoticed; lengths keep the parts apart.
std::string Words(const PolicyCommands& policy) {
  std::error_code ignored;
  std::string words = "verify\n" + std::filesystem::weakly_canonical(policy.path, ignored).string();
  for (const std::string& command : policy.commands) {
    words += fmt::format("\n{}:{}", command.size(), command);
  }
  return words;
}

}  // namespace

Status CheckConsent(const PolicyCommands& policy, const std::vector<std::string>& directories) {
  if (policy.commands.empty()) return Done{};
  struct stat status {};
  if (::stat(policy.path.c_str(), &status) != 0 || status.st_uid != ::geteuid()) {
    return Error{Error::Code::kUnsupported,
                 "this policy belongs to another user, whose `verify` commands are not run",
                 {policy.path, 0, 0},
                 "ls -l " + ShellQuote(policy.path)};
  }
  if (IsConfirmed(directories, Words(policy))) return Done{};
  std::vector<std::string> shown;
  for (const std::string& command : policy.commands) {
    shown.push_back("`" + Printable(command) + "`");
  }
  return Error{
      Error::Code::kInvalid,
      fmt::format("the policy wants to run {} afterwards, which you have not confirmed yet",
                  Join(shown, ", ")),
      {policy.path, 0, 0},
      "read it, then say the same with --yes"};
}

Status GiveConsent(const PolicyCommands& policy, const std::vector<std::string>& directories) {
  return Confirm(directories, Words(policy));
}

}  // namespace prereq
