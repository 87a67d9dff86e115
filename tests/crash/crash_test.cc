// A crash at every call, again during recovery, with any part of what was not durable lost; every
// call failing in turn; and the proof that each barrier is needed for that.
//
// PREREQ_CRASH_STATES=N explores up to N states per scenario instead of a few hundred.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <functional>

#include "base/format.h"
#include "crash/explorer.h"
#include "crash/scenarios.h"

namespace prereq {
namespace {

struct Named {
  std::string name;
  Scenario scenario;
};

/// On a file system that cannot exchange; recovery may find another that can.
Scenario WithoutExchange(Scenario scenario) {
  scenario.act = [act = scenario.act](TransactionDisk& disk) {
    static_cast<CrashFs&>(disk).ForbidExchange();
    return act(disk);
  };
  return scenario;
}

/// Every change, forward and back.
const std::vector<Named>& AllScenarios() {
  static const std::vector<Named> all = [] {
    std::vector<Named> scenarios;
    const std::vector<std::pair<std::string, Change>> changes{{"swap", SwapOfTwo()},
                                                              {"cycle", CycleWithFolders()},
                                                              {"links", LinksOnly()},
                                                              {"creations", Creations()},
                                                              {"removals", Removals()}};
    for (const auto& [name, change] : changes) {
      scenarios.push_back({"apply " + name, Applying(change)});
      scenarios.push_back({"undo " + name, Undoing(change)});
    }
    scenarios.push_back(
        {"undo a new folder, one file kept", UndoingAfter(NewFolder(), "n/f", "mine")});
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
      scenarios.push_back(
          {scenarios[i].name + ", plain renames", WithoutExchange(scenarios[i].scenario)});
    }
    return scenarios;
  }();
  return all;
}

std::size_t StatesWanted(std::size_t normally) {
  const char* text = std::getenv("PREREQ_CRASH_STATES");
  return text == nullptr ? normally : std::strtoul(text, nullptr, 10);
}

/// Calls that the action makes when nothing disturbs it.
int CallsOf(const Scenario& scenario) {
  CrashFs fs(scenario.start);
  (void)scenario.act(fs);
  return fs.calls();
}

void Print(const std::string& name, const Explored& explored, std::uint64_t seed) {
  fmt::print("  {}: {} calls, {} states{}, {} bad, seed {}\n", name, explored.calls,
             explored.states, explored.complete ? " (all)" : " (sampled)", explored.bad, seed);
}

TEST(Crash, ScenariosReachTheirTrees) {
  for (const auto& [name, scenario] : AllScenarios()) {
    EXPECT_NE(scenario.old_tree, scenario.new_tree) << name;
    CrashFs fs(scenario.start);
    const auto applied = scenario.act(fs);
    ASSERT_TRUE(applied) << name << ": " << applied.error().message;
    EXPECT_EQ(fs.image().Show(kStore, false), scenario.new_tree) << name;
    EXPECT_TRUE(applied->warnings.empty()) << name << ": " << applied->warnings.front();
  }
}

TEST(Crash, AnywhereAndAgainDuringRecoveryLeavesTheOldOrTheNewTree) {
  for (const auto& [name, scenario] : AllScenarios()) {
    ExploreOptions options;
    options.most_states = StatesWanted(300);
    options.subsets_per_call = options.most_states > 1000 ? 256 : 24;
    options.seed = 20240607;
    const Explored explored = Explore(scenario, options);
    Print(name, explored, options.seed);
    EXPECT_GT(explored.states, 50U) << name;
    EXPECT_EQ(explored.bad, 0U) << name << ": " << explored.first_bad;
  }
}

TEST(Crash, WhileEveryCallFailsInTurnLeavesTheOldOrTheNewTree) {
  const std::size_t wanted = StatesWanted(24);
  std::size_t states = 0;
  std::size_t runs = 0;
  for (const auto& [name, scenario] : AllScenarios()) {
    const int calls = CallsOf(scenario);
    for (int call = 1; call <= calls; ++call) {
      for (const bool all_after : {false, true}) {
        ExploreOptions options;
        const int code = std::vector<int>{EIO, ENOSPC, EACCES, EXDEV}[std::size_t(call) % 4];
        options.failures = {{call, code}};
        options.fail_everything_after = all_after;
        options.most_states = wanted;
        options.subsets_per_call = 12;
        options.seed = static_cast<std::uint64_t>(call);
        const Explored explored = Explore(scenario, options);
        states += explored.states;
        ++runs;
        ASSERT_EQ(explored.bad, 0U)
            << name << ", errno " << code << " at call " << call
            << (all_after ? " and ever after" : "") << ": " << explored.first_bad;
      }
    }
  }
  fmt::print("  {} runs with a failing call, {} states after a crash\n", runs, states);
}

/// Looks for a bad state with a barrier missing: undisturbed runs first, then with a failing call.
Explored HuntWithout(const std::string& barrier, std::string& where) {
  Explored sum;
  ExploreOptions options;
  options.ignored_barriers = {barrier};
  options.most_states = 400;
  options.subsets_per_call = 24;
  const auto hunt = [&](const Named& named) {
    const Explored explored = Explore(named.scenario, options);
    sum.states += explored.states;
    sum.bad += explored.bad;
    where = named.name;
    return explored.bad > 0;
  };
  for (const Named& named : AllScenarios()) {
    if (hunt(named)) return sum;
  }
  options.most_states = 60;
  options.subsets_per_call = 12;
  for (const Named& named : AllScenarios()) {
    const int calls = CallsOf(named.scenario);
    for (int call = 20; call <= calls; ++call) {
      options.failures = {{call, EIO}};
      if (!hunt(named)) continue;
      where += fmt::format(" with EIO at call {}", call);
      return sum;
    }
  }
  return sum;
}

/// Every barrier that any run uses, by itself and in halves when it has two.
std::set<std::string> AllBarriers() {
  std::set<std::string> barriers;
  for (const auto& [name, scenario] : AllScenarios()) {
    const int calls = CallsOf(scenario);
    for (int call = 0; call <= calls; ++call) {
      CrashFs fs(scenario.start);
      if (call > 0) fs.FailAt(call, EIO);
      (void)scenario.act(fs);
      barriers.insert(fs.barriers().begin(), fs.barriers().end());
    }
  }
  return barriers;
}

TEST(MutationGate, NoBarrierCanBeLeftOut) {
  const std::set<std::string> barriers = AllBarriers();
  EXPECT_GE(barriers.size(), 15U);
  for (const std::string& barrier : barriers) {
    std::string where;
    const Explored explored = HuntWithout(barrier, where);
    fmt::print("  without {}: {} states, bad one found in {}\n", barrier, explored.states,
               explored.bad > 0 ? where : "none");
    EXPECT_GT(explored.bad, 0U) << "nothing needs the barrier " << barrier;
  }
}

}  // namespace
}  // namespace prereq
