// fork and exec; the child gets the signals' default actions back.
#include "apply/command.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

Result<int> RunShellCommand(const std::string& command, const std::string& directory,
                            const std::string& variable) {
  // All memory is taken before the fork: behind it, another thread's lock may be held for ever.
  std::vector<std::string> texts{"sh", "-c", command, variable};
  std::vector<char*> arguments{texts[0].data(), texts[1].data(), texts[2].data(), nullptr};
  std::vector<char*> environment{texts[3].data()};
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  environment.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) return ToError(FsError{errno, "start", command});
  if (child == 0) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    if (::dup2(STDERR_FILENO, STDOUT_FILENO) < 0 || ::chdir(directory.c_str()) != 0) ::_exit(126);
    ::execve("/bin/sh", arguments.data(), environment.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return ToError(FsError{errno, "wait for", command});
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace prereq
