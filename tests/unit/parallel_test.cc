#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace prereq {
namespace {

TEST(ParallelFor, DoesEachOnceWhateverTheThreads) {
  for (const int threads : {0, 1, 2, 7}) {
    for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
      std::vector<std::atomic<int>> done(count);
      ParallelFor(count, threads, [&](std::size_t i) { ++done[i]; });
      for (const auto& times : done) EXPECT_EQ(times, 1);
    }
  }
}

TEST(ParallelFor, HandsExceptionsOn) {
  for (const int threads : {1, 2}) {
    EXPECT_THROW(ParallelFor(10, threads,
                             [](std::size_t i) {
                               if (i == 7) throw std::runtime_error("seven");
                             }),
                 std::runtime_error);
  }
}

}  // namespace
}  // namespace prereq
