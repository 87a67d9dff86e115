#include "languages/syntax_tree_watch.h"

#include <tree_sitter/api.h>

#include <csetjmp>
#include <cstddef>
#include <cstdlib>

namespace prereq {
namespace {

constexpr std::size_t kAskEvery = std::size_t{1} << 20U;  // bytes

struct Watch {
  const ParseWork* work = nullptr;
  std::size_t asked = 0;                    // bytes since the last question
  volatile ParseEnd end = ParseEnd::kDone;  // written between setjmp and longjmp
  std::jmp_buf back;
};

// Of this thread's parse; null outside of one.
thread_local Watch* current = nullptr;

// Leaves the library, which is C throughout and holds no lock: there is no other way out of it.
[[noreturn]] void Leave(ParseEnd end) {
  current->end = end;
  std::longjmp(current->back, 1);  // NOLINT(cert-err52-cpp)
}

void Count(std::size_t bytes) {
  if (current == nullptr) return;
  current->asked += bytes;
  if (current->asked < kAskEvery) return;
  current->asked = 0;
  if (current->work->is_over(current->work->budget)) Leave(ParseEnd::kOver);
}

void* Given(void* memory, std::size_t bytes) {
  if (memory != nullptr || bytes == 0) return memory;
  if (current != nullptr) Leave(ParseEnd::kNoMemory);
  std::abort();  // as the library itself does
}

void* Allocate(std::size_t bytes) {
  Count(bytes);
  return Given(std::malloc(bytes), bytes);
}
void* AllocateZeros(std::size_t count, std::size_t size) {
  Count(count * size);
  return Given(std::calloc(count, size), count * size);
}
void* Enlarge(void* memory, std::size_t bytes) {
  Count(bytes);
  return Given(std::realloc(memory, bytes), bytes);
}

}  // namespace

void WatchAllocations() {
  static const bool known = (ts_set_allocator(Allocate, AllocateZeros, Enlarge, std::free), true);
  static_cast<void>(known);
}

ParseEnd RunWatched(const ParseWork& work) {
  Watch watch;
  watch.work = &work;
  current = &watch;
  if (setjmp(watch.back) == 0) work.run(work.data);  // NOLINT(cert-err52-cpp)
  current = nullptr;
  return watch.end;
}

}  // namespace prereq
