// What an order must satisfy, as a list that keeps the pairs of two phases in the room of the two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// One place that supports a claim.
struct Source {
  FactKind kind = FactKind::kPolicy;
  std::string text;  // for people: "optimizers needs autograd", "autograd is pinned to 06"
  std::string because;
  Location where;
};

/// Something that an order must satisfy, without the places that say so.
struct BareClaim {
  enum class Kind {
    kPrecedence,  // `before` has a smaller number than `after`
    kWindow,      // `module`'s number is within low..high
    kFirst,       // `module` has the smallest number of all
    kLast         // `module` has the largest
  };
  Kind kind = Kind::kPrecedence;
  ModuleId before, after;  // kPrecedence
  ModuleId module;         // the others
  Number low, high;        // kWindow, inclusive
};

struct Claim : BareClaim {
  std::vector<Source> sources;  // by (kind, location); never empty
};

/// Index into Graph::claims.
struct ClaimId {
  int value = -1;
  auto operator<=>(const ClaimId&) const = default;
};

/// Every module of one phase comes before every module of the next: a claim for each pair.
struct PhaseStep {
  std::vector<ModuleId> before, after;  // rising; none stands in both
  std::string earlier, later;           // names of the phases
  Location where;                       // of the later one
};

/// All claims of a graph. Claims that only a PhaseStep makes are counted and not written down, so
/// that two phases of n modules take O(n) memory.
class Claims {
 public:
  static constexpr std::int64_t kMost = 2'000'000'000;

  Claims() = default;
  /// These claims in this order.
  Claims(std::vector<Claim> listed);  // NOLINT(google-explicit-constructor): a list is a list
  /// Precedences by (before, after), whether listed or made by a step, then the other listed ones.
  /// `listed` has its precedences first, by (before, after); of the pairs of a step it may hold
  /// some: these are not made a second time. No module stands in `before` of two steps. There are
  /// at most kMost claims. O(listed + modules), up to a factor log.
  Claims(std::vector<Claim> listed, std::vector<PhaseStep> steps, int modules);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// O(1) without steps, else O(log n).
  [[nodiscard]] BareClaim bare(ClaimId id) const {
    if (!rows_.empty()) return BareAmongSteps(id);
    return listed_[static_cast<std::size_t>(id.value)];
  }
  /// The listed claim of this id; nullptr when a step makes it. O(log n).
  [[nodiscard]] const Claim* FindListed(ClaimId id) const;

  /// What is written down, by id.
  [[nodiscard]] const std::vector<Claim>& listed() const { return listed_; }
  [[nodiscard]] ClaimId IdOfListed(std::size_t index) const {
    return {ids_.empty() ? static_cast<int>(index) : ids_[index]};
  }
  [[nodiscard]] const std::vector<PhaseStep>& steps() const { return steps_; }
  /// The step of which `before` holds the module; nullptr when there is none.
  [[nodiscard]] const PhaseStep* StepFrom(ModuleId module) const;
  /// The claim that a step makes of the pair; no id (−1) when it is listed. O(log n).
  [[nodiscard]] ClaimId IdOfPair(ModuleId before, ModuleId after) const;

  /// At the end.
  void Append(Claim claim);

 private:
  // The claims from one module: `listed_` from `first_listed` to that of the next row.
  struct Row {
    std::int64_t first_id = 0;
    std::size_t first_listed = 0;
    int step = -1;  // whose `before` holds the module
  };
  [[nodiscard]] BareClaim BareAmongSteps(ClaimId id) const;
  [[nodiscard]] bool IsOfStep(std::size_t listed, const PhaseStep& step) const;
  void Count();

  std::vector<Claim> listed_;
  std::vector<PhaseStep> steps_;
  std::size_t size_ = 0;
  // Only with steps.
  std::vector<Row> rows_;  // by module, and one behind the last: the claims of other kinds
  std::vector<int> ids_;   // by listed claim
  std::vector<int>
      replaced_;  // by listed claim: how many pairs of the step its row lists before it
};

}  // namespace prereq
