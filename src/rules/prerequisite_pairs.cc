// What is reached is kept in rows of bits, one cache line a component, and so many components at a
// time are asked for: memory stays linear.
#include "rules/prerequisite_pairs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <tuple>

#include "graph/digraph.h"

namespace prereq {
namespace {

std::size_t At(int i) { return static_cast<std::size_t>(i); }

constexpr int kWordBits = 64, kRowWords = 8, kRowBits = kWordBits * kRowWords;

// Components low..low+kRowBits-1 that something reaches.
struct Row {
  std::array<std::uint64_t, kRowWords> words{};

  void Add(int bit) { words[At(bit / kWordBits)] |= std::uint64_t{1} << (bit % kWordBits); }
  void Join(const Row& other) {
    for (std::size_t w = 0; w < kRowWords; ++w) words[w] |= other.words[w];
  }
};

Digraph GraphOf(int modules, const std::vector<std::pair<Requirement, const Dependency*>>& pairs) {
  std::vector<int> from, to;
  for (const auto& [pair, dependency] : pairs) {
    from.push_back(pair.first.value);
    to.push_back(pair.second.value);
  }
  return {modules, from, to, Digraph::Naming::kNone};
}

// Questions about components of one stretch, answered dependent by dependent.
class ThroughFinder {
 public:
  ThroughFinder(const Digraph& graph, const std::vector<Requirement>& questions)
      : graph_(graph),
        questions_(questions),
        components_(graph.StrongComponents()),
        size_(At(components_.count)),
        rows_(At(components_.count)),
        answers_(questions.size()) {
    for (int v = 0; v < graph.node_count(); ++v) ++size_[Component(v)];
    members_.resize(At(components_.count));
    for (int v = 0; v < graph.node_count(); ++v) members_[Component(v)].push_back(v);
    for (std::size_t q = 0; q < questions.size(); ++q) order_.push_back(q);
    std::ranges::sort(order_, {}, [&](std::size_t q) {
      return std::tuple(Component(questions_[q].second.value) / kRowBits, questions_[q]);
    });
  }

  std::vector<std::optional<ModuleId>> Run() {
    for (std::size_t begin = 0; begin < order_.size();) {
      const int low =
          static_cast<int>(Component(questions_[order_[begin]].second.value)) / kRowBits * kRowBits;
      FillRows(low);
      std::size_t end = begin;
      while (end < order_.size() && Bit(low, questions_[order_[end]].second.value) < kRowBits) {
        const std::size_t first = end;
        const ModuleId from = questions_[order_[first]].first;
        while (end < order_.size() && questions_[order_[end]].first == from &&
               Bit(low, questions_[order_[end]].second.value) < kRowBits) {
          ++end;
        }
        Answer(low, from.value, first, end);
      }
      begin = end;
    }
    return std::move(answers_);
  }

 private:
  [[nodiscard]] std::size_t Component(int node) const { return At(components_.of[At(node)]); }
  [[nodiscard]] int Bit(int low, int node) const { return static_cast<int>(Component(node)) - low; }

  // Arcs lead to lower components or stay inside one.
  void FillRows(int low) {
    for (std::size_t c = At(low); c < rows_.size(); ++c) {
      Row row;
      for (const int v : members_[c]) {
        for (const std::uint32_t w : graph_.Successors(v)) {
          const std::size_t to = Component(static_cast<int>(w));
          if (to == c || to < At(low)) continue;
          row.Join(rows_[to]);
          if (const int bit = static_cast<int>(to) - low; bit < kRowBits) row.Add(bit);
        }
      }
      // A path that enters a cycle gets around in it.
      if (const int bit = static_cast<int>(c) - low; size_[c] > 1 && bit < kRowBits) row.Add(bit);
      rows_[c] = row;
    }
  }

  // The questions first..end-1 in order_ are all of `from`, by what they ask for.
  void Answer(int low, int from, std::size_t first, std::size_t end) {
    Row open;
    for (std::size_t i = first; i < end; ++i) {
      open.Add(Bit(low, questions_[order_[i]].second.value));
    }
    for (const std::uint32_t w : graph_.Successors(from)) {
      const std::size_t component = Component(static_cast<int>(w));
      if (component < At(low)) continue;
      for (std::size_t word = 0; word < kRowWords; ++word) {
        std::uint64_t found = open.words[word] & rows_[component].words[word];
        for (; found != 0; found &= found - 1) {
          const int bit = static_cast<int>(word) * kWordBits + std::countr_zero(found);
          if (AnswerOne(low + bit, static_cast<int>(w), first, end)) {
            open.words[word] &= ~(found & (~found + 1));
          }
        }
      }
    }
  }

