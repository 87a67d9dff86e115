#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "prereq/edits.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<PathMove> Moves(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<PathMove> moves;
  for (const auto& [from, to] : pairs) moves.push_back({from, to, FileKind::kDirectory, 0, 0});
  return moves;
}

std::vector<std::string> Steps(const std::vector<std::pair<std::string, std::string>>& pairs,
                               const std::vector<std::string>& existing = {}) {
  const auto steps = SequenceMoves(Moves(pairs), existing);
  if (!steps) return {"error: " + steps.error().message};
  std::vector<std::string> lines;
  for (const RenameStep& step : *steps) {
    lines.push_back(step.from + (step.temporary ? " ~> " : " -> ") + step.to);
  }
  return lines;
}

TEST(SequenceMoves, VacatesBeforeItFills) {
  EXPECT_THAT(Steps({{"m/1_a", "m/2_a"}, {"m/2_a", "m/3_a"}}),
              ElementsAre("m/2_a -> m/3_a", "m/1_a -> m/2_a"));
  EXPECT_THAT(Steps({}), ElementsAre());
}

TEST(SequenceMoves, SwapsThroughOneTemporaryName) {
  EXPECT_THAT(Steps({{"module_06", "module_08"}, {"module_08", "module_06"}}),
              ElementsAre("module_08 ~> .prereq-tmp-1", "module_06 -> module_08",
                          ".prereq-tmp-1 ~> module_06"));
}

TEST(SequenceMoves, BreaksEachCycleOnce) {
  const auto steps = Steps({{"1", "2"}, {"2", "3"}, {"3", "1"}, {"x", "y"}, {"y", "x"}});
  EXPECT_EQ(steps.size(), 7U);
  EXPECT_EQ(std::ranges::count_if(steps, [](const std::string& s) { return s.starts_with("."); }),
            2);
}

TEST(SequenceMoves, CarriesWhatIsInside) {
  EXPECT_THAT(Steps({{"a/1_x", "a/2_x"}, {"a/1_x/1_x.py", "a/2_x/2_x.py"}}, {"a/1_x/other"}),
              ElementsAre("a/1_x -> a/2_x", "a/2_x/1_x.py -> a/2_x/2_x.py"));
  EXPECT_THAT(Steps({{"a", "b"}, {"a/x", "b/x"}}), ElementsAre("a -> b"));
  EXPECT_THAT(Steps({{"a", "b"}, {"a/x", "y"}}), ElementsAre("a -> b", "b/x -> y"));
}

TEST(SequenceMoves, WaitsForTheFolderItGoesInto) {
  EXPECT_THAT(Steps({{"0/f", "new/f"}, {"a", "new"}}), ElementsAre("a -> new", "0/f -> new/f"));
  EXPECT_THAT(Steps({{"a", "a/in"}, {"b", "a"}}),
              ElementsAre("a ~> .prereq-tmp-1", "b -> a", ".prereq-tmp-1 ~> a/in"));
}

TEST(SequenceMoves, GoesAroundNamesThatDifferInCaseAlone) {
  EXPECT_THAT(Steps({{"Intro", "intro"}}),
              ElementsAre("Intro ~> .prereq-tmp-1", ".prereq-tmp-1 ~> intro"));
  EXPECT_THAT(Steps({{"STRASSE", "x"}, {"y", "straße"}}),
              ElementsAre("STRASSE -> x", "y -> straße"));
}

TEST(SequenceMoves, TemporaryNamesMeetNothing) {
  EXPECT_THAT(Steps({{"1", "2"}, {"2", "1"}}, {".PREREQ-TMP-1", ".prereq-tmp-2"}),
              ElementsAre("2 ~> .prereq-tmp-3", "1 -> 2", ".prereq-tmp-3 ~> 1"));
  EXPECT_THAT(
      Steps({{"1", "2"}, {"2", "1"}, {"3", ".prereq-tmp-1"}}),
      ElementsAre("2 ~> .prereq-tmp-2", "1 -> 2", ".prereq-tmp-2 ~> 1", "3 -> .prereq-tmp-1"));
}

