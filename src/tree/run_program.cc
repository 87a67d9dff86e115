#include "tree/run_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/format.h"
#include "tree/descriptor.h"

namespace prereq {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// A file in memory, empty or with these bytes to be read from the start.
Descriptor MemoryFile(std::string_view bytes) {
  Descriptor file(::memfd_create("program", MFD_CLOEXEC));
  while (file && !bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put <= 0) return {};
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (file) ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

std::string AllOf(const Descriptor& file) {
  std::string text;
  ::lseek(file.get(), 0, SEEK_SET);
  std::array<char, 1U << 16U> block{};
  for (ssize_t got = 1; got > 0;) {
    got = ::read(file.get(), block.data(), block.size());
    if (got > 0) text.append(block.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// Waits for the end; false: the time was over, and it was killed.
Result<bool> AwaitEnd(pid_t child, int seconds, int& status) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kPause(10);
  const auto end = Clock::now() + std::chrono::seconds(seconds);
  bool in_time = true;
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, seconds > 0 && in_time ? WNOHANG : 0);
    if (ended == child) return in_time;
    if (ended < 0 && errno != EINTR) {
      return Error{Error::Code::kUnreadable, "the program was lost", {}, {}};
    }
    if (ended != 0) continue;
    in_time = Clock::now() < end;
    if (in_time) {
      std::this_thread::sleep_for(kPause);
    } else {
      ::kill(child, SIGKILL);
    }
  }
}

}  // namespace

Result<RanProgram> RunProgram(std::vector<std::string> words, std::vector<std::string> environment,
                              std::string_view input, int seconds) {
  const Descriptor in = MemoryFile(input), out = MemoryFile({}), complaints = MemoryFile({});
  if (!in || !out || !complaints) {
    return Error{
        Error::Code::kUnreadable, fmt::format("cannot run {}: no memory", words.front()), {}, {}};
  }
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.get(), 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.get(), 1);
  ::posix_spawn_file_actions_adddup2(&actions, complaints.get(), 2);
  // What this program ignores, others need not.
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGXFSZ);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, words.front().c_str(), &actions, &attributes,
                                    Pointers(words).data(), Pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) {
    return Error{
        Error::Code::kNotFound, fmt::format("there is no `{}` program", words.front()), {}, {}};
  }
  int status = 0;
  const Result<bool> in_time = AwaitEnd(child, seconds, status);
  if (!in_time) return in_time.error();
  if (!*in_time) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("{} did not end within {} seconds", words.front(), seconds),
                 {},
                 {}};
  }
  constexpr int kSignalled = 128;
  return RanProgram{WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status),
                    AllOf(out), AllOf(complaints)};
}

std::vector<std::string> PlainEnvironment() {
  std::vector<std::string> all = {"LC_ALL=C"};
  for (const char* name : {"PATH", "HOME", "XDG_CONFIG_HOME"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) all.push_back(std::string(name) + "=" + value);
  }
  return all;
}

}  // namespace prereq
