// A proposed order: its cost, and the proof that no cheaper one exists.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// What comes first: modules whose number changes (1 each), the same by weight, or Σ |new − old|.
enum class Objective { kRenames, kEdits, kDisplacement };

/// What to minimise and how hard to try.
struct ProposeOptions {
  Objective objective = Objective::kRenames;
  std::vector<std::int64_t> weights;      // index: ModuleId; ≥ 0; empty: 1 each
  std::int64_t node_budget = 200000;      // branch-and-bound nodes; deterministic
  std::int64_t certificate_budget = 300;  // nodes of each certificate's own tree; 0: none
  bool freeze_unaffected = false;         // modules outside every violated stretch must stay
  bool may_share_numbers = false;         // PRQ201 is off: numbers shared now are not a fault
  std::vector<int>
      seniority;  // index: ModuleId; of modules that share a number, and cost the same,
                  // the one of more keeps it, then the lower slug; empty: all alike

  /// Asked now and then; true ends the search with the best so far and honest bounds. May be empty.
  /// The time limit and Ctrl-C of the command line come in here.
  std::function<bool()> should_stop;
  /// The same for what comes after the search, bounds, certificate and reasons: true leaves out
  /// those that are not found yet. May be empty.
  std::function<bool()> should_end;
};

struct Cost {
  int renames = 0;                // modules whose number changes
  std::int64_t weight = 0;        // their weights' sum
  std::int64_t displacement = 0;  // Σ |new − old| over numbered modules

  auto operator<=>(const Cost&) const = default;
};

/// Modules that cannot all keep their numbers, and the claims that forbid it. Minimal: every member
/// is necessary.
struct KeepCore {
  std::vector<ModuleId> modules;  // by number, then id
  std::vector<ClaimId> claims;    // ascending; for people, the proof does not need them
  std::int64_t amount =
      1;  // how much of the packing it carries (numerator over Certificate::scale)
};

/// One node of a certificate's case distinction: `module` stays, or it moves.
struct CertificateBranch {
  ModuleId module;  // −1: a leaf
  int stays = -1;   // indices into Certificate::branches
  int moves = -1;
  std::vector<KeepCore> cores;  // of a leaf: among the modules nothing was decided about
};

/// What `after` pays for every slot up to `slot` and `before` earns for every slot up to
/// `slot` − `gap`: at least zero in sum, since `after` stands at least `gap` slots behind.
struct PrecedencePrice {
  ModuleId before, after;
  int gap = 1;  // at most one plus the modules that must stand between
  int slot = 0;
  std::int64_t price = 0;  // ≥ 0
};

/// One node of a price proof's case distinction. Slots are indices into the allowed numbers.
struct PriceBranch {
  ModuleId module;  // −1: a leaf
  int slot = -1;    // −1: the module stays, or it moves; else: up to this slot, or beyond
  int first = -1;   // indices into PriceProof::branches
  int second = -1;

  // Of a leaf; all in 1/scale of a unit. Without modules: what was decided is refused.
  std::vector<std::int64_t> modules;  // what each module brings in, wherever it goes
  std::vector<std::int64_t> slots;    // what each slot brings in; ≤ 0 when slots may stay empty
  std::vector<PrecedencePrice> precedences;
  std::vector<KeepCore> cores;  // paid by each member that stays; all members but one earn it
  std::int64_t other = 0;       // paid per unit of the part of the cost that is limited
};

/// Proof of a lower bound on one part of the cost by linear duality: in each leaf no module can go
/// to a slot for less than both bring in together, prices included, so that their sum bounds every
/// order. Checked by exact integer arithmetic.
struct PriceProof {
  enum class Part { kWeight, kDisplacement };
  Part part = Part::kDisplacement;
  std::optional<std::int64_t> other_limit;  // only orders whose other part is at most this count
  std::int64_t scale = 1;
  std::int64_t bound = 0;             // proved: no such order costs less
  std::vector<PriceBranch> branches;  // the root first; empty: nothing is proved
};

/// Proof of a lower bound on the weight of changed modules: cores packed so that no module carries
/// more than its weight. Of each core at least one module moves, so their amounts add up.
struct Certificate {
  std::vector<KeepCore> cores;
  std::int64_t scale = 1;
  std::int64_t weight_bound = 0;  // proved: at least this much must change

  /// Empty when `cores` alone prove the bound, else a tree, its root first: in each leaf the weight
  /// of the modules that move plus the leaf's cores reach it, or what stays is impossible (one core
  /// without modules).
  std::vector<CertificateBranch> branches;

  /// What cores do not prove, where prices do within an honest size: with the weight first, that no
  /// order of that weight has less displacement, and the weight itself where no cores reach it;
  /// with the displacement first, that no order has less, and that none of those changes less
  /// weight.
  std::vector<PriceProof> prices;
};

/// What of a cost is proved the least by a certificate; the rest is the search's word.
struct CertifiedParts {
  bool weight = false;        // kDisplacement: among orders of this displacement
  bool displacement = false;  // else: among orders of this weight

  auto operator<=>(const CertifiedParts&) const = default;
};

/// Why a module moves: it cannot stay while the core's other modules do.
struct MoveReason {
  ModuleId module;
  KeepCore core;
  std::string text;  // "`autograd` and `optimizers` cannot both stay: optimizers before autograd"
};

struct Proposal {
  Order order;  // every module numbered
  Cost cost;
  bool weight_proved = false;        // no order changes less (kDisplacement: none that moves as
                                     // little)
  bool displacement_proved = false;  // none of those moves less far (kDisplacement: none at all)
  bool canonical = false;  // the smallest of all orders of this cost by (old number, seniority,
                           // slug)
  std::int64_t weight_bound = 0;
  std::int64_t displacement_bound = 0;
  Certificate certificate;          // its bounds may be lower than those of the search
  CertifiedParts certified;         // by that certificate
  std::vector<MoveReason> reasons;  // by new number; none for modules without an old number
  std::int64_t nodes = 0;           // search nodes spent
  bool stopped = false;             // by the budget or should_stop
};

/// The cheapest valid order within the allowed numbers (rising). Deterministic for a node budget.
/// Exact up to 1000 modules; beyond, a good order with a bound from disjoint cores.
/// With `may_share_numbers` the order in `facts` is the answer when it breaks nothing; else each
/// module gets a number of its own.
/// Error kInvalid when no order satisfies the graph (CheckFeasible says why).
Result<Proposal> Propose(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                         const ProposeOptions& options);

/// Other orders of exactly the proposal's cost.
struct OtherOrders {
  std::vector<Order> orders;  // the canonical one first
  bool complete = false;      // there are no more
};
/// Up to `limit` optimal orders, by (old number, seniority, slug) and new number. Meant for a
/// proved proposal; for another one: orders of the same cost.
OtherOrders OptimalOrders(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                          const ProposeOptions& options, const Proposal& proposal,
                          std::size_t limit);

/// What a certificate that holds says about an order of this cost.
CertifiedParts Certified(const Certificate& certificate, Objective objective, const Cost& cost);

/// Cost of going from the order in `facts` to `order`. `weights` as in ProposeOptions.
Cost CostOf(const Facts& facts, const Order& order, const std::vector<std::int64_t>& weights);

/// Checks a certificate with the feasibility oracle and integer sums alone: every core is refused,
/// no module carries more than its weight, no price is too high, every branch reaches the bound.
/// nullopt: it holds; else what is wrong.
std::optional<std::string> FalseCertificate(const Facts& facts, const Graph& graph,
                                            const std::vector<Number>& slots,
                                            const ProposeOptions& options,
                                            const Certificate& certificate);

}  // namespace prereq
