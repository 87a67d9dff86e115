// How readers read a number in metadata. Each row was seen with the releases named in
// model/scalar_number.h.
#include "model/scalar_number.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

using Kind = ScalarReading::Kind;

constexpr ScalarReading Int(long value) { return {Kind::kInteger, value}; }
constexpr ScalarReading kText{Kind::kText, 0};
constexpr ScalarReading kError{Kind::kError, 0};

TEST(ScalarNumber, IsReadAsTheTableSays) {
  struct Row {
    ScalarNotation notation;
    std::string_view text;
    bool quoted;
    std::array<ScalarReading, kScalarReaders> readings;  // YAML 1.1, YAML 1.2, yaml-cpp
  };
  const Row rows[] = {
      {ScalarNotation::kYaml, "7", false, {Int(7), Int(7), Int(7)}},
      {ScalarNotation::kYaml, "10", false, {Int(10), Int(10), Int(10)}},
      {ScalarNotation::kYaml, "0", false, {Int(0), Int(0), Int(0)}},
      {ScalarNotation::kYaml, "00", false, {Int(0), Int(0), Int(0)}},
      {ScalarNotation::kYaml, "07", false, {Int(7), Int(7), Int(7)}},
      {ScalarNotation::kYaml, "007", false, {Int(7), Int(7), Int(7)}},
      {ScalarNotation::kYaml, "08", false, {kText, Int(8), kError}},
      {ScalarNotation::kYaml, "009", false, {kText, Int(9), kError}},
      {ScalarNotation::kYaml, "010", false, {Int(8), Int(10), Int(8)}},
      {ScalarNotation::kYaml, "018", false, {kText, Int(18), kError}},
      {ScalarNotation::kYaml, "06b", false, {kText, kText, kText}},
      {ScalarNotation::kYaml, "010", true, {kText, kText, kText}},
      {ScalarNotation::kJson, "10", false, {Int(10), Int(10), Int(10)}},
      {ScalarNotation::kJson, "07", false, {kError, kError, kError}},
      {ScalarNotation::kJson, "07", true, {kText, kText, kText}},
      {ScalarNotation::kToml, "7", false, {Int(7), Int(7), Int(7)}},
      {ScalarNotation::kToml, "08", false, {kError, kError, kError}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ReadScalar(row.notation, row.text, row.quoted), row.readings) << row.text;
  }
}

TEST(ScalarNumber, AgreesWhereNoReaderDiffersAndNoneFails) {
  EXPECT_TRUE(ReadersAgree(ScalarNotation::kYaml, "07", false));
  EXPECT_TRUE(ReadersAgree(ScalarNotation::kYaml, "06b", false));
  EXPECT_TRUE(ReadersAgree(ScalarNotation::kYaml, "08", true));
  EXPECT_FALSE(ReadersAgree(ScalarNotation::kYaml, "08", false));
  EXPECT_FALSE(ReadersAgree(ScalarNotation::kYaml, "010", false));
  EXPECT_FALSE(ReadersAgree(ScalarNotation::kJson, "07", false));
}

TEST(ScalarNumber, KeepsItsMeaningOnlyAsTheSameKindForAll) {
  const auto keeps = [](std::string_view before, std::string_view after, int number) {
    return KeepsMeaning(ScalarNotation::kYaml, before, after, Number{number, '\0'}, false);
  };
  EXPECT_TRUE(keeps("06", "07", 7));
  EXPECT_TRUE(keeps("06", "10", 10));
  EXPECT_TRUE(keeps("08", "10", 10));  // a number for all, as it was for some
  EXPECT_TRUE(keeps("08", "09", 9));   // the same mixture
  EXPECT_FALSE(keeps("07", "08", 8));  // an integer becomes a text
  EXPECT_FALSE(keeps("10", "08", 8));
  EXPECT_FALSE(keeps("007", "010", 10));  // read as 8
  EXPECT_TRUE(keeps("06b", "010b", 10));
  EXPECT_TRUE(KeepsMeaning(ScalarNotation::kYaml, "07", "08", Number{8, '\0'}, true));
  EXPECT_FALSE(KeepsMeaning(ScalarNotation::kToml, "10", "08", Number{8, '\0'}, false));
}

}  // namespace
}  // namespace prereq
