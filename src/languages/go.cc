#include "base/path.h"
#include "base/text.h"
#include "languages/codebase.h"

extern "C" const TSLanguage* tree_sitter_go();

namespace prereq {
namespace {

constexpr std::string_view kGoQuery = R"scm(
(import_spec path: [(interpreted_string_literal) (raw_string_literal)] @module.quoted) @import
)scm";

// What stands below the `module` line of a go.mod is the folder below that file; in a tree that has
// one, everything else comes from elsewhere.
ImportTarget ResolveGo(const Codebase& code, const Language& /*language*/,
                       const ImportQuestion& question) {
  const std::string& module = question.import.module;
  if (module.starts_with("./") || module.starts_with("../")) {
    return code.FollowFrom(question.path, module);
  }
  const auto& modules = code.Manifests("go.mod");
  for (NameParts start = question.parts; !start.empty(); start.pop_back()) {
    const auto found = modules.find(Join(start, "/"));
    if (found == modules.end()) continue;
    std::string folder = found->second;
    for (std::size_t i = start.size(); i < question.parts.size(); ++i) {
      folder = folder.empty() ? question.parts[i] : JoinPath(folder, question.parts[i]);
    }
    return {.is_known = true, .module = code.Owner(folder)};
  }
  return {.is_known = !modules.empty()};
}

}  // namespace

extern const Language kGo;
constinit const Language kGo = {
    .name = "go",
    .grammars = {{{"go", "", tree_sitter_go}}},
    .query = kGoQuery,
    .separator = "/",
    .manifest = "go.mod",
    .resolve = ResolveGo,
};

}  // namespace prereq
