#include "base/ignore_rules.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "support/temporary_tree.h"

namespace prereq {
namespace {

using Answer = IgnoreRules::Answer;

TEST(IgnoreRules, LastMatchingRuleWins) {
  const auto rules = IgnoreRules::Parse("*.log\n!keep.log\n/top\nbuild/\n");
  EXPECT_EQ(rules.Ask("a/x.log", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("a/keep.log", false), Answer::kKept);
  EXPECT_EQ(rules.Ask("top", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("a/top", false), Answer::kUnsaid);
  EXPECT_EQ(rules.Ask("a/build", true), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("a/build", false), Answer::kUnsaid);
}

TEST(IgnoreRules, CommentsSpacesEscapesAndLineEnds) {
  const auto rules =
      IgnoreRules::Parse("\xef\xbb\xbf# c\r\n\r\na \r\nb\\ \n\\#x\n\\!y\n{a,b}\nbad[\n");
  EXPECT_EQ(rules.Ask("a", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("b ", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("#x", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("!y", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("{a,b}", false), Answer::kIgnored);
  EXPECT_EQ(rules.Ask("bad[", false), Answer::kUnsaid);
}

TEST(IgnorePattern, CoversWhatAMatchingFolderHolds) {
  const auto pattern = IgnorePattern::Parse("book/_build", Glob::Braces::kExpand);
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->Covers("book/_build/html/a.html"));
  EXPECT_FALSE(pattern->Covers("book/_builder/a"));
}

// Random rules on random names: git itself says what is right.
TEST(IgnoreRules, AgreesWithGit) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree tree;
  ASSERT_TRUE(tree.Git("init -q ."));
  std::mt19937 random(20240611);  // NOLINT: a fixed seed keeps the test the same
  const auto pick = [&random](const auto& from) { return from[random() % std::size(from)]; };
  const std::vector<std::string> pieces = {"a",    "b",    "ab", "*",  "?",
                                           "[ab]", "[!a]", "**", "a*", ".x"};
  const std::vector<std::string> names = {"a", "b", "ab", "ba", "c", ".x", "abc"};
  std::size_t ignored = 0;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (unsigned line = 0; line < 1 + random() % 5; ++line) {
      if (random() % 4 == 0) text += "!";
      if (random() % 4 == 0) text += "/";
      text += pick(pieces);
      for (unsigned part = 0; part < random() % 3; ++part) {
        text += "/";
        text += pick(pieces);
      }
      text += random() % 4 == 0 ? "/\n" : "\n";
    }
    tree.Put(".gitignore", text);
    std::string paths;
    std::vector<std::string> asked;
    for (int i = 0; i < 40; ++i) {
      std::string path = pick(names);
      for (unsigned part = 0; part < random() % 3; ++part) {
        path += "/";
        path += pick(names);
      }
      asked.push_back(path);
      paths += path + "\n";
    }
    tree.Put(".git/asked", paths);
    const std::string said = tree.Output(
        "GIT_CONFIG_GLOBAL=/dev/null git check-ignore --no-index -v -n --stdin < .git/asked");
    const auto lines = Lines(said);
    ASSERT_EQ(lines.size(), asked.size());
    const auto rules = IgnoreRules::Parse(text);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      // As a walk does: the first ignored folder decides for all it holds.
      bool ours = false;
      for (std::size_t at = asked[i].find('/'); at != std::string::npos && !ours;
           at = asked[i].find('/', at + 1)) {
        ours = rules.Ask(asked[i].substr(0, at), true) == Answer::kIgnored;
      }
      ours = ours || rules.Ask(asked[i], false) == Answer::kIgnored;
      const auto source = lines[i].substr(0, lines[i].find('\t'));
      const auto colon = source.find(':', source.find(':') + 1);
      const bool gits = !source.starts_with("::") && source[colon + 1] != '!';
      EXPECT_EQ(ours, gits) << "rules:\n" << text << "path: " << asked[i] << "\ngit: " << lines[i];
      ignored += gits ? 1U : 0U;
    }
  }
  EXPECT_GT(ignored, 100U);
}

}  // namespace
}  // namespace prereq
