#include "rules/prerequisite_pairs.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "support/facts_builder.h"

namespace prereq {
namespace {

std::set<ModuleId> PrerequisitesOf(const PrerequisitePairs& pairs, ModuleId id) {
  std::set<ModuleId> found;
  for (const auto& [pair, dependency] : pairs.all()) {
    if (pair.first == id) found.insert(pair.second);
  }
  return found;
}

// By search, one question at a time.
bool Requires(const PrerequisitePairs& pairs, ModuleId from, ModuleId to) {
  std::set<ModuleId> seen;
  std::vector<ModuleId> waiting{from};
  while (!waiting.empty()) {
    const ModuleId here = waiting.back();
    waiting.pop_back();
    for (const ModuleId next : PrerequisitesOf(pairs, here)) {
      if (next == to) return true;
      if (seen.insert(next).second) waiting.push_back(next);
    }
  }
  return false;
}

std::optional<ModuleId> FirstThrough(const PrerequisitePairs& pairs, Requirement question) {
  for (const ModuleId other : PrerequisitesOf(pairs, question.first)) {
    if (other != question.second && Requires(pairs, other, question.second)) return other;
  }
  return std::nullopt;
}

void ExpectSearchAgrees(int modules, int arcs, std::mt19937& random, bool cycles) {
  std::vector<std::pair<std::string, int>> names;
  for (int i = 0; i < modules; ++i) names.emplace_back("m" + std::to_string(1000 + i), i + 1);
  FactsBuilder builder(names);
  for (int i = 0; i < arcs; ++i) {
    int a = static_cast<int>(random() % static_cast<unsigned>(modules));
    int b = static_cast<int>(random() % static_cast<unsigned>(modules));
    if (!cycles && a < b) std::swap(a, b);
    builder.Needs(names[static_cast<std::size_t>(a)].first,
                  names[static_cast<std::size_t>(b)].first);
  }
  const PrerequisitePairs pairs(builder.facts(), FactKind::kMetadata);
  std::vector<Requirement> questions;
  for (int i = 0; i < 60; ++i) {
    const int a = static_cast<int>(random() % static_cast<unsigned>(modules));
    const int b = static_cast<int>(random() % static_cast<unsigned>(modules));
    questions.push_back({{a}, {b}});
  }
  std::ranges::sort(questions);
  questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
  const auto found = pairs.Through(questions);
  const std::vector<bool> in_cycles = pairs.InCycles();
  const std::vector<bool> needs = pairs.Needs({{0}});
  for (std::size_t q = 0; q < questions.size(); ++q) {
    EXPECT_EQ(found[q], FirstThrough(pairs, questions[q]))
        << questions[q].first.value << " -> " << questions[q].second.value;
  }
  for (int v = 0; v < modules; ++v) {
    EXPECT_EQ(in_cycles[static_cast<std::size_t>(v)], Requires(pairs, {v}, {v})) << v;
    EXPECT_EQ(needs[static_cast<std::size_t>(v)], v == 0 || Requires(pairs, {v}, {0})) << v;
  }
}

TEST(PrerequisitePairs, AgreeWithASearchForEachQuestion) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    ExpectSearchAgrees(8 + round, 4 * round, random, round % 2 == 0);
  }
}

// More components than one row of bits holds.
TEST(PrerequisitePairs, AgreeWithASearchOverSeveralStretches) {
  std::mt19937 random(8);
  ExpectSearchAgrees(700, 1300, random, false);
  ExpectSearchAgrees(700, 700, random, true);
}

}  // namespace
}  // namespace prereq
