// Reasons come in three kinds: what a move repairs, that somebody asked for it, and whom it makes
// room for.
#include "plan/reasons.h"

#include <algorithm>

#include "base/format.h"

namespace prereq {
namespace {

constexpr std::size_t kMostReasons = 3;  // more would not fit a line that people read

// The claim as it concerns `module`: "after optimizers", "comes first".
std::string Told(const Claim& claim, ModuleId module, const Renaming& renaming) {
  switch (claim.kind) {
    case Claim::Kind::kPrecedence:
      return claim.before == module ? fmt::format("before {}", renaming.NewSlug(claim.after))
                                    : fmt::format("after {}", renaming.NewSlug(claim.before));
    case Claim::Kind::kWindow:
      if (claim.low == claim.high) {
        return fmt::format("pinned to {}", ShowNumber(claim.low, renaming.width()));
      }
      return fmt::format("within {}..{}", ShowNumber(claim.low, renaming.width()),
                         ShowNumber(claim.high, renaming.width()));
    case Claim::Kind::kFirst:
      return "comes first";
    case Claim::Kind::kLast:
      return "comes last";
  }
  return {};
}

std::string Because(const Claim& claim) {
  for (const Source& source : claim.sources) {
    if (!source.because.empty()) return source.because;
  }
  return {};
}

// Policy speaks louder than metadata, metadata louder than imports.
std::string JoinReasons(const Graph& graph, std::vector<ClaimId> claims, ModuleId module,
                        const Renaming& renaming) {
  std::ranges::stable_sort(claims, {}, [&](ClaimId id) {
    const Claim* listed = graph.claims.FindListed(id);
    if (listed == nullptr) return FactKind::kPolicy;
    return listed->sources.empty() ? FactKind::kImport : listed->sources.front().kind;
  });
  std::string text;
  for (std::size_t i = 0; i < claims.size() && i < kMostReasons; ++i) {
    if (i > 0) text += "; ";
    const Claim claim = graph.claim(claims[i]);
    text += Told(claim, module, renaming);
    const std::string because = Because(claim);
    if (!because.empty()) text += ": " + because;
  }
  if (claims.size() > kMostReasons) {
    text += fmt::format("; and {} more", claims.size() - kMostReasons);
  }
  return text;
}

// Whether nobody gets a larger number, as when gaps are closed.
bool AllGoDown(const Renaming& renaming) {
  const int count = static_cast<int>(renaming.facts().modules.size());
  for (int i = 0; i < count; ++i) {
    const auto before = renaming.Before({i}), after = renaming.After({i});
    if (before && after && *before < *after) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> ReasonsFor(const Renaming& renaming, const Graph& graph) {
  const std::size_t count = renaming.facts().modules.size();
  std::vector<std::vector<ClaimId>> repaired(count);
  const auto note = [&](ModuleId id, ClaimId claim) {
    if (renaming.Before(id) && renaming.After(id) && renaming.Before(id) != renaming.After(id)) {
      repaired[static_cast<std::size_t>(id.value)].push_back(claim);
    }
  };
  const ClaimJudge then(renaming.target().order);
  for (const ClaimId id : BrokenClaims(graph, renaming.facts().order)) {
    const BareClaim claim = graph.claims.bare(id);
    if (!then.Holds(claim)) continue;
    if (claim.kind == BareClaim::Kind::kPrecedence) {
      note(claim.before, id);
      note(claim.after, id);
    } else {
      note(claim.module, id);
    }
  }
  std::map<Number, std::string> takers;  // who has a number afterwards
  for (int i = 0; i < static_cast<int>(count); ++i) {
    if (const auto after = renaming.After({i})) takers[*after] = renaming.NewSlug({i});
  }
  for (const NewModule& added : renaming.target().inserted) takers[added.number] = added.slug;

  const bool all_go_down = AllGoDown(renaming);
  std::vector<std::string> reasons(count);
  for (int i = 0; i < static_cast<int>(count); ++i) {
    const ModuleId id{i};
    std::string& reason = reasons[static_cast<std::size_t>(i)];
    if (renaming.Leaves(id)) {
      reason = "leaves the series";
    } else if (!renaming.Before(id)) {
      if (renaming.After(id)) reason = "new";
    } else if (renaming.Before(id) != renaming.After(id)) {
      reason = JoinReasons(graph, repaired[static_cast<std::size_t>(i)], id, renaming);
      if (!reason.empty()) continue;
      if (std::ranges::find(renaming.target().asked, id) != renaming.target().asked.end()) {
        reason = "as you asked";
        continue;
      }
      const auto taker = takers.find(*renaming.Before(id));
      const bool down = *renaming.After(id) < *renaming.Before(id);
      if (down && renaming.target().asked.empty() && renaming.target().inserted.empty() &&
          all_go_down) {
        reason = "closes the gap";
      } else if (taker != takers.end()) {
        reason = fmt::format("makes room for {}", taker->second);
      } else if (down) {
        reason = "closes the gap";
      }
    } else if (renaming.OldSlug(id) != renaming.NewSlug(id)) {
      reason = fmt::format("was {}", renaming.OldSlug(id));
    }
  }
  return reasons;
}

}  // namespace prereq
