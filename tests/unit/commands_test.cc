// The tables of commands and formats against what help and the README say.
#include "cli/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "cli/finding_formats.h"
#include "cli/plan_formats.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ReadFile(const std::string& name) {
  std::ifstream in(std::string(PREREQ_SOURCE_DIR) + "/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// What `prereq WORDS…` prints instead of running; empty when it runs.
std::string Printed(std::vector<std::string> words) {
  words.insert(words.begin(), "prereq");
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  const auto parsed = ParseArgs(static_cast<int>(argv.size()), argv.data());
  const auto* text = std::get_if<Printout>(&parsed);
  return text == nullptr ? std::string() : text->text;
}

// The rows of the README's table of commands.
std::string ReadmeCommands() {
  const std::string readme = ReadFile("README.md");
  const std::size_t start = readme.find("## Commands");
  return readme.substr(start, readme.find("\n## ", start + 1) - start);
}

TEST(Commands, StandInHelpUnderTheirGroupAndInTheReadme) {
  const std::string help = Printed({"--help"});
  const std::string readme = ReadmeCommands();
  for (const Command& command : Commands()) {
    SCOPED_TRACE(command.name);
    const std::string name(command.name);
    EXPECT_THAT(readme, ::testing::ContainsRegex("[`,] ?`?" + name + "[^a-z-]"));
    EXPECT_EQ(command.declare == nullptr, command.run == nullptr);
    if (name.find(' ') != std::string::npos) continue;
    const std::size_t group = help.find("\n" + std::string(GroupTitle(command.group)) + ":");
    ASSERT_NE(group, std::string::npos);
    EXPECT_GT(help.find("\n  " + name + " ", group), group);
  }
}

TEST(Commands, DeclareEachArgumentOnceWithHelp) {
  for (const Command& command : Commands()) {
    if (command.declare == nullptr) continue;
    SCOPED_TRACE(command.name);
    Options options;
    const Declaration declaration = command.declare(options);
    EXPECT_THAT(declaration.examples, StartsWith("  "));
    EXPECT_THAT(declaration.examples, HasSubstr("prereq " + std::string(command.name)));
    std::set<std::string> names;
    for (const Argument& argument : declaration.arguments) {
      EXPECT_TRUE(names.insert(argument.name).second) << argument.name;
      EXPECT_NE(argument.help, "") << argument.name;
    }
  }
}

TEST(Commands, HaveHelpWithExamples) {
  for (const Command& command : Commands()) {
    std::vector<std::string> words;
    for (const std::string_view word : Split(command.name, ' ')) words.emplace_back(word);
    words.emplace_back("--help");
    EXPECT_THAT(Printed(words), HasSubstr(std::string("prereq ") + std::string(command.name)));
  }
}

TEST(FindingFormats, AreInTheReadmeAndRenderWithoutFindings) {
  const std::string readme = ReadFile("README.md");
  for (const FindingFormat& format : FindingFormats()) {
    EXPECT_THAT(readme, HasSubstr(format.name == "text" ? std::string("come as text")
                                                        : "`" + std::string(format.name) + "`"));
    EXPECT_EQ(FindFindingFormat(format.name), &format);
    (void)format.render({}, {}, {});
  }
  EXPECT_EQ(FindFindingFormat("xml"), nullptr);
}

TEST(PlanFormats, AreOfferedAndInTheReadme) {
  const std::string readme = ReadmeCommands();
  const std::string help = Printed({"plan", "--help"});
  for (const std::string& format : PlanFormatNames()) {
    const std::string shown =
        format.starts_with("redirects-") ? format.substr(std::string("redirects").size()) : format;
    EXPECT_THAT(readme, HasSubstr(shown));
    EXPECT_THAT(help, HasSubstr(format));
  }
}

TEST(UsageErrors, AreShortAndInOurWords) {
  const std::string huge(400, '9');
  const struct {
    std::vector<std::string> words;
    std::string message;
  } cases[] = {
      {{"suggest", "--budget", huge},
       "--budget: expected a number from 1 to 1125899906842624, found `" + huge.substr(0, 60) +
           "…` (400 bytes)"},
      {{"suggest", "--time-limit", "soon"},
       "--time-limit: expected a number, 0 or more, found `soon`"},
      {{"lint", "--max-warnings", "-1"},
       "--max-warnings: expected a number, 0 or more, found `-1`"},
      {{"check", "--formt", "json"}, "unexpected argument `--formt`; did you mean `--format`?"},
      {{"check", "a", "b"}, "unexpected argument `b`"},
      {{"check", "--order"}, "expected a value after --order"},
      {{"check", "--order", "a", "--order", "b"}, "--order may be given once"},
      {{"why", "a"}, "expected B, found none"},
      {{"lint", "--since", "a", "--against", "b"}, "--since and --against exclude each other"},
      {{"move", "a", "--to", "1", "--format", "json"}, "--format works with --dry-run alone"},
      {{"baseline"}, "expected one of add, prune after `baseline`"},
      {{"plan", "--include", "all"}, "--include: expected one of likely, history, found `all`"},
      {{"--color", "red", "check"}, "--color: expected one of auto, always, never, found `red`"},
  };
  for (const auto& [words, message] : cases) {
    const std::string printed = Printed(words);
    EXPECT_THAT(printed, StartsWith("prereq: error: " + message + "\nfix: prereq ")) << words[0];
  }
}

TEST(Arguments, ReachTheirTargets) {
  const char* argv[] = {"prereq",
                        "suggest",
                        "graphs/x.yaml",
                        "--all",
                        "--keep",
                        "a,b",
                        "--keep",
                        "c",
                        "--time-limit",
                        "2.5",
                        "--format=json=x.json",
                        "--threads",
                        "3",
                        "-q"};
  const auto parsed = ParseArgs(static_cast<int>(std::size(argv)), argv);
  const auto* invocation = std::get_if<Invocation>(&parsed);
  ASSERT_NE(invocation, nullptr);
  const Options& options = invocation->options;
  EXPECT_EQ(invocation->command->name, "suggest");
  EXPECT_EQ(options.input, "graphs/x.yaml");
  EXPECT_EQ(options.all, 20);
  EXPECT_THAT(options.keep, ::testing::ElementsAre("a", "b", "c"));
  EXPECT_EQ(options.time_limit, 2.5);
  EXPECT_EQ(options.threads, 3);
  EXPECT_TRUE(options.quiet);
  ASSERT_EQ(options.formats.size(), 1U);
  EXPECT_EQ(options.formats[0].file, "x.json");
}

}  // namespace
}  // namespace prereq