  // Gives `w` to the open questions about this component; whether none is left open.
  bool AnswerOne(int component, int w, std::size_t first, std::size_t end) {
    bool all = true;
    for (const int member : members_[At(component)]) {
      const auto asked = std::lower_bound(
          order_.begin() + static_cast<std::ptrdiff_t>(first),
          order_.begin() + static_cast<std::ptrdiff_t>(end), member,
          [&](std::size_t q, int node) { return questions_[q].second.value < node; });
      if (asked == order_.begin() + static_cast<std::ptrdiff_t>(end)) continue;
      if (questions_[*asked].second.value != member || answers_[*asked]) continue;
      if (member == w) {
        all = false;
      } else {
        answers_[*asked] = ModuleId{w};
      }
    }
    return all;
  }

  const Digraph& graph_;
  const std::vector<Requirement>& questions_;
  Components components_;
  std::vector<int> size_;                  // by component
  std::vector<std::vector<int>> members_;  // by component
  std::vector<Row> rows_;                  // by component
  std::vector<std::size_t> order_;         // questions by stretch, from, to
  std::vector<std::optional<ModuleId>> answers_;
};

}  // namespace

PrerequisitePairs::PrerequisitePairs(const Facts& facts, FactKind kind)
    : modules_(static_cast<int>(facts.modules.size())) {
  for (const Dependency& dependency : facts.dependencies) {
    if (dependency.kind != kind || !dependency.declared ||
        dependency.dependent == dependency.prerequisite) {
      continue;
    }
    all_.push_back({{dependency.dependent, dependency.prerequisite}, &dependency});
  }
  std::ranges::sort(all_, [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->where) < std::tie(b.first, b.second->where);
  });
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
}

bool PrerequisitePairs::Has(Requirement pair) const {
  return std::ranges::binary_search(all_, pair, {}, [](const auto& one) { return one.first; });
}

bool PrerequisitePairs::HasDependent(ModuleId id) const {
  return std::ranges::binary_search(all_, id, {}, [](const auto& one) { return one.first.first; });
}

std::vector<std::optional<ModuleId>> PrerequisitePairs::Through(
    const std::vector<Requirement>& questions) const {
  const Digraph graph = GraphOf(modules_, all_);
  return ThroughFinder(graph, questions).Run();
}

std::vector<bool> PrerequisitePairs::Needs(const std::vector<ModuleId>& goals) const {
  std::vector<std::vector<int>> dependents(At(modules_));
  for (const auto& [pair, dependency] : all_) {
    dependents[At(pair.second.value)].push_back(pair.first.value);
  }
  std::vector<bool> needs(At(modules_), false);
  std::vector<int> waiting;
  const auto enter = [&](int v) {
    if (needs[At(v)]) return;
    needs[At(v)] = true;
    waiting.push_back(v);
  };
  for (const ModuleId goal : goals) enter(goal.value);
  while (!waiting.empty()) {
    const int here = waiting.back();
    waiting.pop_back();
    for (const int dependent : dependents[At(here)]) enter(dependent);
  }
  return needs;
}

std::vector<bool> PrerequisitePairs::InCycles() const {
  const Components components = GraphOf(modules_, all_).StrongComponents();
  std::vector<int> size(At(components.count));
  for (const int c : components.of) ++size[At(c)];
  std::vector<bool> in_cycles;
  for (const int c : components.of) in_cycles.push_back(size[At(c)] > 1);
  return in_cycles;
}

Finding AboutDependency(const CheckInput& input, const Dependency& dependency) {
  Finding finding;
  finding.where = dependency.where;
  finding.evidence_kind = FactKindName(dependency.kind);
  finding.modules = {input.slug(dependency.dependent), input.slug(dependency.prerequisite)};
  std::ranges::sort(finding.modules);
  finding.facts.push_back({finding.evidence_kind, dependency.text, dependency.where});
  return finding;
}

}  // namespace prereq
