// Ends that no part of the program can be asked for: out of memory, out of time, Ctrl-C unheard.
#pragma once

#include <string>

namespace prereq {

/// From now on a request for memory that cannot be met ends the program with kExitNoAnswer and a
/// message, whatever part of it asked; while a MemoryForRollback lives, it is std::bad_alloc.
void EndWhenMemoryIsOut();

/// Keeps memory aside for the way back while a tree is being changed. One at a time.
class MemoryForRollback {
 public:
  MemoryForRollback();
  MemoryForRollback(const MemoryForRollback&) = delete;
  MemoryForRollback& operator=(const MemoryForRollback&) = delete;
  ~MemoryForRollback();
};

/// Since the program started.
double SecondsSinceStart();

/// Ends the program with kExitNoAnswer and a message when `seconds` of time and a little more (but
/// no less than 0.45 seconds) have gone by since it started: by then the work that was asked to
/// stop has not answered. `without` is the command that has no limit. 0: never. Once.
void EndAfter(double seconds, const std::string& without);

/// As EndAfter for an interrupt that just came: in 0.4 seconds. Safe in a signal handler.
void EndSoon();

/// From now on a write beyond the limit of a file's size (`ulimit -f`) is an error as on a full
/// disk; the system's own way is to end the program without a word. Programs that are started get
/// the default back.
void FailBeyondSizeLimit();

/// Neither holds any more: there is an answer, or the tree is about to be changed, which ends by
/// itself or not at all. To be called before anything is written.
void EndNoMore();

}  // namespace prereq
