// Checks a price proof. Shares nothing with the search and the prover but the problem's own types
// and the feasibility oracle.
#include <algorithm>

#include "base/index.h"
#include "solver/oracle.h"
#include "solver/price_proof.h"

namespace prereq {
namespace {

constexpr int kDeepest = 2000;  // of the case distinction; a file may hold anything

// A sum that knows when it left the range of its type.
class ExactSum {
 public:
  void Add(std::int64_t value) { fits_ = !__builtin_add_overflow(sum_, value, &sum_) && fits_; }
  void AddProduct(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    fits_ = !__builtin_mul_overflow(a, b, &product) && fits_;
    Add(product);
  }
  [[nodiscard]] bool fits() const { return fits_; }
  [[nodiscard]] std::int64_t sum() const { return sum_; }

 private:
  std::int64_t sum_ = 0;
  bool fits_ = true;
};

// Who must come before whom, through others too: before[v][u].
std::vector<std::vector<bool>> Ancestors(const OrderingProblem& problem,
                                         const std::vector<int>& topological) {
  const std::vector<bool> nobody(problem.windows.size(), false);
  std::vector<std::vector<bool>> before(problem.windows.size(), nobody);
  std::vector<std::vector<int>> direct(problem.windows.size());
  for (const Precedence& p : problem.precedences) direct[Index(p.after)].push_back(p.before);
  for (const int v : topological) {
    for (const int u : direct[Index(v)]) {
      before[Index(v)][Index(u)] = true;
      for (std::size_t w = 0; w < nobody.size(); ++w) {
        if (before[Index(u)][w]) before[Index(v)][w] = true;
      }
    }
  }
  return before;
}

class PriceCheck {
 public:
  PriceCheck(const OrderingProblem& problem, const PriceProof& proof)
      : problem_(problem),
        proof_(proof),
        n_(problem.module_count()),
        m_(problem.slot_count()),
        oracle_(problem),
        before_(Ancestors(problem, oracle_.topological_order())),
        stays_(Index(n_), false),
        moves_(Index(n_), false),
        visited_(proof.branches.size(), false) {
    parts_ = problem_;
  }

  std::optional<std::string> Run() {
    if (proof_.scale < 1) return "the scale of the prices is not positive";
    if (proof_.branches.empty()) {
      if (proof_.bound > 0) return "a bound without prices";
      return std::nullopt;
    }
    return Node(0, 0);
  }

 private:
  std::optional<std::string> Node(int index, int depth) {
    if (depth > kDeepest) return "the price nodes lie too deep";
    if (index < 0 || Index(index) >= proof_.branches.size() || visited_[Index(index)]) {
      return "price node " + std::to_string(index) + " is missing or used twice";
    }
    visited_[Index(index)] = true;
    const PriceBranch& node = proof_.branches[Index(index)];
    if (node.module.value < 0) return Leaf(node);
    if (node.module.value >= n_) return "a price node decides an unknown module";
    return node.slot < 0 ? KeepOrMove(node, depth + 1) : SplitSlots(node, depth + 1);
  }

  std::optional<std::string> KeepOrMove(const PriceBranch& node, int depth) {
    const std::size_t v = Index(node.module.value);
    if (stays_[v] || moves_[v]) return "a price node decides a decided module";
    stays_[v] = true;
    std::optional<std::string> fault = Node(node.first, depth);
    stays_[v] = false;
    moves_[v] = true;
    if (!fault) fault = Node(node.second, depth);
    moves_[v] = false;
    return fault;
  }

  std::optional<std::string> SplitSlots(const PriceBranch& node, int depth) {
    SlotWindow& window = parts_.windows[Index(node.module.value)];
    const SlotWindow whole = window;
    window.high = std::min(whole.high, node.slot);
    std::optional<std::string> fault = Node(node.first, depth);
    window.high = whole.high;
    window.low = std::max(whole.low, node.slot + 1);
    if (!fault) fault = Node(node.second, depth);
    window = whole;
    return fault;
  }

