// The judge's table: what was found beside a number, and what that makes of it.
#include "references/judge.h"

#include <gtest/gtest.h>

#include "base/format.h"
#include "references/address.h"

namespace prereq::references {
namespace {

using Tie = Evidence::Tie;
using Place = Evidence::Place;
using Address = Evidence::Address;

struct Row {
  const char* what;
  Evidence evidence;
  const char* expected;  // "agreeing named", "none"
};

std::string Show(const Judgement& judgement) {
  if (!judgement.certainty) return "none";
  const char* owner = judgement.owner == Owner::kNamed      ? " named"
                      : judgement.owner == Owner::kNumbered ? " numbered"
                                                            : "";
  return std::string(CertaintyName(*judgement.certainty)) + owner;
}

TEST(Judge, WeighsNames) {
  const auto agreeing = [](Place place = Place::kOurs, Address address = Address::kNone) {
    return Evidence{.tie = Tie::kName,
                    .place = place,
                    .address = address,
                    .names = 1,
                    .owners = 1,
                    .agrees = true};
  };
  const auto drifted = [](Place place = Place::kOurs, Address address = Address::kNone) {
    return Evidence{.tie = Tie::kName, .place = place, .address = address, .names = 1, .owners = 1};
  };
  auto by_chance = agreeing(), made_up = agreeing(), extended = drifted(), chance_drift = drifted();
  auto shared = agreeing(), shared_drift = drifted();
  shared.shared = shared_drift.shared = true;
  by_chance.by_chance = made_up.made_up = extended.extends_name = chance_drift.by_chance = true;
  auto unknown = drifted();
  unknown.names = 0;
  auto ambiguous = drifted();
  ambiguous.names = 2;
  const std::vector<Row> rows = {
      {"06_autograd", agreeing(), "agreeing named"},
      {"own address, branch", agreeing(Place::kOurs, Address::kOwn), "agreeing named"},
      {"own address, tag", agreeing(Place::kOurs, Address::kPermalink), "foreign named"},
      {"own address, v2", agreeing(Place::kOurs, Address::kRevision), "likely named"},
      {"another owner's copy", agreeing(Place::kOurs, Address::kCopy), "likely named"},
      {"another site", agreeing(Place::kOurs, Address::kForeign), "foreign named"},
      {"only the end of the path fits", agreeing(Place::kTail), "likely named"},
      {"06_autograd.md, which stands elsewhere", agreeing(Place::kOnDisk), "likely named"},
      {"frozen mirror", agreeing(Place::kFixed), "foreign named"},
      {"a 2-tensor product", by_chance, "likely named"},
      {"06_autograd_dev.py, not there", made_up, "likely named"},
      {"06_autograd, which a foreign mirror has too", shared, "likely named"},
      {"08_autograd, as a foreign mirror says", shared_drift, "foreign named"},
      {"07_autograd", drifted(), "drifted named"},
      {"07_autograd of a copy", drifted(Place::kOurs, Address::kCopy), "foreign named"},
      {"07_autograd of another folder", drifted(Place::kAnother), "foreign named"},
      {"07_autograd, which is there", drifted(Place::kOnDisk), "foreign named"},
      {"a 4-layers network", chance_drift, "none"},
      {"07_autograd_old", extended, "none"},
      {"06_autogard", unknown, "unresolved"},
      {"a name of two modules", ambiguous, "drifted"},
  };
  for (const Row& row : rows) EXPECT_EQ(Show(Judge(row.evidence)), row.expected) << row.what;
}

TEST(Judge, NeverTrustsANumberAlone) {
  Evidence label{.tie = Tie::kNumber, .owners = 1};
  auto cited = label, zero = label, far = label, range = label, open_range = label, doubled = label;
  cited.of_other_book = true;
  zero.before_all = true;
  far.far_off = true;
  zero.owners = far.owners = 0;
  range.is_range = open_range.is_range = true;
  open_range.range_is_known = false;
  doubled.owners = 2;
  auto copied = label, nobodys = label;
  copied.address = Address::kCopy;
  nobodys.owners = 0;
  const std::vector<Row> rows = {
      {"Module 6", label, "likely numbered"},
      {"[@knuth, Chapter 6]", cited, "foreign numbered"},
      {"Day 0", zero, "foreign"},
      {"chapter 24 of a law, in a book of ten", far, "foreign"},
      {"Modules 6-8", range, "likely"},
      {"Modules 6-99", open_range, "unresolved"},
      {"Module 6, carried twice", doubled, "likely"},
      {"in the address of a copy", copied, "foreign numbered"},
      {"Module 77", nobodys, "unresolved"},
  };
  for (const Row& row : rows) EXPECT_EQ(Show(Judge(row.evidence)), row.expected) << row.what;
}

TEST(Judge, TakesAFoldersNamesAsWhole) {
  Evidence folder{.tie = Tie::kFolder, .owners = 1};
  auto bare = folder, tail = folder, fixed = folder, nobodys = folder, bare_nobodys = folder;
  bare.lacks_slug = bare_nobodys.lacks_slug = true;
  tail.place = Place::kTail;
  fixed.place = Place::kFixed;
  nobodys.owners = bare_nobodys.owners = 0;
  const std::vector<Row> rows = {
      {"tests/module_06", folder, "owned numbered"},
      {"V4 of V4__add.sql", bare, "likely numbered"},
      {"V77", bare_nobodys, "none"},
      {"pl/Days/day06.md", tail, "likely numbered"},
      {"a frozen mirror", fixed, "foreign numbered"},
      {"module_77", nobodys, "unresolved"},
  };
  for (const Row& row : rows) EXPECT_EQ(Show(Judge(row.evidence)), row.expected) << row.what;
}

TEST(Judge, BelievesTargetsAndTheFileItself) {
  Evidence target{.tie = Tie::kTarget, .agrees = true};
  auto weak = target, other = target, weak_other = target, fixed = target, file = target;
  weak.counts_as_label = weak_other.counts_as_label = false;
  other.agrees = weak_other.agrees = false;
  fixed.place = Place::kFixed;
  file.tie = Tie::kFile;
  Evidence key{.tie = Tie::kKey, .agrees = true};
  auto wrong_key = key;
  wrong_key.agrees = false;
  const std::vector<Row> rows = {
      {"[02](lessons/02_loops/)", target, "owned named"},
      {"[3 examples](lessons/03_x/)", weak, "likely named"},
      {"[03](lessons/02_loops/)", other, "drifted named"},
      {"[3 examples](lessons/02_loops/)", weak_other, "none"},
      {"in a frozen mirror", fixed, "none"},
      {"# 5. Inner workings", file, "owned named"},
      {"number: 6", key, "owned named"},
      {"number: 7", wrong_key, "drifted named"},
  };
  for (const Row& row : rows) EXPECT_EQ(Show(Judge(row.evidence)), row.expected) << row.what;
}

TEST(Address, TellsBranchesFromWhatStays) {
  const std::vector<std::pair<const char*, Revision>> rows = {
      {"https://github.com/a/b/blob/main/x/", Revision::kBranch},
      {"https://github.com/a/b/tree/feature/x/", Revision::kBranch},
      {"https://github.com/a/b/blob/v1.0/x/", Revision::kPermanent},
      {"https://github.com/a/b/blob/0123abc/x/", Revision::kPermanent},
      {"https://github.com/a/b/blob/v2/x/", Revision::kUnclear},
      {"https://github.com/a/b/blob/refs/tags/first/x/", Revision::kPermanent},
      {"https://github.com/a/b/releases/download/first/x", Revision::kPermanent},
      {"https://raw.githubusercontent.com/a/b/refs/heads/main/x/", Revision::kBranch},
      {"https://raw.githubusercontent.com/a/b/1.2.3/x/", Revision::kPermanent},
      {"https://cdn.jsdelivr.net/gh/a/b@1.2.3/x/", Revision::kPermanent},
      {"https://cdn.jsdelivr.net/gh/a/b@main/x/", Revision::kBranch},
      {"https://mybinder.org/v2/gh/a/b/main?labpath=x", Revision::kBranch},
      {"https://colab.research.google.com/github/a/b/blob/main/x", Revision::kBranch},
      {"https://gitlab.com/a/b/-/blob/v1.0/x/", Revision::kPermanent},
      {"https://code.example.org/a/b/src/tag/x/", Revision::kNone},
      {"https://a.github.io/b/src/01_intro/", Revision::kNone},
  };
  for (const auto& [url, expected] : rows) EXPECT_EQ(RevisionOf(url), expected) << url;
}

TEST(Address, GitKnowsTagsAndBranches) {
  const RevisionNames known{{"2024", "both", "first/part", "stable"}, {"both", "v2"}};
  const std::vector<std::pair<const char*, Revision>> rows = {
      {"https://github.com/a/b/blob/stable/x/", Revision::kPermanent},
      {"https://github.com/a/b/blob/stable-2/x/", Revision::kUnclear},
      {"https://github.com/a/b/tree/2024", Revision::kPermanent},
      {"https://github.com/a/b/blob/first/part/x/", Revision::kPermanent},
      {"https://github.com/a/b/blob/first/x/", Revision::kUnclear},
      {"https://github.com/a/b/blob/next/x/", Revision::kUnclear},
      {"https://github.com/a/b/blob/main/x/", Revision::kBranch},
      {"https://github.com/a/b/blob/both/x/", Revision::kUnclear},
      {"https://github.com/a/b/blob/v2/x/", Revision::kBranch},
      {"https://raw.githubusercontent.com/a/b/stable/x/", Revision::kPermanent},
      {"https://cdn.jsdelivr.net/gh/a/b@stable/x/", Revision::kPermanent},
      {"https://mybinder.org/v2/gh/a/b/stable?labpath=x", Revision::kPermanent},
  };
  for (const auto& [url, expected] : rows) EXPECT_EQ(RevisionOf(url, known), expected) << url;
}

TEST(Address, ReadsTheRevisionBehindAPath) {
  const RevisionNames known{{"stable"}, {"main", "next"}};
  const std::vector<std::pair<const char*, Revision>> rows = {
      {"02_loops/a?ref=v1.0\" x", Revision::kPermanent},
      {"02_loops?depth=1&ref=next", Revision::kBranch},
      {"02_loops?ref=stable", Revision::kPermanent},
      {"02_loops?ref=refs/heads/other", Revision::kBranch},
      {"02_loops?ref=other", Revision::kUnclear},
      {"02_loops?version=GTv1", Revision::kPermanent},
      {"02_loops?version=GBmain", Revision::kBranch},
      {"02_loops@v1.2.0", Revision::kPermanent},
      {"02_loops@main", Revision::kBranch},
      {"02_loops/@types/x", Revision::kNone},
      {"02_loops/a.py#L3?ref=v1.0", Revision::kNone},
      {"02_loops/a.py) ?ref=v1.0", Revision::kNone},
  };
  for (const auto& [rest, expected] : rows)
    EXPECT_EQ(RevisionBehind(rest, known), expected) << rest;
}

TEST(Address, NamesTheRepository) {
  EXPECT_EQ(RepositoryOf("https://github.com/a/b/blob/main/").name, "b");
  EXPECT_EQ(RepositoryOf("https://mybinder.org/v2/gh/a/b/main").owner, "a");
  EXPECT_EQ(RepositoryOf("https://a.github.io/b/x").name, "b");
  EXPECT_EQ(RepositoryOf("https://example.org/a/b").name, "");
}

}  // namespace
}  // namespace prereq::references
