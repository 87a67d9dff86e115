#include "solver/oracle.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>

#include "base/index.h"

namespace prereq {
namespace {

// The overfull interval behind a module that missed `deadline`: from the first slot after the last
// one that was idle or went to a module with a later deadline.
HallWitness OverfullBehind(const std::vector<SlotWindow>& windows,
                           const std::vector<int>& module_at, int deadline) {
  HallWitness hall;
  hall.high = deadline;
  for (int slot = deadline; slot >= 0; --slot) {
    const int module = module_at[Index(slot)];
    if (module < 0 || windows[Index(module)].high > deadline) {
      hall.low = slot + 1;
      break;
    }
  }
  for (std::size_t v = 0; v < windows.size(); ++v) {
    if (windows[v].low >= hall.low && windows[v].high <= hall.high) {
      hall.modules.push_back(static_cast<int>(v));
    }
  }
  return hall;
}

// The modules by (key, module); keys are slots. Counting, since this is asked very often.
template <class Key>
std::vector<int> SortedBy(int module_count, int slot_count, Key key) {
  std::vector<int> first(Index(slot_count) + 1, 0);
  for (int v = 0; v < module_count; ++v) ++first[Index(key(v)) + 1];
  for (std::size_t s = 1; s < first.size(); ++s) first[s] += first[s - 1];
  std::vector<int> sorted(Index(module_count));
  for (int v = 0; v < module_count; ++v) sorted[Index(first[Index(key(v))]++)] = v;
  return sorted;
}

// A set of ranks that gives the lowest: a bit each, and a bit for each word of those.
class RankSet {
 public:
  explicit RankSet(int count)
      : words_(Index(count) / kBits + 1, 0), filled_(words_.size() / kBits + 1, 0) {}

  [[nodiscard]] bool empty() const { return size_ == 0; }

  void Add(int rank) {
    const std::size_t word = Index(rank) / kBits;
    words_[word] |= std::uint64_t{1} << (Index(rank) % kBits);
    filled_[word / kBits] |= std::uint64_t{1} << (word % kBits);
    ++size_;
  }

  // Of a set that is not empty.
  int TakeFirst() {
    std::size_t group = 0;
    while (filled_[group] == 0) ++group;
    const std::size_t word = group * kBits + Lowest(filled_[group]);
    const std::size_t rank = word * kBits + Lowest(words_[word]);
    words_[word] &= words_[word] - 1;
    if (words_[word] == 0) filled_[group] &= filled_[group] - 1;
    --size_;
    return static_cast<int>(rank);
  }

 private:
  static constexpr std::size_t kBits = 64;
  static std::size_t Lowest(std::uint64_t bits) {
    return static_cast<std::size_t>(std::countr_zero(bits));
  }

