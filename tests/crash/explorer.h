// Lets the machine stop between any two system calls, keeps any subset of what was not yet durable,
// recovers, lets the machine stop again during the recovery, and so on until no new state is found.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "prereq/apply.h"
#include "support/crash_fs.h"

namespace prereq {

/// A tree, what is done to it, and how it may end.
struct Scenario {
  DiskImage start;
  std::function<Result<Applied>(TransactionDisk&)> act;
  std::string directory = "git/prereq";  // of the transactions
  std::string old_tree, new_tree;        // as DiskImage::Show(directory, false) gives them
};

struct ExploreOptions {
  std::vector<std::string> ignored_barriers;
  std::vector<std::pair<int, int>> failures;  // (call, errno) during `act`
  bool fail_everything_after = false;         // from the first failure on, all calls fail
  std::size_t most_states = 20000;            // then stop looking for more
  std::size_t subsets_per_call = 256;         // all of them if there are no more, else a sample
  std::uint64_t seed = 1;
  bool stop_at_first = true;
};

struct Explored {
  std::size_t states = 0;  // distinct disks after a crash that were recovered from
  std::size_t bad = 0;     // … which led to neither tree
  bool complete = true;    // every subset of every interval was tried
  int calls = 0;           // of the undisturbed action
  std::string first_bad;   // what went wrong there
};

/// A state is bad when Recover fails, when the tree it leaves is neither the old nor the new one,
/// when it leaves something waiting, or when a crash after a finished command takes back what the
/// command had reported.
Explored Explore(const Scenario& scenario, const ExploreOptions& options);

}  // namespace prereq
