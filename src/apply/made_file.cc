#include "apply/made_file.h"

#include <cerrno>

#include "base/digest.h"
#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

// Whether a regular file with the bytes of `making` stands at `path`.
Result<Taken> LookAt(TransactionDisk& fs, const std::string& path, const Making& making) {
  const auto found = fs.Status(path);
  if (!found) return ToError(found.error());
  if (!*found) return Taken::kAbsent;
  if ((*found)->kind != FileKind::kRegular) return Taken::kOther;
  const auto bytes = fs.Read(path);
  if (!bytes) return ToError(bytes.error());
  return Sha256(*bytes) == making.digest ? Taken::kAway : Taken::kOther;
}

}  // namespace

Status PutMade(TransactionDisk& fs, const std::string& private_name, const Making& making) {
  const auto waits = fs.Status(private_name);
  if (!waits) return ToError(waits.error());
  if (!*waits) return Done{};
  const FsStatus placed = fs.RenameNoReplace(private_name, making.path);
  if (placed) return Done{};
  if (placed.error().code != EEXIST) {
    return ToError({placed.error().code, "put in place", making.path});
  }
  return Error{Error::Code::kStale,
               fmt::format("`{}` appeared meanwhile", Printable(making.path)),
               {making.path, 0, 0},
               {}};
}

Result<Taken> TakeMade(TransactionDisk& fs, const std::string& private_name, const Making& making) {
  const auto waits = fs.Status(private_name);
  if (!waits) return ToError(waits.error());
  if (*waits) return Taken::kAway;
  const Result<Taken> found = LookAt(fs, making.path, making);
  if (!found || *found != Taken::kAway) return found;
  if (FsStatus taken = fs.RenameNoReplace(making.path, private_name); !taken) {
    return ToError(taken.error());
  }
  // Whatever was saved or appended since that look is here now.
  const Result<Taken> now = LookAt(fs, private_name, making);
  if (!now || *now == Taken::kAway) return now;
  if (FsStatus back = fs.RenameNoReplace(private_name, making.path); !back) {
    return ToError(back.error());
  }
  return Taken::kOther;
}

}  // namespace prereq
