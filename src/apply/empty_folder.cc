#include "apply/empty_folder.h"

#include <cerrno>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

Status TakeOutEmpty(TransactionDisk& fs, const std::string& folder, const std::string& parked) {
  const auto out = fs.Status(parked);
  if (!out) return ToError(out.error());
  if (!*out) {
    const auto found = fs.Status(folder);
    if (!found) return ToError(found.error());
    if (!*found || (*found)->kind != FileKind::kDirectory) return Done{};
    const auto names = fs.List(folder);
    if (!names) return ToError(names.error());
    if (!names->empty()) return Done{};
    if (FsStatus taken = fs.RenameNoReplace(folder, parked); !taken) return ToError(taken.error());
  }
  // A file that appeared in it just before the rename must not vanish with it.
  const auto names = fs.List(parked);
  if (!names) return ToError(names.error());
  if (names->empty()) return Done{};
  if (FsStatus back = fs.RenameNoReplace(parked, folder); !back) return ToError(back.error());
  return Done{};
}

Status PutInEmpty(TransactionDisk& fs, const std::string& folder, const std::string& parked) {
  const auto out = fs.Status(parked);
  if (!out) return ToError(out.error());
  if (!*out) return Done{};
  const auto found = fs.Status(folder);
  if (!found) return ToError(found.error());
  if (*found && (*found)->kind == FileKind::kDirectory) return Done{};
  const FsStatus placed = fs.RenameNoReplace(parked, folder);
  if (placed) return Done{};
  if (placed.error().code != EEXIST) return ToError(placed.error());
  return Error{Error::Code::kStale,
               fmt::format("`{}` appeared meanwhile", Printable(folder)),
               {folder, 0, 0},
               {}};
}

}  // namespace prereq
