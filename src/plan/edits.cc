// A plan's names looked up in a tree: kinds of what moves, bytes of what is rewritten.
#include <map>

#include "base/format.h"
#include "base/text.h"
#include "prereq/edits.h"

namespace prereq {

Result<EditSet> MakeEdits(const Plan& plan, const FileReader& tree) {
  EditSet edits;
  for (const Move& move : plan.moves) {
    const Result<std::optional<FileStatus>> status = tree.Status(move.from);
    if (!status) return status.error();
    if (!*status) {
      return Error{Error::Code::kStale,
                   fmt::format("`{}` should move to `{}` and is not there", Printable(move.from),
                               Printable(move.to)),
                   {move.from, 0, 0},
                   {}};
    }
    edits.moves.push_back({move.from, move.to, (*status)->kind, 0, 0});
  }
  return edits;
}

}  // namespace prereq
