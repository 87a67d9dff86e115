#include "solver/precedence_claims.h"

#include "base/index.h"

namespace prereq {

PrecedenceClaims::PrecedenceClaims(const Graph& graph)
    : graph_(graph),
      after_(graph.slugs.size()),
      before_(graph.slugs.size()),
      step_from_(graph.slugs.size(), -1),
      step_to_(graph.slugs.size(), -1),
      walked_from_(graph.claims.steps().size(), 0),
      walked_to_(graph.claims.steps().size(), 0) {
  const std::vector<Claim>& listed = graph.claims.listed();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (listed[i].kind != Claim::Kind::kPrecedence) continue;
    const int claim = graph.claims.IdOfListed(i).value;
    after_[Index(listed[i].before.value)].push_back(claim);
    before_[Index(listed[i].after.value)].push_back(claim);
  }
  const std::vector<PhaseStep>& steps = graph.claims.steps();
  for (std::size_t s = 0; s < steps.size(); ++s) {
    for (const ModuleId id : steps[s].before) step_from_[Index(id.value)] = static_cast<int>(s);
    for (const ModuleId id : steps[s].after) step_to_[Index(id.value)] = static_cast<int>(s);
  }
}

void PrecedenceClaims::Restart() { ++walk_; }

void PrecedenceClaims::Visit(int module, bool forward, const std::function<void(int, int)>& visit) {
  const std::vector<int>& listed = (forward ? after_ : before_)[Index(module)];
  const auto other_of = [&](int claim) {
    const BareClaim bare = graph_.claims.bare({claim});
    return (forward ? bare.after : bare.before).value;
  };
  std::size_t next = 0;
  const int step = (forward ? step_from_ : step_to_)[Index(module)];
  if (step >= 0) {
    int& walked = (forward ? walked_from_ : walked_to_)[Index(step)];
    if (walked != walk_) {
      walked = walk_;
      const PhaseStep& phases = graph_.claims.steps()[Index(step)];
      for (const ModuleId other : forward ? phases.after : phases.before) {
        const ClaimId claim = forward ? graph_.claims.IdOfPair({module}, other)
                                      : graph_.claims.IdOfPair(other, {module});
        if (claim.value < 0) continue;  // listed
        while (next < listed.size() && listed[next] < claim.value) {
          visit(other_of(listed[next]), listed[next]);
          ++next;
        }
        visit(other.value, claim.value);
      }
    }
  }
  for (; next < listed.size(); ++next) visit(other_of(listed[next]), listed[next]);
}

}  // namespace prereq