  [[nodiscard]] std::int64_t CostOf(int module, int slot, PriceProof::Part part) const {
    const OrderingCost cost = SlotCost(problem_, module, slot);
    return part == PriceProof::Part::kWeight ? cost.weight : cost.displacement;
  }

  std::optional<std::string> Leaf(const PriceBranch& leaf) const {
    const OracleAnswer answer = oracle_.Ask(KeepWindows(parts_, stays_));
    if (leaf.modules.empty()) {
      if (answer.feasible) return "a leaf without prices can be filled";
      return std::nullopt;
    }
    if (!answer.feasible) return std::nullopt;  // then it proves anything
    if (leaf.modules.size() != Index(n_) || leaf.slots.size() != Index(m_)) {
      return "a leaf does not price every module and slot";
    }
    std::vector<std::vector<ExactSum>> paid(Index(n_), std::vector<ExactSum>(Index(m_)));
    ExactSum total;
    if (auto fault = AddPrecedences(leaf, paid)) return fault;
    if (auto fault = AddCores(leaf, paid, total)) return fault;
    if (auto fault = AddOther(leaf, paid, total)) return fault;
    if (auto fault = CompareEach(leaf, answer.tightened, paid)) return fault;
    for (const std::int64_t price : leaf.modules) total.Add(price);
    for (const std::int64_t price : leaf.slots) {
      if (n_ < m_ && price > 0) return "a slot that may stay empty brings something in";
      total.Add(price);
    }
    if (!total.fits()) return "the prices are too large";
    return Reaches(total.sum());
  }

  std::optional<std::string> AddPrecedences(const PriceBranch& leaf,
                                            std::vector<std::vector<ExactSum>>& paid) const {
    for (const PrecedencePrice& one : leaf.precedences) {
      const int before = one.before.value;
      const int after = one.after.value;
      if (before < 0 || before >= n_ || after < 0 || after >= n_ || one.slot < 0 ||
          one.slot >= m_ || one.price < 0 || !before_[Index(after)][Index(before)]) {
        return "a price for something else than a precedence";
      }
      int gap = 1;
      for (std::size_t w = 0; w < Index(n_); ++w) {
        gap += before_[Index(after)][w] && before_[w][Index(before)] ? 1 : 0;
      }
      if (one.gap < 0 || one.gap > gap) return "a price for a gap that is not needed";
      for (int s = 0; s <= one.slot; ++s) paid[Index(after)][Index(s)].Add(one.price);
      for (int s = 0; s <= one.slot - one.gap; ++s) paid[Index(before)][Index(s)].Add(-one.price);
    }
    return std::nullopt;
  }

  std::optional<std::string> AddCores(const PriceBranch& leaf,
                                      std::vector<std::vector<ExactSum>>& paid,
                                      ExactSum& total) const {
    for (const KeepCore& core : leaf.cores) {
      if (core.amount < 0 || core.modules.empty()) return "a core without a price or modules";
      std::vector<bool> kept(Index(n_), false);
      for (const ModuleId id : core.modules) {
        if (id.value < 0 || id.value >= n_ || kept[Index(id.value)]) {
          return "a priced core names an unknown or doubled module";
        }
        kept[Index(id.value)] = true;
      }
      if (oracle_.Ask(KeepWindows(problem_, kept)).feasible) {
        return "the modules of a priced core can all stay";
      }
      for (const ModuleId id : core.modules) {
        const int old = problem_.old_slot[Index(id.value)];
        if (old >= 0) paid[Index(id.value)][Index(old)].Add(core.amount);
      }
      total.AddProduct(-core.amount, static_cast<std::int64_t>(core.modules.size()) - 1);
    }
    return std::nullopt;
  }

  std::optional<std::string> AddOther(const PriceBranch& leaf,
                                      std::vector<std::vector<ExactSum>>& paid,
                                      ExactSum& total) const {
    if (leaf.other < 0 || (leaf.other > 0 && !proof_.other_limit)) {
      return "a price for a limit that does not exist";
    }
    const bool weight = proof_.part == PriceProof::Part::kWeight;
    const auto other = weight ? PriceProof::Part::kDisplacement : PriceProof::Part::kWeight;
    for (int v = 0; v < n_; ++v) {
      for (int s = 0; s < m_; ++s) {
        ExactSum& sum = paid[Index(v)][Index(s)];
        sum.AddProduct(proof_.scale, CostOf(v, s, proof_.part));
        sum.AddProduct(leaf.other, CostOf(v, s, other));
      }
    }
    if (proof_.other_limit) total.AddProduct(-leaf.other, *proof_.other_limit);
    return std::nullopt;
  }

