// Handlers that do what handlers may: write a fixed text, and _exit.
#include "cli/end_guards.h"

#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/progress_line.h"

namespace prereq {
namespace {

constexpr std::size_t kReserve = std::size_t{4} << 20U;
constexpr double kBeyondLimit = 1.15;
constexpr double kAtLeast = 0.45;        // seconds: below, reading a large file is all that is done
constexpr double kAfterInterrupt = 0.4;  // seconds

// NOLINTNEXTLINE: a handler has nothing else to look at, and must not free it at the end
const char* over_time = "prereq: error: stopped at --time-limit; nothing was changed\n";
void* reserve = nullptr;                        // NOLINT: a handler has nothing else to look at
volatile std::sig_atomic_t is_changing = 0;     // a tree
volatile std::sig_atomic_t is_interrupted = 0;  // which of two texts the alarm says

[[noreturn]] void EndWith(const char* text) {
  WipeProgressLine();
  const ssize_t ignored = ::write(STDERR_FILENO, text, std::strlen(text));
  static_cast<void>(ignored);
  ::_exit(kExitNoAnswer);
}

void OnNoMemory() {
  std::free(reserve);
  reserve = nullptr;
  if (is_changing != 0) throw std::bad_alloc();
  EndWith("prereq: error: there is not enough memory; nothing was changed\n");
}

// C libraries end the program by themselves when memory is out; then there is none for us either.
void OnAbort(int /*signal*/) {
  void* probe = std::malloc(kReserve / 4);
  if (probe == nullptr && is_changing == 0) OnNoMemory();
  std::signal(SIGABRT, SIG_DFL);
  std::raise(SIGABRT);
}

void OnAlarm(int /*signal*/) {
  if (is_interrupted != 0) EndWith("prereq: error: interrupted; nothing was changed\n");
  EndWith(over_time);
}

void SetAlarm(double seconds) {
  itimerval timer{};
  const double whole = std::floor(seconds);
  timer.it_value.tv_sec = static_cast<time_t>(whole);
  timer.it_value.tv_usec = static_cast<suseconds_t>((seconds - whole) * 1e6);
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

double SecondsSinceStart() {
  using Clock = std::chrono::steady_clock;
  static const Clock::time_point start = Clock::now();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void EndWhenMemoryIsOut() {
  SecondsSinceStart();
  std::set_new_handler(OnNoMemory);
  std::signal(SIGABRT, OnAbort);
}

void FailBeyondSizeLimit() { std::signal(SIGXFSZ, SIG_IGN); }

MemoryForRollback::MemoryForRollback() {
  reserve = std::malloc(kReserve);
  if (reserve != nullptr) std::memset(reserve, 1, kReserve);
  is_changing = 1;
}

MemoryForRollback::~MemoryForRollback() {
  is_changing = 0;
  std::free(reserve);
  reserve = nullptr;
}

void EndAfter(double seconds, const std::string& without) {
  if (seconds <= 0) return;
  static const std::string text = fmt::format(
      "prereq: error: stopped at --time-limit {} (seconds) before there was an answer; nothing was "
      "changed\n  fix: {}\n",
      seconds, without);
  over_time = text.c_str();
  std::signal(SIGALRM, OnAlarm);
  SetAlarm(std::max(std::max(seconds * kBeyondLimit, kAtLeast) - SecondsSinceStart(), 0.02));
}

void EndSoon() {
  is_interrupted = 1;
  std::signal(SIGALRM, OnAlarm);
  SetAlarm(kAfterInterrupt);
}

void EndNoMore() { SetAlarm(0); }

}  // namespace prereq
