#include "base/parallel.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <stdexcept>

namespace prereq {

void ParallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  if (threads == 1 || count < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  namespace tbb = oneapi::tbb;
  // More threads than processors gain nothing, and oneTBB would print a warning.
  const int most = tbb::info::default_concurrency();
  tbb::task_arena arena(threads > 0 ? std::min(threads, most) : most);
  std::atomic<bool> work_failed = false;
  const auto run = [&](const auto& range) {
    try {
      for (std::size_t i = range.begin(); i != range.end(); ++i) work(i);
    } catch (...) {
      work_failed = true;
      throw;
    }
  };
  try {
    arena.execute([&] { tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count), run); });
  } catch (const std::runtime_error&) {
    // oneTBB's own: there is no memory for another thread's stack.
    if (!work_failed) throw std::bad_alloc();
    throw;
  }
}

}  // namespace prereq
