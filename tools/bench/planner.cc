// Times the exact search over seeded families and prints one table row a family.
//
//   bench_planner [--limit SECONDS] [--seeds N] [--first SEED] [--verbose] [FAMILY…]
//                                                             all families by default
//   bench_planner --write DIRECTORY FAMILY                    instances as text, for other solvers
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "solver/search.h"
#include "support/ordering_instances.h"

namespace {

using prereq::OrderingProblem;

struct Family {
  std::string name;
  std::function<OrderingProblem(std::uint32_t seed)> make;
  bool when_named = false;  // not among all
};

std::vector<Family> Families() {
  std::vector<Family> families;
  for (const int n : {20, 50, 100, 200, 300, 500}) {
    families.push_back({fmt::format("course-{}", n), [n](std::uint32_t seed) {
                          const int violations = n <= 50 ? 1 + static_cast<int>(seed % 10) : 10;
                          return prereq::CourseInstance(n, violations, seed);
                        }});
  }
  for (const int n : {50, 100, 150, 200}) {
    families.push_back({fmt::format("random-{}", n), [n](std::uint32_t seed) {
                          return prereq::RandomInstance(n, 2.0 / n, seed);
                        }});
  }
  for (const int n : {50, 100, 200}) {
    families.push_back({fmt::format("rotation-{}", n),
                        [n](std::uint32_t seed) { return prereq::RotationInstance(n, seed); }});
  }
  for (const int n : {50, 100, 200}) {
    families.push_back({fmt::format("reversal-{}", n),
                        [n](std::uint32_t seed) { return prereq::ReversalInstance(n, seed); }});
  }
  for (const int n : {500, 1000}) {
    const auto large = [&](const char* name, OrderingProblem (*make)(int, std::uint32_t)) {
      families.push_back({fmt::format("{}-{}", name, n),
                          [n, make](std::uint32_t seed) { return make(n, seed); }, true});
    };
    large("random", [](int modules, std::uint32_t seed) {
      return prereq::RandomInstance(modules, 2.0 / modules, seed);
    });
    large("rotation", prereq::RotationInstance);
    large("reversal", prereq::ReversalInstance);
  }
  families.push_back({"course-1000",
                      [](std::uint32_t seed) { return prereq::CourseInstance(1000, 10, seed); },
                      true});
  for (const int n : {50, 100, 200}) {
    families.push_back({fmt::format("insert-{}", n),
                        [n](std::uint32_t seed) { return prereq::InsertInstance(n, 3, seed); }});
    families.push_back({fmt::format("pins-{}", n),
                        [n](std::uint32_t seed) { return prereq::PinsInstance(n, 4, seed); }});
  }
  return families;
}

// One instance as lines: `slots V…`, `module OLD WEIGHT LOW HIGH` (OLD −1: new), `before A B`.
void Write(const OrderingProblem& problem, const std::string& path) {
  std::ofstream out(path);
  out << "slots";
  for (const std::int64_t value : problem.slot_values) out << ' ' << value;
  out << '\n';
  for (int v = 0; v < problem.module_count(); ++v) {
    const auto i = static_cast<std::size_t>(v);
    out << "module " << (problem.is_new[i] ? -1 : problem.old_slot[i]) << ' ' << problem.weight[i]
        << ' ' << problem.windows[i].low << ' ' << problem.windows[i].high << '\n';
  }
  for (const auto& p : problem.precedences) out << "before " << p.before << ' ' << p.after << '\n';
}

struct Row {
  int feasible = 0, proved_1 = 0, proved_60 = 0, weight_only = 0;
  double cpu = 0, wall = 0;
  std::vector<double> seconds;
};

// The largest this process has been so far, in MiB.
double MaxResident() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void Measure(const Family& family, int first, int seeds, double limit, bool verbose) {
  Row row;
  for (int seed = first; seed < first + seeds; ++seed) {
    const OrderingProblem problem = family.make(static_cast<std::uint32_t>(seed));
    prereq::SearchOptions options;
    options.node_budget = std::int64_t{1} << 50;
    // Processor time, so that other work on the machine does not count; one thread.
    const std::clock_t start = std::clock();
    const auto wall_start = std::chrono::steady_clock::now();
    const auto elapsed = [&] { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; };
    options.should_stop = [&] { return elapsed() > limit; };
    const auto found = prereq::SearchCheapest(problem, options);
    const double seconds = elapsed();
    if (!found) continue;
    row.cpu += seconds;
    row.wall +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
    ++row.feasible;
    row.seconds.push_back(seconds);
    const bool both = found->weight_proved && found->displacement_proved;
    row.proved_1 += both && seconds <= 1 ? 1 : 0;
    row.proved_60 += both ? 1 : 0;  // the limit may end the last stage, after both proofs
    row.weight_only += found->weight_proved ? 1 : 0;
    if (verbose) {
      fmt::print("  seed {:2}: {:7.3f} s, {:6} nodes, weight {} (≥ {}), displacement {} (≥ {}){}\n",
                 seed, seconds, found->nodes, found->cost.weight, found->weight_bound,
                 found->cost.displacement, found->displacement_bound,
                 found->canonical ? "" : ", not canonical");
      std::fflush(stdout);
    }
  }
  std::ranges::sort(row.seconds);
  const double median = row.seconds.empty() ? 0 : row.seconds[row.seconds.size() / 2];
  fmt::print(
      "| {:12} | {:2} / {:2} | {:2} / {:2} | {:2} / {:2} | {:7.3f} | {:7.1f} | {:7.1f} | "
      "{:4.0f} |\n",
      family.name, row.proved_1, row.feasible, row.proved_60, row.feasible, row.weight_only,
      row.feasible, median, row.cpu, row.wall, MaxResident());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  double limit = 60;
  int seeds = 10, first = 1;
  bool verbose = false;
  std::string directory;
  std::vector<std::string> wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--limit" && i + 1 < argc) {
      limit = std::atof(argv[++i]);
    } else if (word == "--seeds" && i + 1 < argc) {
      seeds = std::atoi(argv[++i]);
    } else if (word == "--first" && i + 1 < argc) {
      first = std::atoi(argv[++i]);
    } else if (word == "--write" && i + 1 < argc) {
      directory = argv[++i];
    } else if (word == "--verbose") {
      verbose = true;
    } else {
      wanted.push_back(word);
    }
  }
  if (directory.empty()) {
    double load[3] = {0, 0, 0};
    getloadavg(load, 3);
    fmt::print("CPU seconds of one thread, limit {:g} s, load {:.1f}; MiB: the process so far\n\n",
               limit, load[0]);
    fmt::print(
        "| instances    | both ≤ 1 s | both ≤ {:g} s | weight proved | median | all CPU s | "
        "all wall s | MiB |\n|---|---|---|---|---|---|---|---|\n",
        limit);
  }
  for (const Family& family : Families()) {
    const bool named = std::ranges::find(wanted, family.name) != wanted.end();
    if (wanted.empty() ? family.when_named : !named) continue;
    if (directory.empty()) {
      Measure(family, first, seeds, limit, verbose);
      continue;
    }
    for (int seed = first; seed < first + seeds; ++seed) {
      Write(family.make(static_cast<std::uint32_t>(seed)),
            fmt::format("{}/{}-{}.txt", directory, family.name, seed));
    }
  }
  return 0;
}
