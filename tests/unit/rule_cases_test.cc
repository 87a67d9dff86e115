// Every rule is shown to fire, and nearly to, by the real binary (tests/cases/rules); and every
// command that a finding or an explanation offers is one that exists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/text.h"
#include "cli/args.h"
#include "prereq/report.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

const stdfs::path kCases = stdfs::path(PREREQ_SOURCE_DIR) / "tests" / "cases";

std::string ReadFile(const stdfs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The lines that a case expects on stdout.
std::vector<std::string> Outputs(const std::string& text) {
  std::vector<std::string> lines;
  bool inside = false;
  for (const std::string_view line : Lines(text)) {
    if (line.starts_with("=== ")) {
      inside = line == "=== stdout";
    } else if (inside) {
      lines.emplace_back(line);
    }
  }
  return lines;
}

bool Fires(const std::string& text, std::string_view id, std::string_view slug) {
  const std::string mark = std::string(id) + "[" + std::string(slug) + "]";
  for (const std::string& line : Outputs(text)) {
    if (line.find(mark) != std::string::npos) return true;
  }
  return false;
}

TEST(RuleCases, EveryRuleHasACaseThatFiresAndOneThatNearlyDoes) {
  for (const RuleInfo& rule : AllRules()) {
    const std::string id = RuleName(rule.id);
    const std::string fires = ReadFile(kCases / "rules" / (id + ".case"));
    EXPECT_TRUE(Fires(fires, id, rule.slug)) << id << ".case does not fire it";
    const std::string near = ReadFile(kCases / "rules" / (id + "_near.case"));
    EXPECT_THAT(near, testing::HasSubstr("prereq lint")) << id << "_near.case is missing";
    EXPECT_FALSE(Fires(near, id, rule.slug)) << id << "_near.case fires it";
  }
}

TEST(RuleCases, HaveNoCaseForARuleThatIsGone) {
  for (const auto& entry : stdfs::directory_iterator(kCases / "rules")) {
    const std::string name = entry.path().stem().string();
    EXPECT_NE(FindRule(name.substr(0, name.find('_'))), nullptr) << name;
  }
}

// A command as sh splits it, for the quotes that ShellQuote writes and those in examples.
std::vector<std::string> ShellWords(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  bool started = false;
  char quote = '\0';
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      started = true;
    } else if (c == '\\' && i + 1 < command.size()) {
      word += command[++i];
      started = true;
    } else if (c == ' ') {
      if (started || !word.empty()) words.push_back(word);
      word.clear();
      started = false;
    } else {
      word += c;
    }
  }
  if (started || !word.empty()) words.push_back(word);
  return words;
}

// Why ParseArgs refuses a command; empty when it does not.
std::string Refusal(const std::string& command) {
  const std::vector<std::string> words = ShellWords(command);
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  const auto parsed = ParseArgs(static_cast<int>(argv.size()), argv.data());
  const auto* printed = std::get_if<Printout>(&parsed);
  return printed != nullptr && printed->is_error ? printed->text : std::string();
}

TEST(OfferedCommands, OfFindingsAndErrorsExist) {
  int seen = 0;
  for (const auto& entry : stdfs::recursive_directory_iterator(kCases)) {
    if (entry.path().extension() != ".case") continue;
    const std::string text = ReadFile(entry.path());
    for (const std::string_view line : Lines(text)) {
      const std::size_t fix = line.find("fix: prereq ");
      if (fix == std::string_view::npos) continue;
      ++seen;
      const std::string command(line.substr(fix + std::string_view("fix: ").size()));
      EXPECT_EQ(Refusal(command), "") << entry.path() << ": " << command;
    }
  }
  EXPECT_GT(seen, 30);
}

// Each `prereq …` between backticks, and each line that is such a command.
std::vector<std::string> CommandsIn(std::string_view text) {
  std::vector<std::string> commands;
  constexpr std::string_view kStart = "`prereq ";
  for (std::size_t at = text.find(kStart); at != std::string_view::npos;
       at = text.find(kStart, at + 1)) {
    const std::size_t end = text.find('`', at + 1);
    const std::string_view command = text.substr(at + 1, end - at - 1);
    if (command.find("prereq: ") == std::string_view::npos) commands.emplace_back(command);
  }
  for (const std::string_view line : Lines(text)) {
    if (Trim(line).starts_with("prereq ")) commands.emplace_back(Trim(line));
  }
  return commands;
}

TEST(OfferedCommands, OfExplanationsExist) {
  int seen = 0;
  for (const RuleInfo& rule : AllRules()) {
    for (const std::string& command : CommandsIn(RenderRuleMarkdown(rule))) {
      ++seen;
      EXPECT_EQ(Refusal(command), "") << rule.slug << ": " << command;
    }
  }
  EXPECT_GT(seen, static_cast<int>(AllRules().size()));
}

TEST(OfferedCommands, ThisTestCanFail) {
  EXPECT_NE(Refusal("prereq baseline remove"), "");
  EXPECT_NE(Refusal("prereq lint --no-such-option"), "");
  EXPECT_THAT(ShellWords("prereq suggest 'a b'\\''c' \"d e\""),
              testing::ElementsAre("prereq", "suggest", "a b'c", "d e"));
}

}  // namespace
}  // namespace prereq