  std::vector<std::uint64_t> words_, filled_;
  int size_ = 0;
};

}  // namespace

Oracle::Oracle(int module_count, int slot_count, std::vector<Precedence> precedences, int barriers)
    : module_count_(module_count),
      slot_count_(slot_count),
      node_count_(module_count + barriers),
      precedences_(std::move(precedences)),
      first_out_(Index(node_count_) + 1, 0),
      out_(precedences_.size()),
      after_(precedences_.size()) {
  for (const Precedence& p : precedences_) ++first_out_[Index(p.before) + 1];
  for (std::size_t v = 1; v < first_out_.size(); ++v) first_out_[v] += first_out_[v - 1];
  std::vector<int> next = first_out_;
  for (std::size_t i = 0; i < precedences_.size(); ++i) {
    const std::size_t place = Index(next[Index(precedences_[i].before)]++);
    out_[place] = static_cast<int>(i);
    after_[place] = precedences_[i].after;
  }
  SortTopologically();
}

void Oracle::SortTopologically() {
  std::vector<int> waiting_for(Index(node_count_), 0);
  for (const Precedence& p : precedences_) ++waiting_for[Index(p.after)];
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (int v = 0; v < node_count_; ++v) {
    if (waiting_for[Index(v)] == 0) ready.push(v);
  }
  topological_.reserve(Index(node_count_));
  while (!ready.empty()) {
    const int v = ready.top();
    ready.pop();
    topological_.push_back(v);
    for (int i = first_out_[Index(v)]; i < first_out_[Index(v) + 1]; ++i) {
      const int after = after_[Index(i)];
      if (--waiting_for[Index(after)] == 0) ready.push(after);
    }
  }
  if (static_cast<int>(topological_.size()) < node_count_) {
    FindCycle(waiting_for);
    topological_.clear();
  }
}

// Every module that still waits has a predecessor that still waits: walk back until one repeats.
void Oracle::FindCycle(const std::vector<int>& waiting_for) {
  std::vector<int> waiting_before(Index(node_count_), -1);
  for (const Precedence& p : precedences_) {
    if (waiting_for[Index(p.before)] > 0 && waiting_for[Index(p.after)] > 0) {
      waiting_before[Index(p.after)] = p.before;
    }
  }
  std::vector<bool> seen(Index(node_count_), false);
  int v = 0;
  while (waiting_for[Index(v)] == 0) ++v;
  while (!seen[Index(v)]) {
    seen[Index(v)] = true;
    v = waiting_before[Index(v)];
  }
  const int start = v;
  do {
    if (v < module_count_) cycle_.push_back(v);
    v = waiting_before[Index(v)];
  } while (v != start);
  std::ranges::reverse(cycle_);
}

OracleAnswer Oracle::Ask(const std::vector<SlotWindow>& windows) const {
  OracleAnswer answer;
  if (!cycle_.empty()) {
    answer.cycle = cycle_;
    return answer;
  }
  answer.tightened = windows;
  Tighten(answer);
  answer.tightened.resize(Index(module_count_));
  for (int v = 0; v < module_count_; ++v) {
    const SlotWindow& window = answer.tightened[Index(v)];
    if (window.low <= window.high) continue;
    answer.hall = {window.low, window.high, {v}};
    return answer;
  }
  Fill(answer);
  return answer;
}

void Oracle::Tighten(OracleAnswer& answer) const {
  answer.low_cause.assign(Index(node_count_), -1);
  answer.high_cause.assign(Index(node_count_), -1);
  for (SlotWindow& window : answer.tightened) {
    window.low = std::max(window.low, 0);
    window.high = std::min(window.high, slot_count_ - 1);
  }
  // Wide enough that every module beside a barrier narrows it.
  answer.tightened.resize(Index(node_count_), {0, slot_count_});
  const auto gap = [&](int before) { return before < module_count_ ? 1 : 0; };
  for (const int v : topological_) {
    const int least = answer.tightened[Index(v)].low + gap(v);
    for (int i = first_out_[Index(v)]; i < first_out_[Index(v) + 1]; ++i) {
      const auto after = Index(after_[Index(i)]);
      if (answer.tightened[after].low >= least) continue;
      answer.tightened[after].low = least;
      answer.low_cause[after] = out_[Index(i)];
    }
  }
  for (auto it = topological_.rbegin(); it != topological_.rend(); ++it) {
    const auto v = Index(*it);
    for (int i = first_out_[v]; i < first_out_[v + 1]; ++i) {
      const int most = answer.tightened[Index(after_[Index(i)])].high - gap(*it);
      if (answer.tightened[v].high <= most) continue;
      answer.tightened[v].high = most;
      answer.high_cause[v] = out_[Index(i)];
    }
  }
}

void Oracle::Fill(OracleAnswer& answer) const {
  const std::vector<SlotWindow>& windows = answer.tightened;
  const std::vector<int> by_low =
      SortedBy(module_count_, slot_count_, [&](int v) { return windows[Index(v)].low; });
  const std::vector<int> by_high =
      SortedBy(module_count_, slot_count_, [&](int v) { return windows[Index(v)].high; });
  std::vector<int> rank(Index(module_count_));  // by (deadline, module)
  for (int r = 0; r < module_count_; ++r) rank[Index(by_high[Index(r)])] = r;

  RankSet ready(module_count_);
  std::vector<int> module_at(Index(slot_count_), -1);
  answer.slot_of.assign(Index(module_count_), -1);
  std::size_t next = 0;
  const auto overfull = [&](int deadline) {
    answer.hall = OverfullBehind(windows, module_at, deadline);
    answer.slot_of.clear();
  };
  for (int slot = 0; slot < slot_count_; ++slot) {
    while (next < by_low.size() && windows[Index(by_low[next])].low <= slot) {
      ready.Add(rank[Index(by_low[next])]);
      ++next;
    }
    if (ready.empty()) continue;
    const int v = by_high[Index(ready.TakeFirst())];
    if (windows[Index(v)].high < slot) return overfull(windows[Index(v)].high);
    module_at[Index(slot)] = v;
    answer.slot_of[Index(v)] = slot;
  }
  if (!ready.empty()) {
    return overfull(windows[Index(by_high[Index(ready.TakeFirst())])].high);
  }
  answer.feasible = true;
}

std::vector<SlotWindow> KeepWindows(const OrderingProblem& problem, const std::vector<bool>& kept) {
  std::vector<SlotWindow> windows = problem.windows;
  for (std::size_t v = 0; v < windows.size(); ++v) {
    if (!kept[v]) continue;
    const int slot = problem.old_slot[v];
    windows[v].low = std::max(windows[v].low, slot);
    windows[v].high = std::min(windows[v].high, slot);
  }
  return windows;
}

}  // namespace prereq
