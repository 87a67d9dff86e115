#include "base/parallel.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>

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
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count), [&work](const auto& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) work(i);
    });
  });
}

}  // namespace prereq
