// The same with the threads of the standard library, for a program without shared libraries: oneTBB
// is made to be shared, and Debian has no other form of it.
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

#include "base/parallel.h"

namespace prereq {
namespace {

// The thread takes part in a ParallelFor already: one inside it runs here, in order.
thread_local bool is_inside = false;

class Work {
 public:
  Work(std::size_t count, const std::function<void(std::size_t)>& work)
      : count_(count), work_(work) {}

  void Run() {
    is_inside = true;
    try {
      for (std::size_t i = next_++; i < count_ && !failed_; i = next_++) work_(i);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failed_.exchange(true)) failure_ = std::current_exception();
    }
    is_inside = false;
  }
  void Rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void ParallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads) : processors;
  const std::size_t used = std::min({wanted, processors, count});
  if (is_inside || used < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  Work shared(count, work);
  std::vector<std::jthread> others;
  others.reserve(used - 1);
  try {
    while (others.size() + 1 < used) others.emplace_back([&shared] { shared.Run(); });
  } catch (const std::system_error&) {
    // There is no room for another thread: those that run do the work.
  }
  shared.Run();
  others.clear();
  shared.Rethrow();
}

}  // namespace prereq
