#include "base/path.h"
#include "languages/codebase.h"

extern "C" const TSLanguage* tree_sitter_swift();

namespace prereq {
namespace {

constexpr std::string_view kSwiftQuery = R"scm(
(import_declaration (identifier) @module) @import
)scm";

// A target of the Swift package manager is the folder of its name below `Sources`; a module whose
// own name is that of the target stands there itself.
ImportTarget ResolveSwift(const Codebase& code, const Language& /*language*/,
                          const ImportQuestion& question) {
  constexpr std::array<std::string_view, 2> kFolders = {"Sources", "Source"};
  if (question.parts.empty()) return {};
  // `import struct A.B` names a thing in the module A.
  return code.OnlyModuleWith(kFolders, question.parts.front(), question.importer);
}

}  // namespace

extern const Language kSwift;
constinit const Language kSwift = {
    .name = "swift",
    .grammars = {{{"swift", "", tree_sitter_swift}}},
    .query = kSwiftQuery,
    .separator = ".",
    .resolve = ResolveSwift,
};

}  // namespace prereq
