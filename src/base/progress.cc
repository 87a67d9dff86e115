// A list of the stages that go on, the latest first; it lies in the stages themselves.
#include "base/progress.h"

#include <mutex>

namespace prereq {
namespace {

std::mutex stages_mutex;
WorkStage* latest = nullptr;
std::uint64_t begun = 0;
std::atomic<void (*)()> leave_terminal = nullptr;

}  // namespace

WorkStage::WorkStage(std::string_view doing, std::size_t all, std::string_view noun) noexcept
    : doing_(doing), noun_(noun), all_(all) {
  const std::lock_guard lock(stages_mutex);
  serial_ = ++begun;
  outer_ = latest;
  if (outer_ != nullptr) outer_->inner_ = this;
  latest = this;
}

WorkStage::~WorkStage() {
  const std::lock_guard lock(stages_mutex);
  if (outer_ != nullptr) outer_->inner_ = inner_;
  (inner_ != nullptr ? inner_->outer_ : latest) = outer_;
}

OthersWrite::OthersWrite() noexcept {
  if (auto* const leave = leave_terminal.load()) leave();
}

StageNow LatestStage() noexcept {
  const std::lock_guard lock(stages_mutex);
  if (latest == nullptr) return {};
  return {latest->serial_, latest->doing_, latest->noun_,
          latest->done_.load(std::memory_order_relaxed), latest->all_};
}

void LeaveTerminalWith(void (*leave)()) noexcept { leave_terminal = leave; }

}  // namespace prereq
