#include "tree/replace_file.h"

#include "base/format.h"
#include "base/text.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

FsStatus WriteBeside(PosixFs& disk, const std::string& name, const std::string& temporary,
                     bool was_there, std::string_view bytes) {
  if (FsStatus done = disk.WriteNew(temporary, bytes); !done) return done;
  if (was_there) {
    if (FsStatus done = disk.CopyAttributes(name, temporary); !done) return done;
  }
  if (FsStatus done = disk.MakeDurable({"replace", {temporary}, {}}); !done) return done;
  return disk.Rename(temporary, name);
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
  const std::string temporary = "." + name + ".prereq-new";
  const auto left_over = (*disk)->Status(temporary);
  if (left_over && *left_over) {
    if (const FsStatus removed = (*disk)->Remove(temporary); !removed) {
      return ToError(removed.error());
    }
  }
  const FsStatus written = WriteBeside(**disk, name, temporary, present->has_value(), bytes);
  if (!written) {
    const FsStatus ignored = (*disk)->Remove(temporary);
    static_cast<void>(ignored);
    return ToError(written.error());
  }
  const FsStatus durable = (*disk)->MakeDurable({"replace", {}, {""}});
  if (!durable) return ToError(durable.error());
  return Done{};
}

}  // namespace prereq