TEST(SequenceMoves, RefusesByName) {
  EXPECT_THAT(Steps({{"a", "b"}}, {"b"})[0], HasSubstr("`b` is already there"));
  EXPECT_THAT(Steps({{"a", "B"}}, {"b"})[0], HasSubstr("`b` is already there"));
  EXPECT_THAT(Steps({{"a", "c"}, {"b", "C"}})[0], HasSubstr("ignores case"));
  EXPECT_THAT(Steps({{"a", "c"}, {"b", "c"}})[0], HasSubstr("would both become `c`"));
  EXPECT_THAT(Steps({{"a", "b"}, {"a", "c"}})[0], HasSubstr("would move twice"));
  EXPECT_THAT(Steps({{"a", "a/b"}})[0], HasSubstr("no folder `a`"));
  EXPECT_THAT(Steps({{"a", "x/b"}})[0], HasSubstr("no folder `x`"));
  EXPECT_THAT(Steps({{"a", "b"}, {"x", "b/k"}}, {"a/k"})[0], HasSubstr("`b/k` is already there"));
  for (const char* path : {"", "/a", "a/../b", "a//b", "a/", "."}) {
    EXPECT_THAT(Steps({{"a", path}})[0], HasSubstr("not a path inside the root")) << path;
    EXPECT_THAT(Steps({{path, "a"}})[0], HasSubstr("not a path inside the root")) << path;
  }
}

TEST(SequenceMoves, ManyMovesStayQuick) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (int i = 0; i < 20000; ++i) {
    pairs.emplace_back("m/" + std::to_string(i), "m/" + std::to_string((i + 1) % 20000));
  }
  EXPECT_EQ(Steps(pairs).size(), 20001U);
}

// What the moves mean, computed from their definition alone: a file goes where its longest moved
// ancestor says, the rest of its path following.
std::string Destination(const std::map<std::string, std::string>& moves, const std::string& file) {
  for (std::size_t end = file.size(); end != std::string::npos && end > 0;
       end = file.rfind('/', end - 1)) {
    const auto move = moves.find(file.substr(0, end));
    if (move != moves.end()) return move->second + file.substr(end);
  }
  return file;
}

// Plays one rename on a set of files, refusing to overwrite.
void Play(const RenameStep& step, std::map<std::string, std::string>& files) {
  std::map<std::string, std::string> after;
  bool moved = false;
  for (const auto& [path, content] : files) {
    const bool inside = path == step.from || path.starts_with(step.from + "/");
    EXPECT_FALSE(path == step.to || path.starts_with(step.to + "/")) << "overwrites " << step.to;
    moved |= inside;
    after[inside ? step.to + path.substr(step.from.size()) : path] = content;
  }
  EXPECT_TRUE(moved) << step.from << " is not there";
  files = after;
}

TEST(SequenceMoves, RandomPermutationsOfNestedNamesArriveWhereTheyShould) {
  constexpr unsigned kSeed = 20240607;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 400; ++round) {
    const int n = 1 + static_cast<int>(random() % 12);
    std::vector<int> target(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) target[static_cast<std::size_t>(i)] = i;
    std::ranges::shuffle(target, random);
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> moves;
    std::vector<std::string> existing;
    for (int i = 0; i < n; ++i) {
      const std::string now = "m/" + std::to_string(i);
      const std::string then = "m/" + std::to_string(target[static_cast<std::size_t>(i)]);
      files[now + "/keep"] = files[now + "/f" + std::to_string(i)] = now;
      moves[now] = then;
      if (random() % 2 == 0) {  // the file inside is numbered too
        moves[now + "/f" + std::to_string(i)] =
            then + "/f" + std::to_string(target[static_cast<std::size_t>(i)]);
      }
      if (random() % 4 == 0) {  // something moves out, some of it into another module
        files[now + "/out"] = now;
        moves[now + "/out"] =
            "m/" + std::to_string(random() % static_cast<unsigned>(n)) + "/in" + std::to_string(i);
      }
    }
    std::map<std::string, std::string> expected;
    for (const auto& [path, content] : files) {
      existing.push_back(path);
      expected[Destination(moves, path)] = content;
    }
    const auto steps = SequenceMoves(Moves({moves.begin(), moves.end()}), existing);
    ASSERT_TRUE(steps.has_value())
        << "seed " << kSeed << " round " << round << ": " << steps.error().message;
    for (const RenameStep& step : *steps) Play(step, files);
    ASSERT_EQ(files, expected) << "seed " << kSeed << " round " << round;
  }
}

}  // namespace
}  // namespace prereq
