// fork and exec; the child gets the signals' default actions back.
#include "apply/command.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <vector>

#include "base/progress.h"
#include "prereq/file_system.h"

namespace prereq {
namespace {

constexpr int kLookEvery = 10;    // milliseconds
constexpr int kGraceRounds = 20;  // looks between SIGTERM and SIGKILL

void Sleep(int milliseconds) {
  const timespec time{0, long{milliseconds} * 1'000'000};
  ::nanosleep(&time, nullptr);
}

// What the child does; never returns.
[[noreturn]] void Become(const std::string& directory, char* const* arguments,
                         char* const* environment) {
  // A group of its own, so that all that it starts can be ended with it.
  ::setpgid(0, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGXFSZ}) ::signal(signal, SIG_DFL);
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0 ||
      ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0 || ::chdir(directory.c_str()) != 0) {
    ::_exit(126);
  }
  ::execve("/bin/sh", arguments, environment);
  ::_exit(127);
}

// Ends the group of `child`, which has not been waited for.
void EndGroup(pid_t child) {
  ::kill(-child, SIGTERM);
  for (int i = 0; i < kGraceRounds; ++i) {
    Sleep(kLookEvery);
    if (::waitpid(child, nullptr, WNOHANG) == child) {
      ::kill(-child, SIGKILL);  // what it left behind
      return;
    }
  }
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Result<int> RunShellCommand(const std::string& command, const std::string& directory,
                            const std::string& variable, const std::function<bool()>& interrupted) {
  // All memory is taken before the fork: behind it, another thread's lock may be held for ever.
  std::vector<std::string> texts{"sh", "-c", command, variable};
  std::vector<char*> arguments{texts[0].data(), texts[1].data(), texts[2].data(), nullptr};
  std::vector<char*> environment{texts[3].data()};
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  environment.push_back(nullptr);
  const OthersWrite stage;
  const pid_t child = ::fork();
  if (child < 0) return ToError(FsError{errno, "start", command});
  if (child == 0) Become(directory, arguments.data(), environment.data());
  ::setpgid(child, child);  // parent or child, the first one sets it
  int status = 0;
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) return ToError(FsError{errno, "wait for", command});
    if (interrupted && interrupted()) {
      EndGroup(child);
      return Error{Error::Code::kUnreadable, "interrupted", {}, "run the command again"};
    }
    Sleep(kLookEvery);
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace prereq
