// Links of Markdown whose target stands elsewhere on the page: `[Loops][l]`, `[l]: ../02-loops/`.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// The targets of a page by their labels, folded as Markdown compares them: case and the kind of
/// blanks do not count.
using LinkTargets = std::map<std::string, std::string>;

/// What a page defines; of a label that it defines twice the first counts. Linear.
LinkTargets ReadLinkTargets(std::string_view page);

/// One such link: bytes of it, and where it leads. The view lives as long as the targets.
struct TargetedLink {
  std::size_t length;
  std::string_view target;
};
/// The link that begins at the `[` at `at`: `[Loops][l]`, `[Loops][]`, `[Loops]`. Looks only a
/// little ahead.
std::optional<TargetedLink> TargetedLinkAt(std::string_view text, std::size_t at,
                                           const LinkTargets& targets);

/// Whether a part of `path` has the number as its first: 1 of `../module-01/README.md`.
bool PathSaysNumber(std::string_view path, int number);

}  // namespace prereq
