// The list of claims, of which a phase step's pairs are only counted.
#include "prereq/claims.h"

#include <algorithm>
#include <utility>

namespace prereq {
namespace {

std::size_t AsIndex(std::int64_t i) { return static_cast<std::size_t>(i); }

BareClaim PairClaim(ModuleId before, ModuleId after) {
  BareClaim claim;
  claim.before = before;
  claim.after = after;
  return claim;
}

}  // namespace

Claims::Claims(std::vector<Claim> listed) : listed_(std::move(listed)), size_(listed_.size()) {}

Claims::Claims(std::vector<Claim> listed, std::vector<PhaseStep> steps, int modules)
    : listed_(std::move(listed)), steps_(std::move(steps)), size_(listed_.size()) {
  if (steps_.empty()) return;
  rows_.resize(AsIndex(modules) + 1);
  for (std::size_t s = 0; s < steps_.size(); ++s) {
    for (const ModuleId id : steps_[s].before) rows_[AsIndex(id.value)].step = static_cast<int>(s);
  }
  Count();
}

// Gives every row its first id and every listed claim its own.
void Claims::Count() {
  ids_.reserve(listed_.size());
  replaced_.reserve(listed_.size());
  std::int64_t id = 0;
  std::size_t next = 0;
  for (std::size_t module = 0; module + 1 < rows_.size(); ++module) {
    Row& row = rows_[module];
    row.first_id = id;
    row.first_listed = next;
    const PhaseStep* step = row.step < 0 ? nullptr : &steps_[AsIndex(row.step)];
    int replaced = 0;
    while (next < listed_.size() && listed_[next].kind == Claim::Kind::kPrecedence &&
           AsIndex(listed_[next].before.value) == module) {
      const std::size_t in_row = next - row.first_listed;
      const std::int64_t smaller =
          step == nullptr
              ? 0
              : std::ranges::lower_bound(step->after, listed_[next].after) - step->after.begin();
      ids_.push_back(
          static_cast<int>(row.first_id + smaller + static_cast<std::int64_t>(in_row) - replaced));
      replaced_.push_back(replaced);
      if (step != nullptr && IsOfStep(next, *step)) ++replaced;
      ++next;
    }
    const std::int64_t pairs = step == nullptr ? 0 : static_cast<std::int64_t>(step->after.size());
    id = row.first_id + pairs + static_cast<std::int64_t>(next - row.first_listed) - replaced;
  }
  rows_.back().first_id = id;
  rows_.back().first_listed = next;
  for (; next < listed_.size(); ++next) {
    ids_.push_back(static_cast<int>(id++));
    replaced_.push_back(0);
  }
  size_ = AsIndex(id);
}

// Whether the listed claim stands for a pair of the step; of several equal ones the first does.
bool Claims::IsOfStep(std::size_t listed, const PhaseStep& step) const {
  const Claim& claim = listed_[listed];
  if (!std::ranges::binary_search(step.after, claim.after)) return false;
  if (listed == 0) return true;
  const Claim& earlier = listed_[listed - 1];
  return earlier.before != claim.before || earlier.after != claim.after;
}

BareClaim Claims::BareAmongSteps(ClaimId id) const {
  if (const Claim* listed = FindListed(id)) return *listed;
  const auto row = std::ranges::upper_bound(rows_, std::int64_t{id.value}, {}, &Row::first_id) - 1;
  const std::size_t end = (row + 1)->first_listed;
  const auto from = ids_.begin() + static_cast<std::ptrdiff_t>(row->first_listed);
  const auto to = ids_.begin() + static_cast<std::ptrdiff_t>(end);
  const auto behind = std::lower_bound(from, to, id.value);
  const std::int64_t listed_before = behind - from;
  std::int64_t replaced = 0;
  if (listed_before > 0) {
    const std::size_t last = row->first_listed + AsIndex(listed_before) - 1;
    replaced = replaced_[last] + (IsOfStep(last, steps_[AsIndex(row->step)]) ? 1 : 0);
  }
  const std::int64_t place = id.value - row->first_id - listed_before + replaced;
  return PairClaim({static_cast<int>(row - rows_.begin())},
                   steps_[AsIndex(row->step)].after[AsIndex(place)]);
}

const Claim* Claims::FindListed(ClaimId id) const {
  if (rows_.empty()) return &listed_[AsIndex(id.value)];
  const auto found = std::ranges::lower_bound(ids_, id.value);
  if (found == ids_.end() || *found != id.value) return nullptr;
  return &listed_[AsIndex(found - ids_.begin())];
}

const PhaseStep* Claims::StepFrom(ModuleId module) const {
  if (rows_.empty()) return nullptr;
  const int step = rows_[AsIndex(module.value)].step;
  return step < 0 ? nullptr : &steps_[AsIndex(step)];
}

ClaimId Claims::IdOfPair(ModuleId before, ModuleId after) const {
  const Row& row = rows_[AsIndex(before.value)];
  const PhaseStep& step = steps_[AsIndex(row.step)];
  const auto from = listed_.begin() + static_cast<std::ptrdiff_t>(row.first_listed);
  const auto to =
      listed_.begin() + static_cast<std::ptrdiff_t>(rows_[AsIndex(before.value) + 1].first_listed);
  const auto behind = std::lower_bound(
      from, to, after, [](const Claim& claim, ModuleId id) { return claim.after < id; });
  if (behind != to && behind->after == after) return {};
  const std::int64_t listed_before = behind - from;
  std::int64_t replaced = 0;
  if (listed_before > 0) {
    const std::size_t last = row.first_listed + AsIndex(listed_before) - 1;
    replaced = replaced_[last] + (IsOfStep(last, step) ? 1 : 0);
  }
  const std::int64_t place = std::ranges::lower_bound(step.after, after) - step.after.begin();
  return {static_cast<int>(row.first_id + place + listed_before - replaced)};
}

void Claims::Append(Claim claim) {
  if (!rows_.empty()) {
    ids_.push_back(static_cast<int>(size_));
    replaced_.push_back(0);
  }
  listed_.push_back(std::move(claim));
  ++size_;
}

}  // namespace prereq
