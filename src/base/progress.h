// How far long work is. Work says it here and prints nothing; who watches asks.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prereq {

/// A stage of the work, from construction to destruction; of several the one begun last is what
/// goes on. Any thread may begin, advance and end one; nothing here throws or allocates.
class WorkStage {
 public:
  /// `doing` ("reading") and `noun` ("files") are texts that live as long as the program. `all`:
  /// how many steps there are; 0: not known.
  explicit WorkStage(std::string_view doing, std::size_t all = 0,
                     std::string_view noun = {}) noexcept;
  WorkStage(const WorkStage&) = delete;
  WorkStage& operator=(const WorkStage&) = delete;
  ~WorkStage();

  /// So many more steps are done.
  void Advance(std::size_t steps = 1) noexcept {
    done_.fetch_add(steps, std::memory_order_relaxed);
  }

 private:
  friend struct StageNow LatestStage() noexcept;

  std::string_view doing_, noun_;
  std::size_t all_;
  std::atomic<std::size_t> done_ = 0;
  std::uint64_t serial_ = 0;
  WorkStage* outer_ = nullptr;
  WorkStage* inner_ = nullptr;
};

/// A stage in which another program has the terminal: who watches stays away from it.
class OthersWrite {
 public:
  OthersWrite() noexcept;

 private:
  WorkStage stage_{std::string_view()};
};

/// What goes on at this moment.
struct StageNow {
  std::uint64_t serial = 0;      // tells stages apart; 0: none goes on
  std::string_view doing, noun;  // `doing` is empty while others write
  std::size_t done = 0, all = 0;
};
StageNow LatestStage() noexcept;

/// Has `leave` called, before the others write, each time that they are about to; null: nothing.
/// It must not throw.
void LeaveTerminalWith(void (*leave)()) noexcept;

}  // namespace prereq
