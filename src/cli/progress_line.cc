// A thread that looks, ten times a second, at the latest stage.
#include "cli/progress_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include "base/format.h"

namespace prereq {
namespace {

using ProgressClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBeforeFirst{500};
constexpr std::chrono::milliseconds kBetween{100};
constexpr std::string_view kWipe = "\r\033[K";
constexpr std::array<int, 4> kEndingSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t is_line_drawn = 0;
std::recursive_mutex terminal_mutex;     // who holds it writes to the terminal
ProgressClock::time_point last_written;  // guarded by terminal_mutex

void WriteToTerminal(std::string_view text) {
  const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(ignored);
}

std::string Grouped(std::size_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
  return digits;
}

std::size_t TerminalColumns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool CanShowLine() {
  const char* const terminal = std::getenv("TERM");
  if (terminal == nullptr || *terminal == '\0' || std::string_view(terminal) == "dumb")
    return false;
  return ::isatty(STDERR_FILENO) == 1;
}

class Watcher {
 public:
  void Run() {
    std::unique_lock lock(mutex_);
    auto wait = kBeforeFirst;
    while (!ends_.wait_for(lock, wait, [this] { return is_over_; })) {
      wait = kBetween;
      lock.unlock();
      Look();
      lock.lock();
    }
  }
  void End() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    ends_.notify_all();
  }

 private:
  void Look() {
    // A question may hold the terminal for an hour.
    const std::unique_lock lock(terminal_mutex, std::try_to_lock);
    if (!lock) return;
    const auto now = ProgressClock::now();
    const StageNow stage = LatestStage();
    if (stage.serial != serial_) {
      serial_ = stage.serial;
      begun_ = now;
    }
    const bool in_background = ::tcgetpgrp(STDERR_FILENO) != ::getpgrp();
    if (stage.doing.empty() || in_background || now - last_written < kBeforeFirst) return;
    const std::string text =
        ProgressText(stage, std::chrono::duration<double>(now - begun_).count(), TerminalColumns());
    if (is_line_drawn != 0 && text == shown_) return;
    shown_ = text;
    is_line_drawn = 1;
    WriteToTerminal(fmt::format("{}{}", kWipe, text));
  }

  std::mutex mutex_;
  std::condition_variable ends_;
  bool is_over_ = false;
  std::uint64_t serial_ = 0;
  ProgressClock::time_point begun_;
  std::string shown_;
};

std::optional<Watcher> watcher;
std::thread watching;

// What is not ended by a signal today stays so.
void WipeOnEndingSignals() {
  for (const int signal : kEndingSignals) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    std::signal(signal, WipeAndEnd);
  }
}

void LeaveToOthers() {
  const std::lock_guard lock(terminal_mutex);
  WipeProgressLine();
}

}  // namespace

std::string ProgressText(const StageNow& now, double seconds, std::size_t columns) {
  std::string text = fmt::format("prereq: {}", now.doing);
  if (now.all > 0) {
    text += fmt::format(" {} of {}", Grouped(std::min(now.done, now.all)), Grouped(now.all));
  } else if (now.done > 0) {
    text += fmt::format(" {}", Grouped(now.done));
  }
  if (!now.noun.empty()) text += fmt::format(" {}", now.noun);
  if (now.all == 0 && seconds >= 1) {
    text += fmt::format(", {} s", static_cast<std::size_t>(seconds));
  }
  // In the last column some terminals begin a new line.
  text.resize(std::min(text.size(), std::max<std::size_t>(columns, 1) - 1));
  return text;
}

ProgressLine::ProgressLine(bool wanted) {
  if (!wanted || !CanShowLine()) return;
  last_written = ProgressClock::now();
  // Signals are for the thread that works.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  watcher.emplace();
  try {
    watching = std::thread([] { watcher->Run(); });
    LeaveTerminalWith(LeaveToOthers);
  } catch (const std::system_error&) {
    watcher.reset();  // the work is done without a line
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (watcher) WipeOnEndingSignals();
}

ProgressLine::~ProgressLine() {
  if (!watcher) return;
  LeaveTerminalWith(nullptr);
  watcher->End();
  watching.join();
  watcher.reset();
  WipeProgressLine();
}

WithoutProgressLine::WithoutProgressLine() {
  terminal_mutex.lock();
  WipeProgressLine();
}

WithoutProgressLine::~WithoutProgressLine() {
  last_written = ProgressClock::now();
  terminal_mutex.unlock();
}

void WipeProgressLine() {
  if (is_line_drawn == 0) return;
  is_line_drawn = 0;
  WriteToTerminal(kWipe);
}

void WipeAndEnd(int signal) {
  WipeProgressLine();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace prereq
