#include "cli/finding_formats.h"

#include <algorithm>

namespace prereq {
namespace {

constexpr FindingFormat kFindingFormats[] = {
    {"text", false,
     [](const Verdict& verdict, const Surroundings& /*around*/, const TextStyle& style) {
       return RenderVerdictText(verdict, style);
     }},
    {"json", true,
     [](const Verdict& verdict, const Surroundings& around, const TextStyle& /*style*/) {
       return RenderVerdictJson(verdict, around);
     }},
    {"sarif", true,
     [](const Verdict& verdict, const Surroundings& around, const TextStyle& /*style*/) {
       return RenderVerdictSarif(ForServices(verdict, around));
     }},
    {"github", true,
     [](const Verdict& verdict, const Surroundings& around, const TextStyle& /*style*/) {
       return RenderVerdictGithub(ForServices(verdict, around));
     }},
    {"gitlab", true,
     [](const Verdict& verdict, const Surroundings& around, const TextStyle& /*style*/) {
       return RenderVerdictGitlab(ForServices(verdict, around));
     }},
    {"junit", false,
     [](const Verdict& verdict, const Surroundings& /*around*/, const TextStyle& /*style*/) {
       return RenderVerdictJunit(verdict);
     }},
    {"markdown", false,
     [](const Verdict& verdict, const Surroundings& /*around*/, const TextStyle& /*style*/) {
       return RenderVerdictMarkdown(verdict, 0);
     }},
};

}  // namespace

std::span<const FindingFormat> FindingFormats() { return kFindingFormats; }

const FindingFormat* FindFindingFormat(std::string_view name) {
  const auto* const found = std::ranges::find(kFindingFormats, name, &FindingFormat::name);
  return found == std::end(kFindingFormats) ? nullptr : found;
}

std::vector<std::string> FindingFormatNames() {
  std::vector<std::string> names;
  for (const FindingFormat& format : kFindingFormats) names.emplace_back(format.name);
  return names;
}

}  // namespace prereq
