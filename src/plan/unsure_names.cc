#include "plan/unsure_names.h"

#include <algorithm>
#include <string_view>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/moves.h"
#include "plan/path_digits.h"
#include "plan/tasks.h"

namespace prereq {

bool NamesThePath(const Reference& reference, const Renaming& renaming) {
  switch (reference.shape) {
    case ReferenceShape::kNumberedSlug:
    case ReferenceShape::kPath:
    case ReferenceShape::kUrl:
    case ReferenceShape::kSlugEntry:
    case ReferenceShape::kImport:
      return true;
    case ReferenceShape::kIdentifier:  // `module_2`: a path where paths are called so
      return reference.mirror >= 0 || !renaming.pattern().Stem().empty() ||
             (reference.name.length > 0 &&
              IsWholeName(reference, renaming.facts().module(*reference.module).path));
    default:
      return false;
  }
}

std::optional<Task> AskAboutName(const Reference& reference, ModuleId id, const Renaming& renaming,
                                 const std::map<std::string, std::string>& moves) {
  constexpr std::size_t kMostEscaped = 3;  // bytes of one
  const std::string& path = renaming.facts().module(id).path;
  const std::string before(BaseName(path)), after(BaseName(PathAfter(moves, path)));
  if (path.empty() || before == after || reference.mirror >= 0) return std::nullopt;
  const std::size_t length = std::min(before.size(), before.rfind('.'));
  const bool is_all =
      reference.whole.length >= length && reference.whole.length <= before.size() * kMostEscaped;
  const bool names = NamesThePath(reference, renaming) ||
                     (reference.shape == ReferenceShape::kIdentifier && reference.name.length > 0);
  if (!is_all || !names) return std::nullopt;
  return Task{TaskKind::kPath,
              fmt::format("may name `{}`, which becomes `{}`: should it follow?", Printable(before),
                          Printable(after)),
              reference.where, Lacks(before.substr(0, length))};
}

}  // namespace prereq
