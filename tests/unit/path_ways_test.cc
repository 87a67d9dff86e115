// Each line of path_ways.txt, a way in which a file of one module uses another or what only looks
// like one.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "paths/path_facts.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

// "\\n" as a line end, and so on.
std::string Unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char c = text[++i];
    plain += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
  }
  return plain;
}

// What the file `path` of 01_alpha says: "line:column" of each fact, "-" for none.
std::string PlacesIn(const std::vector<std::string>& files, const std::string& path,
                     const std::string& text) {
  std::vector<Module> modules(3);
  Order order(3);
  int number = 0;
  for (const std::string name : {"01_alpha", "02_beta", "03_gamma"}) {
    modules[static_cast<std::size_t>(number)].slug = name.substr(3);
    modules[static_cast<std::size_t>(number)].path = name;
    order.Set({number}, Number{number + 1, '\0'});
    ++number;
  }
  MemoryTree tree({});
  for (const std::string& file : files) tree.Put("02_beta/" + file, "");
  tree.Put("03_gamma/x", "");
  tree.Put("01_alpha/" + path, text);
  const PathFacts facts =
      ReadPathFacts(tree, {}, {}, modules, order, tree.ListTracked().value(), {}, {}, 1, nullptr);
  std::string places;
  for (const Dependency& one : facts.dependencies) {
    EXPECT_EQ(one.dependent, ModuleId{0});
    EXPECT_EQ(one.prerequisite, ModuleId{1});
    if (!places.empty()) places += ' ';
    places += std::to_string(one.where.line) + ":" + std::to_string(one.where.column);
  }
  return places.empty() ? "-" : places;
}

TEST(PathWays, EachIsFoundWhereItStandsAndNothingElse) {
  std::ifstream in(PREREQ_SOURCE_DIR "/tests/unit/path_ways.txt");
  std::vector<std::string> files;
  std::size_t tried = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    if (line.starts_with("+ ")) {
      for (const std::string_view file : Split(std::string_view(line).substr(2), ' '))
        files.emplace_back(file);
      continue;
    }
    const std::size_t first = line.find(" | "), second = line.find(" | ", first + 3);
    ASSERT_NE(second, std::string::npos) << line;
    const std::string text = Unescape(std::string_view(line).substr(second + 3));
    EXPECT_EQ(PlacesIn(files, line.substr(0, first), text),
              line.substr(first + 3, second - first - 3))
        << line;
    ++tried;
  }
  EXPECT_GT(tried, 500U);
}

}  // namespace
}  // namespace prereq
