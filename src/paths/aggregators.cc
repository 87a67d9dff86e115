#include "paths/aggregators.h"

#include <string>

#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/gradle_projects.h"

namespace prereq {
namespace {

// `include(":a")` and `project(":a").projectDir = file("../a")`, but not `includeBuild("../a")`.
bool ListsForGradle(std::string_view text, const SourceWord& word) {
  if (word.text.starts_with(':') || word.call == "include" || word.head == "include") return true;
  return LineAround(text, word.offset).find("projectDir") != std::string_view::npos;
}

// A tsconfig.json without files of its own only names what is built.
bool HasNoFiles(std::string_view text) {
  constexpr std::size_t kHead = 4096;
  const std::size_t key = text.substr(0, kHead).find("\"files\"");
  if (key == std::string_view::npos) return false;
  std::string signs;
  for (const char c : text.substr(key + 7, 20)) {
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) signs += c;
  }
  return signs.starts_with(":[]");
}

}  // namespace

bool ListsProjects(const FileFormat& format, std::string_view path, std::string_view text,
                   const SourceWord& word) {
  if (format.Is("solution")) return true;
  const std::string_view name = BaseName(path);
  if (format.Is("xml"))
    return path.ends_with(".slnx") || (name == "pom.xml" && word.call == "module");
  if (format.Is("go.mod")) return word.call == "use" || word.head == "use";
  if (format.Is("yaml")) return name == "melos.yaml" && word.assigned == "packages";
  if (name.starts_with("tsconfig")) return word.call == "references" && HasNoFiles(text);
  return IsGradleSettings(path) && ListsForGradle(text, word);
}

}  // namespace prereq
