// SIGINT and SIGTERM as a question instead of a sudden end.
#pragma once

#include <csignal>

namespace prereq {

/// While one lives, SIGINT, SIGTERM and SIGHUP only set a flag; afterwards they act as before.
/// One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  /// Whether one of them arrived since the guard was made.
  [[nodiscard]] static bool Requested();

 private:
  struct sigaction interrupt_ {
  }, terminate_{}, hang_up_{};
};

}  // namespace prereq
