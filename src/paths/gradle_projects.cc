#include "paths/gradle_projects.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/code_text.h"

namespace prereq {

bool IsOfGradle(std::string_view path) {
  return path.ends_with(".gradle") || path.ends_with(".gradle.kts");
}

bool IsGradleBuild(std::string_view path) {
  const std::string_view name = BaseName(path);
  return name == "build.gradle" || name == "build.gradle.kts";
}

bool IsGradleSettings(std::string_view path) {
  const std::string_view name = BaseName(path);
  return name == "settings.gradle" || name == "settings.gradle.kts";
}

std::vector<PackageName> ProjectsOfSettings(const PathTargets& targets, const std::string& path,
                                            std::string_view text) {
  constexpr std::string_view kProject = "project(", kFolder = "projectDir";
  std::vector<PackageName> names;
  if (!targets.MayName(text)) return names;
  const std::string code = BlankComments(FormatOf(path), text);
  const LineIndex lines(text);
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t end = std::min(code.find('\n', at), code.size());
    const std::string_view line = std::string_view(code).substr(at, end - at);
    const std::size_t folder_at = line.find(kFolder);
    const std::string_view name = QuotedBehind(line, kProject);
    if (name.starts_with(':') && folder_at != std::string_view::npos) {
      const std::string_view folder = QuotedBehind(line, kFolder);
      const auto target = targets.Find(folder, path, PathTargets::Trust::kCommand);
      // Elsewhere, no module is meant, not even one that is called so.
      const bool is_elsewhere = (!target || !target->module) && !targets.Owner(path);
      if (is_elsewhere || (target && target->module)) {
        const auto place = static_cast<std::size_t>(name.data() - code.data());
        names.push_back({"gradle " + std::string(name), lines.At(path, place), FormatOf(path).name,
                         std::string(name), target ? target->module : std::nullopt});
        names.back().one_maker = is_elsewhere;
      }
    }
    at = end + 1;
  }
  return names;
}

std::vector<std::string_view> FindAccessors(std::string_view path, std::string_view text) {
  std::vector<std::string_view> parts;
  if (!IsOfGradle(path)) return parts;
  constexpr std::string_view kProjects = "projects.";
  for (std::size_t at = text.find(kProjects); at != std::string_view::npos;
       at = text.find(kProjects, at + 1)) {
    if (at > 0 && (IsWordByte(text[at - 1]) || text[at - 1] == '.')) continue;
    const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    if (text.substr(line, at - line).find("//") != std::string_view::npos) continue;
    std::size_t end = at + kProjects.size();
    while (end < text.size()) {
      const std::size_t begin = end;
      while (end < text.size() && IsWordByte(text[end])) ++end;
      parts.push_back(text.substr(begin, end - begin));
      if (end >= text.size() || text[end] != '.') break;
      ++end;
    }
  }
  return parts;
}

}  // namespace prereq
