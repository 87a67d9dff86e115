// The journal: what is written comes back, and nothing else is taken for one.
#include "apply/journal.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace prereq {
namespace {

Journal Sample() {
  Journal journal;
  journal.plan_id = "plan";
  journal.verify = true;
  journal.index_entries = std::string("a\0b\n", 4);
  journal.replacements.push_back(
      {"m/1/f\n:3", "m/2/f\n:3", FileKind::kRegular, 7, 3, -5, Sha256("old"), Sha256("new")});
  journal.transfers = {{Transfer::Role::kMove, "m/1", "m/2", FileKind::kDirectory, 9},
                       {Transfer::Role::kMove, "m/1/-rf \xFF", "m/2/x", FileKind::kRegular, 0},
                       {Transfer::Role::kMade, "", "new", FileKind::kDirectory, 0},
                       {Transfer::Role::kRetired, "old", "", FileKind::kDirectory, 0}};
  return journal;
}

Journal WithMakings() {
  Journal journal = Sample();
  journal.makings = {{Making::Role::kCreated, "m/2/new", Sha256("new")},
                     {Making::Role::kRemoved, "m/3", Sha256("gone")}};
  return journal;
}

/// `body` with the checksum that makes it look genuine.
std::string Sealed(const std::string& body) { return body + Sha256(body) + "\n"; }

TEST(Journal, ComesBackAsItWasWritten) {
  for (const Journal& journal : {Sample(), Journal{}, WithMakings()}) {
    const auto read = ReadJournal(WriteJournal(journal));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, journal);
  }
}

TEST(Journal, IsOfTheFirstVersionWithoutMakings) {
  EXPECT_TRUE(WriteJournal(Sample()).starts_with("prereq journal 1\n"));
  EXPECT_TRUE(WriteJournal(WithMakings()).starts_with("prereq journal 2\n"));
}

TEST(Journal, IsRefusedWithAnyByteChangedOrMissing) {
  const std::string bytes = WriteJournal(Sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(ReadJournal(damaged)) << i;
    EXPECT_FALSE(ReadJournal(bytes.substr(0, i))) << i;
  }
  EXPECT_FALSE(ReadJournal(bytes + "\n"));
}

TEST(Journal, IsRefusedWithAnyByteMissingThoughTheChecksumFits) {
  const std::string bytes = WriteJournal(WithMakings());
  const std::string body = bytes.substr(0, bytes.size() - 65);
  for (std::size_t i = 0; i < body.size(); ++i) {
    const auto read = ReadJournal(Sealed(body.substr(0, i)));
    EXPECT_FALSE(read) << i;
  }
}

TEST(Journal, RefusesNamesThatLeaveTheTree) {
  for (const char* path : {"/etc/passwd", "../x", "a/../b", "a//b", "a/", "."}) {
    Journal journal;
    journal.transfers = {{Transfer::Role::kMove, "a", path, FileKind::kDirectory, 0}};
    EXPECT_FALSE(ReadJournal(WriteJournal(journal))) << path;
    Journal making;
    making.makings = {{Making::Role::kCreated, path, Sha256("x")}};
    EXPECT_FALSE(ReadJournal(WriteJournal(making))) << path;
    journal.transfers = {{Transfer::Role::kMove, path, "a", FileKind::kDirectory, 0}};
    EXPECT_FALSE(ReadJournal(WriteJournal(journal))) << path;
  }
}

TEST(Journal, RefusesCountsThatLie) {
  EXPECT_TRUE(ReadJournal(Sealed("prereq journal 1\n0:\n1:0\n1:0\n1:0\n0:\n")));
  EXPECT_FALSE(
      ReadJournal(Sealed("prereq journal 1\n0:\n1:0\n20:18446744073709551615\n1:0\n0:\n")));
  EXPECT_FALSE(ReadJournal(Sealed("prereq journal 1\n0:\n1:0\n1:1\n1:0\n0:\n")));
  EXPECT_FALSE(ReadJournal(Sealed("prereq journal 1\n00:\n1:0\n1:0\n1:0\n0:\n")));
  EXPECT_FALSE(ReadJournal(Sealed("prereq journal 2\n0:\n1:0\n1:0\n1:0\n0:\n")));
}

TEST(Phases, ParkDeepestFirstAndPlaceShallowestFirst) {
  const auto phases = Phases(Sample());
  using Kind = RenamePhase::Kind;
  const std::vector<RenamePhase> expected{
      {Kind::kReplace, {0}}, {Kind::kPark, {1}},  {Kind::kPark, {0}},  {Kind::kPlace, {2}},
      {Kind::kPlace, {0}},   {Kind::kPlace, {1}}, {Kind::kRetire, {3}}};
  EXPECT_EQ(phases, expected);
}

}  // namespace
}  // namespace prereq
