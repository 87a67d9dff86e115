#include "tree/replace_file.h"

#include <cerrno>

#include "base/format.h"
#include "base/text.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

// The new file beside `name`, by a name that was free: whatever has one like it is not ours.
FsResult<std::string> MakeBeside(PosixFs& disk, const std::string& name, std::string_view bytes) {
  for (int number = 1;; ++number) {
    std::string made = "." + name + ".prereq-new";
    if (number > 1) made += std::to_string(number);
    const auto taken = disk.Status(made);
    if (!taken) return taken.error();
    if (*taken) continue;
    const FsStatus written = disk.WriteNew(made, bytes);
    if (written) return made;
    if (written.error().code == EEXIST) continue;
    const FsStatus ignored = disk.Remove(made);  // half of it
    static_cast<void>(ignored);
    return written.error();
  }
}

FsStatus PutInPlace(PosixFs& disk, const std::string& made, const std::string& name,
                    bool was_there) {
  if (was_there) {
    if (FsStatus done = disk.CopyAttributes(name, made); !done) return done;
  }
  if (FsStatus done = disk.MakeDurable({"replace", {made}, {}}); !done) return done;
  return disk.Rename(made, name);
}

}  // namespace

Status ReplaceFile(const std::string& root, const std::string& name, std::string_view bytes) {
  auto disk = PosixFs::Open(root);
  if (!disk) return disk.error();
  const auto present = (*disk)->Status(name);
  if (!present) return ToError(present.error());
  if (*present && (*present)->kind != FileKind::kRegular) {
    return Error{
        Error::Code::kInvalid,
        fmt::format("expected a file as `{}`, found something else of this name", Printable(name)),
        {name, 0, 0},
        {}};
  }
  const auto made = MakeBeside(**disk, name, bytes);
  if (!made) return ToError(made.error());
  if (const FsStatus put = PutInPlace(**disk, *made, name, present->has_value()); !put) {
    const FsStatus ignored = (*disk)->Remove(*made);
    static_cast<void>(ignored);
    return ToError(put.error());
  }
  const FsStatus durable = (*disk)->MakeDurable({"replace", {}, {""}});
  if (!durable) return ToError(durable.error());
  return Done{};
}

}  // namespace prereq
