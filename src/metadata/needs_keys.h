// Keys of metadata under which authors list what a module needs, and what comes after it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace prereq {

/// How telling a key of prerequisites is, the smaller the more; nullopt for any other key. In any
/// case and with any joints (`Depends On`, `dependsOn`); words for modules may stand behind:
/// `requiredModules`, `prerequisite_lessons`.
std::optional<std::size_t> RequiresRank(std::string_view key);

/// The same of a dotted path: of `dependencies.modules` the key before the last.
std::optional<std::size_t> RequiresRankOfPath(std::string_view path);

/// Whether a key means prerequisites whatever stands under it; under the others at least one entry
/// has to name a module, for tools use them too.
bool IsPlainPrerequisite(std::string_view key);

/// Keys that say the opposite of prerequisites, the more telling first: "enables", "next".
std::span<const std::string_view> EnablesKeys();

/// Whether what stands under the key of an entry names other entries: prerequisites, what comes
/// after it, or its neighbours. In any case and with any joints.
bool NamesOthers(std::string_view key);

}  // namespace prereq
