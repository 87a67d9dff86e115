#include "plan/explained_moves.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace prereq {
namespace {

constexpr const char* kPolicy =
    "version: 1\n"
    "series: {path: \"modules/{number:02}_{slug}\"}\n"
    "mirrors:\n"
    "  - {path: \"tests/test_{number:02}\"}\n"
    "  - {path: \"points/{number:02}\", kind: derived, offset: -1}\n"
    "  - {path: \"old/{number:02}_{slug}\", kind: frozen}\n"
    "  - {path: \"lang/*/{number:02}_{slug}\"}\n";

std::vector<PathMove> WithModule(std::vector<PathMove> more) {
  more.push_back({.from = "modules/01_alpha", .to = "modules/02_alpha"});
  more.push_back({.from = "tests/test_01", .to = "tests/test_02"});
  more.push_back({.from = "lang/de/01_alpha", .to = "lang/de/02_alpha"});
  return more;
}

bool Explained(const std::vector<PathMove>& moves) {
  const auto config = ParseConfig("prereq.yaml", kPolicy);
  EXPECT_TRUE(config) << config.error().front().message;
  return config && CheckMovesExplained(*config, moves).has_value();
}

bool Explained(const std::string& from, const std::string& to) {
  return Explained(WithModule({{.from = from, .to = to}}));
}

bool ExplainedNew(const std::string& path) {
  const auto config = ParseConfig("prereq.yaml", kPolicy);
  return config && CheckCreationsExplained(*config, {{path, "x"}}).has_value();
}

TEST(ExplainedMoves, NewFilesStandInEntries) {
  EXPECT_TRUE(ExplainedNew("modules/03_gamma/README.md"));
  EXPECT_TRUE(ExplainedNew("modules/03_gamma"));
  EXPECT_TRUE(ExplainedNew("tests/test_03/x/y.py"));
  EXPECT_FALSE(ExplainedNew("modules/README.md"));
  EXPECT_FALSE(ExplainedNew("old/03_gamma/x"));
  EXPECT_FALSE(ExplainedNew(".github/workflows/x.yml"));
  EXPECT_FALSE(ExplainedNew("x/modules/03_gamma/y"));
}

TEST(ExplainedMoves, EntriesGetNamesOfTheirPattern) {
  EXPECT_TRUE(Explained(WithModule({})));
  EXPECT_TRUE(Explained("modules/03_gamma", "modules/01_gamma"));
  EXPECT_TRUE(Explained("modules/03_gamma", "modules/3_delta"));
  EXPECT_TRUE(Explained("modules/03_gamma", "modules/removed-03_gamma"));
  EXPECT_FALSE(Explained("modules/03_gamma", "modules/gamma"));
  EXPECT_FALSE(Explained("modules/03_gamma", "03_gamma"));
  EXPECT_FALSE(Explained("modules/03_gamma", "tests/test_03"));
  EXPECT_FALSE(Explained("modules/03_gamma", "modules/x/03_gamma"));
  EXPECT_FALSE(Explained("modules/03_gamma", "modules/../../03_gamma"));
  EXPECT_FALSE(Explained("old/03_gamma", "old/01_gamma"));
  EXPECT_TRUE(Explained("lang/de/03_gamma", "lang/de/01_gamma"));
  EXPECT_FALSE(Explained("lang/de/03_gamma", "lang/.github/03_gamma"));
}

TEST(ExplainedMoves, NamesInsideTakeTheNumberOfTheirModule) {
  EXPECT_TRUE(Explained("modules/01_alpha/01_alpha.py", "modules/02_alpha/02_alpha.py"));
  EXPECT_TRUE(Explained("modules/01_alpha/1_alpha_dev.py", "modules/02_alpha/2_alpha_dev.py"));
  EXPECT_TRUE(Explained("modules/01_alpha/a/test-01-alpha", "modules/02_alpha/a/test-02-alpha"));
  EXPECT_TRUE(Explained("tests/test_01/01_alpha.py", "tests/test_02/02_alpha.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/x.py", "modules/02_alpha/conftest.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/x", "modules/02_alpha/Makefile"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/02_alpha/03_alpha.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/02_alpha/02_setup.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/02_alpha/02_alpha.sh"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/02_alpha/.git/02_alpha.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/01_alpha/02_alpha.py"));
  EXPECT_FALSE(Explained("modules/01_alpha/01_alpha.py", "modules/03_gamma/02_alpha.py"));
  EXPECT_FALSE(Explained("modules/03_gamma/03_gamma.py", "modules/03_gamma/04_gamma.py"));
  EXPECT_FALSE(Explained("docs/01_alpha.md", "docs/02_alpha.md"));
  EXPECT_FALSE(Explained("01_alpha.md", "02_alpha.md"));
}

TEST(ExplainedMoves, SlugsInsideFollowTheRenamedModule) {
  const auto explained = [](const std::string& to) {
    return Explained({{.from = "modules/01_alpha", .to = "modules/01_omega"},
                      {.from = "modules/01_alpha/01_alpha.py", .to = to}});
  };
  EXPECT_TRUE(explained("modules/01_omega/01_omega.py"));
  EXPECT_FALSE(explained("modules/01_omega/01_setup.py"));
  EXPECT_FALSE(explained("modules/01_omega/01_omegasetup.py"));
}

TEST(ExplainedMoves, DerivedMirrorsCountOnFromTheModule) {
  EXPECT_TRUE(Explained({{.from = "modules/02_alpha", .to = "modules/05_alpha"},
                         {.from = "points/01", .to = "points/04"},
                         {.from = "points/01/02_alpha.py", .to = "points/04/05_alpha.py"}}));
  EXPECT_FALSE(Explained({{.from = "modules/02_alpha", .to = "modules/05_alpha"},
                          {.from = "points/01", .to = "points/04"},
                          {.from = "points/01/02_alpha.py", .to = "points/04/06_alpha.py"}}));
}

}  // namespace
}  // namespace prereq
