#include "passages/number_globs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/reference_lexicon.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "glob: slug slug" for each glob.
std::vector<std::string> Globs(const std::string& path, const std::string& text) {
  const Course course;
  std::vector<std::string> lines;
  for (const NumberGlob& glob : FindNumberGlobs(path, text, course.facts, {})) {
    std::string line = glob.text + ":";
    for (const ModuleId id : glob.modules) line += " " + course.facts.module(id).slug;
    lines.push_back(line);
  }
  return lines;
}

TEST(NumberGlobs, FindsWhatMeansModulesByNumber) {
  EXPECT_THAT(Globs("run.sh", "cat modules/06_*/*.py\n"),
              ElementsAre("modules/06_*/*.py: autograd"));
  EXPECT_THAT(Globs("modules/a.mk", "x = $(wildcard 0[5-6]_*)\n"),
              ElementsAre("0[5-6]_*: autograd losses"));
  EXPECT_THAT(Globs("a.yml", "paths: ['modules/0{1,7}_*/**']\n"),
              ElementsAre("modules/0{1,7}_*/**: dataloader setup"));
}

TEST(NumberGlobs, LeavesOutWhatMeansAllOrNone) {
  EXPECT_THAT(Globs("run.sh", "cat modules/*/06.py modules/[0-9]*_*/x modules/08_*\n"), IsEmpty());
  EXPECT_THAT(Globs("run.sh", "cat other/06_*/x\n"), IsEmpty());
  EXPECT_THAT(Globs("a.c", "x = 06*y; /* 06 */\n"), IsEmpty());
}

}  // namespace
}  // namespace prereq
