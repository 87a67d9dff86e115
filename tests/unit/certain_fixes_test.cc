#include "rules/certain_fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/facts_builder.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A series a, b, c and the references that a test adds, each on its own line of `x.md`.
class CertainFixesTest : public testing::Test {
 protected:
  Reference& Add(const std::string& slug, int written,
                 ReferenceShape shape = ReferenceShape::kTitle) {
    Reference reference;
    reference.where = {"x.md", ++line_, 1};
    reference.whole = {static_cast<std::size_t>(line_) * 100, 10};
    reference.number = {reference.whole.offset + 7, 2};
    reference.text = "Module 0" + std::to_string(written) + ": " + slug;
    reference.shape = shape;
    reference.certainty = Certainty::kDrifted;
    reference.module = builder_.Id(slug);
    reference.written = {written, '\0'};
    builder_.facts().references.push_back(reference);
    return builder_.facts().references.back();
  }
  std::vector<std::size_t> Certain() { return CertainFixes(builder_.facts()); }

  FactsBuilder builder_{{{"a", 1}, {"b", 2}, {"c", 3}}};

 private:
  int line_ = 0;
};

TEST_F(CertainFixesTest, TitlesPathsAndMetadata) {
  Add("a", 2);
  Add("b", 3, ReferenceShape::kPath);
  Add("a", 7, ReferenceShape::kNumberKey);
  EXPECT_THAT(Certain(), ElementsAre(0, 1, 2));
}

TEST_F(CertainFixesTest, NotInANotationThatNoEditKeeps) {
  Add("a", 7, ReferenceShape::kNumberKey).number.length = 0;
  EXPECT_THAT(Certain(), IsEmpty());
}

TEST_F(CertainFixesTest, NotEntriesOfSomethingOrderedNorCodeNorUrls) {
  for (const ReferenceShape shape :
       {ReferenceShape::kMapKey, ReferenceShape::kTableRow, ReferenceShape::kListItem,
        ReferenceShape::kArrowChain, ReferenceShape::kNode, ReferenceShape::kIdentifier,
        ReferenceShape::kRange, ReferenceShape::kUrl, ReferenceShape::kLabel}) {
    Add("a", 2, shape);
  }
  EXPECT_THAT(Certain(), IsEmpty());
}

TEST_F(CertainFixesTest, NotInAFileThatNamesUnknownModules) {
  Add("a", 2);
  Reference& gone = Add("b", 9);
  gone.certainty = Certainty::kUnresolved;
  gone.module.reset();
  EXPECT_THAT(Certain(), IsEmpty());
  gone.where.path = "y.md";
  EXPECT_THAT(Certain(), ElementsAre(0));
}

TEST_F(CertainFixesTest, NotWhereNeighboursCountAnotherWay) {
  Add("c", 4);
  EXPECT_THAT(Certain(), ElementsAre(0));
  Add("b", 5);
  Add("a", 6);
  EXPECT_THAT(Certain(), IsEmpty());
}

TEST_F(CertainFixesTest, NotWhatSomethingElseIsCalled) {
  Add("a", 2, ReferenceShape::kNumberedSlug).text = "02_a";
  EXPECT_THAT(Certain(), ElementsAre(0));
  builder_.facts().files = {{"talks/02_a.py", ScannedFile::Kind::kText, ""}};
  EXPECT_THAT(Certain(), IsEmpty());
}

TEST_F(CertainFixesTest, OnlyWhatDisagreesAndHasANumber) {
  Add("a", 1).certainty = Certainty::kAgreeing;
  Add("b", 1);
  builder_.facts().order.Set(builder_.Id("b"), std::nullopt);
  EXPECT_THAT(Certain(), IsEmpty());
}

}  // namespace
}  // namespace prereq
