// One function a tie; what the place and the address say comes first, since it holds for all.
#include "references/judge.h"

namespace prereq::references {
namespace {

using Tie = Evidence::Tie;
using Place = Evidence::Place;
using Address = Evidence::Address;

bool IsElsewhere(const Evidence& evidence) {
  return evidence.place == Place::kFixed || evidence.address == Address::kForeign ||
         evidence.address == Address::kPermalink;
}

// Whether something else than number and name speaks against the reference.
bool IsDoubted(const Evidence& evidence) {
  const bool another = evidence.place == Place::kAnother && evidence.address == Address::kNone;
  return evidence.place == Place::kTail || another || evidence.address == Address::kRevision ||
         evidence.address == Address::kCopy;
}

Judgement JudgeName(const Evidence& evidence) {
  const Owner owner = evidence.agrees || evidence.names == 1 ? Owner::kNamed : Owner::kNone;
  if (IsElsewhere(evidence)) return {Certainty::kForeign, owner};
  if (evidence.agrees) {
    const bool doubted = IsDoubted(evidence) || evidence.place == Place::kOnDisk ||
                         evidence.made_up || evidence.shared || evidence.by_chance;
    return {doubted ? Certainty::kLikely : Certainty::kAgreeing, owner};
  }
  if (evidence.extends_name && evidence.names > 0) return {};
  if (evidence.shared) return {Certainty::kForeign, owner};  // so it is called in the mirror
  if (evidence.address == Address::kCopy || evidence.address == Address::kRevision) {
    return {Certainty::kForeign, owner};  // what it says was true there
  }
  if (evidence.names == 0) return {Certainty::kUnresolved, Owner::kNone};
  if (evidence.by_chance) return {};
  if (evidence.place == Place::kTail) return {Certainty::kForeign, owner};  // another tree, perhaps
  if (evidence.place == Place::kAnother || evidence.place == Place::kOnDisk) {
    return {Certainty::kForeign, owner};
  }
  return {Certainty::kDrifted, owner};
}

Judgement JudgeNumber(const Evidence& evidence) {
  const bool one = evidence.owners == 1 && !evidence.is_range;
  const Owner owner = one ? Owner::kNumbered : Owner::kNone;
  const bool copied = evidence.address == Address::kCopy || evidence.address == Address::kRevision;
  if (IsElsewhere(evidence) || copied || evidence.of_other_book || evidence.before_all ||
      evidence.counted_elsewhere || evidence.far_off) {
    return {Certainty::kForeign, owner};
  }
  const bool known = evidence.owners > 0 && (!evidence.is_range || evidence.range_is_known);
  return {known ? Certainty::kLikely : Certainty::kUnresolved, owner};
}

Judgement JudgeFolder(const Evidence& evidence) {
  const Owner owner = evidence.owners == 1 ? Owner::kNumbered : Owner::kNone;
  if (IsElsewhere(evidence)) return {Certainty::kForeign, owner};
  if (evidence.owners == 0) {
    if (evidence.lacks_slug || IsDoubted(evidence)) return {};
    return {Certainty::kUnresolved, owner};
  }
  const bool sure = evidence.owners == 1 && !evidence.lacks_slug && !IsDoubted(evidence) &&
                    evidence.place == Place::kOurs;
  return {sure ? Certainty::kOwned : Certainty::kLikely, owner};
}

Judgement JudgeTarget(const Evidence& evidence) {
  if (IsElsewhere(evidence)) return {};
  if (evidence.agrees) {
    const bool sure = evidence.counts_as_label && !IsDoubted(evidence);
    return {sure ? Certainty::kOwned : Certainty::kLikely, Owner::kNamed};
  }
  if (!evidence.counts_as_label || IsDoubted(evidence)) return {};
  return {Certainty::kDrifted, Owner::kNamed};
}

}  // namespace

Judgement Judge(const Evidence& evidence) {
  switch (evidence.tie) {
    case Tie::kName:
      return JudgeName(evidence);
    case Tie::kNumber:
      return JudgeNumber(evidence);
    case Tie::kFolder:
      return JudgeFolder(evidence);
    case Tie::kKey:
      return {evidence.agrees ? Certainty::kOwned : Certainty::kDrifted, Owner::kNamed};
    case Tie::kTarget:
    case Tie::kFile:
      return JudgeTarget(evidence);
  }
  return {};
}

}  // namespace prereq::references
