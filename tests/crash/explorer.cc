// Breadth first over the disks that crashes leave behind; equal disks are visited once.
#include "crash/explorer.h"

#include <deque>
#include <random>
#include <unordered_set>

#include "base/format.h"

namespace prereq {

namespace {

/// A disk after a crash. `settled`: the command before it had ended, with this tree; nothing may
/// change that any more.
struct Crashed {
  DiskImage disk;
  std::string settled;
};

class Explorer {
 public:
  Explorer(const Scenario& scenario, const ExploreOptions& options)
      : scenario_(scenario), options_(options), random_(options.seed) {}

  Explored Run() {
    Act();
    while (!queue_.empty()) {
      const Crashed crashed = std::move(queue_.front());
      queue_.pop_front();
      ++explored_.states;
      Recover(crashed);
      if (explored_.bad > 0 && options_.stop_at_first) break;
    }
    return explored_;
  }

 private:
  void Act();
  void Recover(const Crashed& crashed);
  void Watch(CrashFs& fs);
  void CrashNow(const CrashFs& fs, bool newest_only, const std::string& settled);
  void Visit(DiskImage disk, const std::string& settled);
  void Bad(const DiskImage& before, const DiskImage& after, const std::string& what);
  [[nodiscard]] std::string Tree(const DiskImage& disk) const {
    return disk.Show(scenario_.directory, false);
  }

  const Scenario& scenario_;
  const ExploreOptions& options_;
  std::mt19937_64 random_;
  std::deque<Crashed> queue_;
  std::unordered_set<std::string> seen_;
  Explored explored_;
};

void Explorer::Bad(const DiskImage& before, const DiskImage& after, const std::string& what) {
  if (explored_.bad++ > 0) return;
  explored_.first_bad = fmt::format("{}\n--- disk after the crash\n{}--- after recovery\n{}", what,
                                    before.Show("", true), after.Show("", true));
}

void Explorer::Visit(DiskImage disk, const std::string& settled) {
  if (explored_.states + queue_.size() >= options_.most_states) {
    explored_.complete = false;
    return;
  }
  if (seen_.insert(disk.Fingerprint() + settled).second) {
    queue_.push_back({std::move(disk), settled});
  }
}

/// Visits what a crash at this moment may leave. With `newest_only`, disks without the newest
/// change are left out: they were visited when it had not happened yet.
void Explorer::CrashNow(const CrashFs& fs, bool newest_only, const std::string& settled) {
  const std::size_t changes = fs.change_count();
  const std::size_t files = fs.dirty_count();
  const std::size_t free = newest_only && changes > 0 ? changes - 1 : changes;
  std::vector<bool> keep(changes, true);
  std::vector<int> contents(files, 1);
  double combinations = 1;
  for (std::size_t i = 0; i < free; ++i) combinations *= 2;
  for (std::size_t i = 0; i < files; ++i) combinations *= 3;
  const bool all = combinations <= static_cast<double>(options_.subsets_per_call);
  if (!all) explored_.complete = false;
  const auto rounds = all ? static_cast<std::size_t>(combinations) : options_.subsets_per_call;
  for (std::size_t round = 0; round < rounds; ++round) {
    std::size_t rest = round;
    for (std::size_t i = 0; i < free; ++i, rest /= 2) {
      keep[i] = all ? rest % 2 == 1 : round == 0 || (round != 1 && random_() % 2 == 1);
    }
    for (std::size_t i = 0; i < files; ++i, rest /= 3) {
      contents[i] = static_cast<int>(all ? rest % 3 : round == 1 ? 0 : random_() % 3);
    }
    Visit(fs.Crash(keep, contents), settled);
  }
}

void Explorer::Watch(CrashFs& fs) {
  for (const std::string& barrier : options_.ignored_barriers) fs.IgnoreBarrier(barrier);
  fs.after_change = [this, &fs] { CrashNow(fs, true, {}); };
}

void Explorer::Act() {
  CrashFs fs(scenario_.start);
  const DiskImage start = fs.image();
  Watch(fs);
  for (const auto& [call, code] : options_.failures) {
    if (options_.fail_everything_after) {
      fs.FailFrom(call, code);
    } else {
      fs.FailAt(call, code);
    }
  }
  const Result<Applied> result = scenario_.act(fs);
  explored_.calls = fs.calls();
  const bool stuck = !result && result.error().fix == "prereq recover";
  if (stuck) return CrashNow(fs, false, {});
  const std::string& wanted = result && result->outcome != Applied::Outcome::kNothing
                                  ? scenario_.new_tree
                                  : scenario_.old_tree;
  if (Tree(fs.image()) != wanted) {
    Bad(start, fs.image(), result ? "succeeded with a wrong tree" : result.error().message);
  }
  CrashNow(fs, false, wanted);
}

void Explorer::Recover(const Crashed& crashed) {
  CrashFs fs(crashed.disk);
  if (!crashed.settled.empty()) {
    if (Tree(crashed.disk) != crashed.settled) {
      return Bad(crashed.disk, crashed.disk, "a crash took back what had been reported");
    }
    if (Status free = RefuseIfInterrupted(fs, scenario_.directory); !free) {
      return Bad(crashed.disk, crashed.disk, "finished, but: " + free.error().message);
    }
  }
  Watch(fs);
  const Result<Applied> result = prereq::Recover(fs, scenario_.directory, {});
  if (!result) return Bad(crashed.disk, fs.image(), "recover: " + result.error().message);
  const std::string tree = Tree(fs.image());
  const bool is_old = tree == scenario_.old_tree;
  const bool is_new = tree == scenario_.new_tree;
  if (!is_old && !is_new) return Bad(crashed.disk, fs.image(), "neither the old nor the new tree");
  if (!crashed.settled.empty() && tree != crashed.settled) {
    return Bad(crashed.disk, fs.image(), "recover changed a settled tree");
  }
  if (Status free = RefuseIfInterrupted(fs, scenario_.directory); !free) {
    return Bad(crashed.disk, fs.image(), "recovered, but: " + free.error().message);
  }
  CrashNow(fs, false, tree);
}

}  // namespace

Explored Explore(const Scenario& scenario, const ExploreOptions& options) {
  return Explorer(scenario, options).Run();
}

}  // namespace prereq
