// The one place that runs things on several threads.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "base/progress.h"

namespace prereq {

/// Calls `work(i)` for every i in [0, count), each exactly once, on up to `threads` threads (0: as
/// many as the machine has; 1: here, in order), and returns when all are done. Which thread runs
/// what is unspecified: results stay independent of the thread count as long as `work(i)` writes
/// only what belongs to i. An exception thrown by `work` is rethrown here.
void ParallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

/// The same as a stage of the work with `count` steps: "reading 12 of 40 files" where `doing` is
/// "reading" and `noun` is "files". Both texts live as long as the program.
inline void ParallelFor(std::string_view doing, std::string_view noun, std::size_t count,
                        int threads, const std::function<void(std::size_t)>& work) {
  WorkStage stage(doing, count, noun);
  ParallelFor(count, threads, [&](std::size_t i) {
    work(i);
    stage.Advance();
  });
}

}  // namespace prereq
