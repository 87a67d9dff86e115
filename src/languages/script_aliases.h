// Names that a tsconfig.json or jsconfig.json gives to folders: `"@beta/*": ["02-beta/src/*"]`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// One entry of `compilerOptions.paths`, or `baseUrl` as `*`.
struct ScriptAlias {
  std::string pattern;               // with at most one `*`
  std::vector<std::string> targets;  // as written, below `base_url`
  std::string base_url;              // from the file's own folder; "" is that folder
};

/// The aliases of one file, those with the longest part before the `*` first. None for malformed
/// text; comments and commas before a closing bracket are allowed.
std::vector<ScriptAlias> ReadScriptAliases(const std::string& path, std::string text);

/// What `module` means by an alias: the targets with its own part in place of the `*`; none where
/// the alias does not fit.
std::vector<std::string> ExpandAlias(const ScriptAlias& alias, std::string_view module);

}  // namespace prereq
