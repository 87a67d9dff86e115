// A parse that ends when it takes too much, also where the library does not ask whether to go on.
#pragma once

namespace prereq {

/// How a watched parse ended.
enum class ParseEnd { kDone, kOver, kNoMemory };

/// Work on the library's parser alone: nothing in `run` may need a destructor.
struct ParseWork {
  void (*run)(void*);
  void* data;
  bool (*is_over)(void*);  // asked whenever the library has asked for another megabyte
  void* budget;
};

/// Makes the library ask here for its memory. To be called before a thread uses the library at all;
/// further calls do nothing. Thread-safe.
void WatchAllocations();

/// Runs `work`, after WatchAllocations(). The library asks only between its own steps whether to go
/// on, and one of them may copy for minutes; but it asks for memory all the while. After kOver and
/// kNoMemory the parser is in the middle of something: it must not be used, nor freed.
ParseEnd RunWatched(const ParseWork& work);

}  // namespace prereq
