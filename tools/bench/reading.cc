// Times the stages of reading a tree and prints them as JSON, for reading.py.
//
//   bench_reading FOLDER [--threads N] [--rounds N]     FOLDER holds a prereq.yaml
//
// Each stage is timed in the form in which the product runs it. What CollectFacts does in one go is
// told apart by leaving stages out: `imports` and `references` are its time with them less its time
// without. `floor` reads every file into one buffer per thread and does nothing else.
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "base/parallel.h"
#include "bench/hand_written.h"
#include "prereq/config.h"
#include "prereq/facts.h"
#include "prereq/graph.h"
#include "tree/disk.h"

namespace {

struct Cost {
  double wall = 0, cpu = 0;  // seconds; cpu is user + system of all threads
};

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost Timed(const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  const double cpu = CpuSeconds();
  const Clock::time_point start = Clock::now();
  work();
  return {std::chrono::duration<double>(Clock::now() - start).count(), CpuSeconds() - cpu};
}

[[noreturn]] void Fail(const std::string& message) {
  fmt::print(stderr, "bench_reading: {}\n", message);
  std::exit(2);
}

struct Bench {
  std::string folder;
  int threads = 0, rounds = 5;
  std::vector<prereq::FileEntry> files;
  prereq::Config config;
  std::size_t references = 0, dependencies = 0;

  prereq::Facts Collect(const prereq::FileReader& tree, bool imports, bool with_references) {
    auto facts = prereq::CollectFacts(
        tree, config, 0,
        {.imports = imports, .references = with_references, .own_urls = {}, .threads = threads});
    if (!facts) Fail(facts.error().front().message);
    return *std::move(facts);
  }

  // One round over every stage, in the order of the pipeline.
  std::vector<std::pair<std::string, Cost>> Round() {
    auto opened = prereq::DiskTree::Open(folder);
    if (!opened) Fail(opened.error().message);
    const prereq::DiskTree& tree = *opened;
    std::vector<std::pair<std::string, Cost>> costs;
    costs.emplace_back("list", Timed([&] { files = *tree.ListTracked(); }));
    std::vector<std::string> paths;
    for (const prereq::FileEntry& file : files) paths.push_back(file.path);
    const Cost cold = Timed([&] { bench::ReadOnly(folder, paths, threads); });
    const Cost warm = Timed([&] { bench::ReadOnly(folder, paths, threads); });
    costs.push_back({"floor", {std::min(cold.wall, warm.wall), std::min(cold.cpu, warm.cpu)}});
    std::atomic<std::size_t> bytes{0};
    costs.emplace_back("read", Timed([&] {
                         prereq::ParallelFor(files.size(), threads, [&](std::size_t i) {
                           const auto text = tree.Read(files[i].path);
                           bytes += text ? text->size() : 0;
                         });
                       }));
    prereq::Facts facts;
    costs.emplace_back("modules", Timed([&] { facts = Collect(tree, false, false); }));
    costs.emplace_back("imports", Timed([&] { facts = Collect(tree, true, false); }));
    dependencies = facts.dependencies.size();
    costs.emplace_back("references", Timed([&] { facts = Collect(tree, false, true); }));
    references = facts.references.size();
    facts = Collect(tree, true, true);
    costs.emplace_back("graph", Timed([&] { (void)prereq::BuildGraph(facts); }));
    const Cost without = costs[3].second;
    for (const std::size_t stage : {std::size_t{4}, std::size_t{5}}) {
      costs[stage].second.wall = std::max(0.0, costs[stage].second.wall - without.wall);
      costs[stage].second.cpu = std::max(0.0, costs[stage].second.cpu - without.cpu);
    }
    costs[3].second.wall = std::max(0.0, without.wall - costs[0].second.wall);
    costs[3].second.cpu = std::max(0.0, without.cpu - costs[0].second.cpu);
    return costs;
  }
};

}  // namespace

int main(int count, char** arguments) {
  Bench bench;
  bench.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--threads" && i + 1 < count) {
      bench.threads = std::max(1, std::atoi(arguments[++i]));
    } else if (argument == "--rounds" && i + 1 < count) {
      bench.rounds = std::max(1, std::atoi(arguments[++i]));
    } else {
      bench.folder = argument;
    }
  }
  std::ifstream file(bench.folder + "/prereq.yaml", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto config = prereq::ParseConfig("prereq.yaml", text);
  if (!config) Fail(config.error().front().message);
  bench.config = *std::move(config);
  std::vector<std::pair<std::string, Cost>> least;
  for (int round = 0; round < bench.rounds; ++round) {
    const auto costs = bench.Round();
    if (least.empty()) least = costs;
    for (std::size_t i = 0; i < costs.size(); ++i) {
      least[i].second.wall = std::min(least[i].second.wall, costs[i].second.wall);
      least[i].second.cpu = std::min(least[i].second.cpu, costs[i].second.cpu);
    }
  }
  fmt::print("{{\"files\": {}, \"found\": {}, \"edges\": {}, \"threads\": {}", bench.files.size(),
             bench.references, bench.dependencies, bench.threads);
  for (const auto& [name, cost] : least) {
    fmt::print(", \"{}\": [{:.4f}, {:.4f}]", name, cost.wall, cost.cpu);
  }
  fmt::print("}}\n");
  return 0;
}
