#include "plan/edit_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/course.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;

// Modules 01_a, 02_b, 03_c and the references that a test adds, each on its own line.
class EditWeightsTest : public ::testing::Test {
 protected:
  Reference& Add(const std::string& slug, Certainty certainty = Certainty::kAgreeing,
                 const std::string& path = "x.md") {
    Reference reference;
    reference.module = *facts_.FindSlug(slug);
    reference.written = *facts_.order.number(*reference.module);
    reference.where = {path, ++line_, 1};
    reference.whole = {static_cast<std::size_t>(line_) * 100, 4};
    reference.number = {reference.whole.offset, 2};
    reference.certainty = certainty;
    facts_.references.push_back(reference);
    return facts_.references.back();
  }
  MirrorEntry& AddMirror(const std::string& slug, Mirror::Kind kind) {
    mirrors_.push_back({"tests/{number:02}_{slug}", kind, 0, {}});
    MirrorEntry entry;
    entry.mirror = static_cast<int>(mirrors_.size()) - 1;
    entry.module = *facts_.FindSlug(slug);
    entry.number = *facts_.order.number(*entry.module);
    entry.slug = slug;
    entry.path = "tests/0" + std::to_string(entry.number.value) + "_" + slug;
    facts_.mirrors.push_back(entry);
    return facts_.mirrors.back();
  }
  // By slug.
  std::vector<std::int64_t> Weights() {
    const auto weights = EditWeights(facts_, mirrors_, history_);
    EXPECT_TRUE(weights) << weights.error().message;
    return weights ? *weights : std::vector<std::int64_t>{};
  }

  Facts facts_ = CourseFacts("a b c");
  std::vector<Mirror> mirrors_;
  std::vector<Name> history_;

 private:
  int line_ = 0;
};

TEST_F(EditWeightsTest, AModuleWithoutReferencesWeighsItsOwnName) {
  EXPECT_THAT(Weights(), ElementsAre(1, 1, 1));
}

TEST_F(EditWeightsTest, CountsCertainReferencesAlone) {
  Add("a");
  Add("a", Certainty::kOwned);
  Add("b", Certainty::kLikely);
  Add("b", Certainty::kDrifted);
  Add("c", Certainty::kForeign);
  Add("c", Certainty::kUnresolved);
  EXPECT_THAT(Weights(), ElementsAre(3, 1, 1));
}

TEST_F(EditWeightsTest, CountsOnePlaceOnce) {
  const Reference twice = Add("b");
  facts_.references.push_back(twice);
  EXPECT_THAT(Weights(), ElementsAre(1, 2, 1));
}

TEST_F(EditWeightsTest, LeavesOutRangesAndHistory) {
  Reference& range = Add("a");
  range.shape = ReferenceShape::kRange;
  range.written_last = Number{2, '\0'};
  Add("b", Certainty::kAgreeing, "CHANGELOG.md");
  Add("c", Certainty::kAgreeing, "notes/old.md");
  EXPECT_THAT(Weights(), ElementsAre(1, 1, 2));
  history_.push_back({"notes", {}});
  EXPECT_THAT(Weights(), ElementsAre(1, 1, 1));
}

TEST_F(EditWeightsTest, CountsMirrorsThatFollow) {
  AddMirror("a", Mirror::Kind::kSynchronised);
  Add("a").mirror = 0;
  AddMirror("b", Mirror::Kind::kFrozen);
  Add("b").mirror = 1;
  EXPECT_THAT(Weights(), ElementsAre(3, 1, 1));
}

TEST_F(EditWeightsTest, IsNotMisledByNumbersThatSeemToCome) {
  Add("a");
  Reference& drifted = Add("a", Certainty::kDrifted);
  drifted.where.line -= 1;  // "01_a → 04_a" tells of a change to 4
  drifted.written = {4, '\0'};
  EXPECT_THAT(Weights(), ElementsAre(2, 1, 1));
}

TEST_F(EditWeightsTest, FindsFreeNumbersBelowTheHighestThatANameHolds) {
  facts_.order.Set(*facts_.FindSlug("c"), Number{999'999'999, '\0'});
  facts_.modules[2].path = "modules/999999999_c";
  Add("c");
  EXPECT_THAT(Weights(), ElementsAre(1, 1, 2));
}

TEST_F(EditWeightsTest, AnUnnumberedModuleWeighsNothing) {
  facts_.order.Set(*facts_.FindSlug("b"), std::nullopt);
  EXPECT_THAT(Weights(), ElementsAre(1, 0, 1));
}

TEST_F(EditWeightsTest, ModulesThatShareANumberedFolderCountTheirReferences) {
  facts_ = CourseFacts("a b c", "{number:02}/{slug}.md");
  facts_.order.Set(*facts_.FindSlug("b"), Number{1, '\0'});
  facts_.modules[1].path = "01/b.md";
  Add("b");
  Add("b");
  EXPECT_THAT(Weights(), ElementsAre(1, 3, 1));
}

}  // namespace
}  // namespace prereq
