// What is said about a proof, for every combination of what is proved and by whom.
#include <gtest/gtest.h>

#include "prereq/report.h"

namespace prereq {
namespace {

Proposal Open(Cost cost, std::int64_t weight_bound, std::int64_t displacement_bound) {
  Proposal proposal;
  proposal.cost = cost;
  proposal.weight_bound = weight_bound;
  proposal.displacement_bound = displacement_bound;
  return proposal;
}

Proposal Proved(Cost cost, bool weight, bool displacement, CertifiedParts certified) {
  Proposal proposal = Open(cost, weight ? cost.weight : 3, displacement ? cost.displacement : 6);
  proposal.weight_proved = weight;
  proposal.displacement_proved = displacement;
  proposal.certified = certified;
  return proposal;
}

ProposeOptions Minimise(Objective objective) {
  ProposeOptions options;
  options.objective = objective;
  return options;
}

const ProposeOptions kRenames = Minimise(Objective::kRenames);
const ProposeOptions kEdits = Minimise(Objective::kEdits);
const ProposeOptions kDisplacement = Minimise(Objective::kDisplacement);
constexpr Cost kCost{4, 4, 8};
constexpr Cost kHeavy{4, 37, 8};

TEST(ProofText, RenamesFirst) {
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, true, {true, true})),
            "proved: every valid order changes at least 4 numbers; those that change just 4 move "
            "them by at least 8 in sum\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, true, {true, false})),
            "proved: every valid order changes at least 4 numbers; those that change just 4 move "
            "them by at least 8 in sum (the latter by search alone, without certificate)\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, true, {false, true})),
            "proved: every valid order changes at least 4 numbers; those that change just 4 move "
            "them by at least 8 in sum (the former by search alone, without certificate)\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, true, {})),
            "proved: every valid order changes at least 4 numbers; those that change just 4 move "
            "them by at least 8 in sum (by search alone, without certificate)\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, false, {true, false})),
            "proved: every valid order changes at least 4 numbers\n"
            "not proved: 8 in sum may not be the least for 4 numbers; it takes at least 6\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved(kCost, true, false, {})),
            "proved: every valid order changes at least 4 numbers (by search alone, without "
            "certificate)\n"
            "not proved: 8 in sum may not be the least for 4 numbers; it takes at least 6\n");
  EXPECT_EQ(RenderProofText(kRenames, Open(kCost, 3, 6)),
            "not proved: 4 numbers may not be the fewest; every valid order changes at least 3 "
            "numbers\n");
  EXPECT_EQ(RenderProofText(kRenames, Open(kCost, 0, 0)),
            "not proved: 4 numbers may not be the fewest; how few it takes is not known\n");
}

TEST(ProofText, WeightFirst) {
  EXPECT_EQ(RenderProofText(kEdits, Proved(kHeavy, true, true, {true, true})),
            "proved: every valid order changes numbers of weight 37 or more; those that change "
            "just weight 37 move them by at least 8 in sum\n");
  EXPECT_EQ(RenderProofText(kEdits, Proved(kHeavy, true, false, {true, false})),
            "proved: every valid order changes numbers of weight 37 or more\n"
            "not proved: 8 in sum may not be the least for weight 37; it takes at least 6\n");
  EXPECT_EQ(RenderProofText(kEdits, Open(kHeavy, 30, 6)),
            "not proved: weight 37 may not be the least; every valid order changes numbers of "
            "weight 30 or more\n");
}

TEST(ProofText, DisplacementFirst) {
  EXPECT_EQ(RenderProofText(kDisplacement, Proved(kCost, true, true, {true, true})),
            "proved: every valid order moves numbers by at least 8 in sum; those that move them by "
            "just 8 change at least 4 numbers\n");
  EXPECT_EQ(RenderProofText(kDisplacement, Proved(kCost, true, true, {false, true})),
            "proved: every valid order moves numbers by at least 8 in sum; those that move them by "
            "just 8 change at least 4 numbers (the latter by search alone, without certificate)\n");
  EXPECT_EQ(RenderProofText(kDisplacement, Proved(kCost, false, true, {false, true})),
            "proved: every valid order moves numbers by at least 8 in sum\n"
            "not proved: 4 numbers may not be the fewest for 8 in sum; it takes at least 3\n");
  EXPECT_EQ(RenderProofText(kDisplacement, Open(kCost, 3, 6)),
            "not proved: 8 in sum may not be the least; every valid order moves numbers by at "
            "least 6 in sum\n");
}

TEST(ProofText, OneNumberHeldModulesAndNothing) {
  ProposeOptions held = kRenames;
  held.freeze_unaffected = true;
  EXPECT_EQ(RenderProofText(held, Proved({1, 1, 2}, true, true, {true, true})),
            "proved: every valid order that holds the unaffected modules changes at least 1 "
            "number; those that change just 1 move them by at least 2 in sum\n");
  EXPECT_EQ(RenderProofText(kRenames, Proved({1, 1, 0}, true, true, {true, true})),
            "proved: every valid order changes at least 1 number\n")
      << "from 06 to 06b is not a distance";
  EXPECT_EQ(RenderProofText(kRenames, Proved({}, true, true, {true, true})), "");
}

TEST(CertificateText, TellsWhatTheFileProvesFromWhatTheSearchSays) {
  EXPECT_EQ(RenderCertificateText(kRenames, Proved(kCost, true, true, {true, true})),
            "the certificate holds: every valid order changes at least 4 numbers; those that "
            "change just 4 move them by at least 8 in sum\n");
  EXPECT_EQ(RenderCertificateText(kRenames, Proved(kCost, true, true, {true, false})),
            "the certificate holds: every valid order changes at least 4 numbers; those that "
            "change just 4 move them by at least 8 in sum (the latter by search alone, without "
            "certificate)\n");
  EXPECT_EQ(RenderCertificateText(kRenames, Proved(kCost, true, false, {true, false})),
            "the certificate holds: every valid order changes at least 4 numbers; not proved: 8 in "
            "sum may not be the least for 4 numbers\n");
  Proposal open = Open(kCost, 4, 8);
  open.certificate.weight_bound = 2;
  EXPECT_EQ(RenderCertificateText(kRenames, open),
            "the certificate holds, but proves only that every valid order changes at least 2 "
            "numbers\n");
  EXPECT_EQ(RenderCertificateText(kDisplacement, open),
            "the certificate holds, but proves only that every valid order changes at least 2 "
            "numbers\n");
  open.certificate.weight_bound = 0;
  EXPECT_EQ(RenderCertificateText(kRenames, open),
            "the certificate holds, but proves only that the order is valid\n");
}

}  // namespace
}  // namespace prereq