  // Where each module may go: the oracle's windows without the old slots of modules that move; a
  // module with one slot left closes it to the others.
  [[nodiscard]] std::vector<std::vector<bool>> Allowed(
      const std::vector<SlotWindow>& windows) const {
    std::vector<std::vector<bool>> allowed(Index(n_), std::vector<bool>(Index(m_), false));
    for (std::size_t v = 0; v < allowed.size(); ++v) {
      for (int s = windows[v].low; s <= windows[v].high; ++s) {
        allowed[v][Index(s)] = !moves_[v] || s != problem_.old_slot[v];
      }
    }
    std::vector<bool> closed(Index(n_), false);
    for (bool again = true; again;) {
      again = false;
      for (std::size_t v = 0; v < allowed.size(); ++v) {
        if (closed[v] || std::ranges::count(allowed[v], true) != 1) continue;
        closed[v] = again = true;
        const auto only = std::ranges::find(allowed[v], true) - allowed[v].begin();
        for (std::size_t other = 0; other < allowed.size(); ++other) {
          if (other != v) allowed[other][static_cast<std::size_t>(only)] = false;
        }
      }
    }
    return allowed;
  }

  // Wherever a module may go, it must not cost less than it and the slot bring in.
  std::optional<std::string> CompareEach(const PriceBranch& leaf,
                                         const std::vector<SlotWindow>& windows,
                                         const std::vector<std::vector<ExactSum>>& paid) const {
    const std::vector<std::vector<bool>> allowed = Allowed(windows);
    for (int v = 0; v < n_; ++v) {
      for (int s = 0; s < m_; ++s) {
        if (!allowed[Index(v)][Index(s)]) continue;
        ExactSum left = paid[Index(v)][Index(s)];
        left.AddProduct(-1, leaf.modules[Index(v)]);
        left.AddProduct(-1, leaf.slots[Index(s)]);
        if (!left.fits()) return "the prices are too large";
        if (left.sum() < 0) {
          return "module " + std::to_string(v) + " costs less in slot " + std::to_string(s) +
                 " than the prices say";
        }
      }
    }
    return std::nullopt;
  }

  // Costs are whole, and where every number is used displacement is even or odd for all orders
  // alike: Σ |new − old| with Σ (new − old).
  std::optional<std::string> Reaches(std::int64_t total) const {
    std::int64_t proved = total <= 0 ? 0 : (total - 1) / proof_.scale + 1;
    const bool all_used =
        n_ == m_ && std::ranges::none_of(problem_.is_new, [](bool b) { return b; });
    if (all_used && proof_.part == PriceProof::Part::kDisplacement) {
      std::int64_t parity = 0;
      for (int v = 0; v < n_; ++v) {
        parity += problem_.slot_values[Index(v)] - problem_.old_value[Index(v)];
      }
      if ((proved - parity) % 2 != 0) ++proved;
    }
    if (proved >= proof_.bound) return std::nullopt;
    return "the prices of a leaf prove " + std::to_string(proved) + ", the bound says " +
           std::to_string(proof_.bound);
  }

  const OrderingProblem& problem_;
  const PriceProof& proof_;
  int n_, m_;
  Oracle oracle_;
  std::vector<std::vector<bool>> before_;
  OrderingProblem parts_;  // the problem with the windows of the node at hand
  std::vector<bool> stays_, moves_;
  std::vector<bool> visited_;
};

}  // namespace

std::optional<std::string> FalsePriceProof(const OrderingProblem& problem,
                                           const PriceProof& proof) {
  if (problem.barriers > 0) {
    return "prices with phases for more than " + std::to_string(kMostExactModules) + " modules";
  }
  return PriceCheck(problem, proof).Run();
}

}  // namespace prereq
