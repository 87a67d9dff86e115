#include "app/named_file.h"

#include <filesystem>
#include <fstream>
#include <istream>

#include "base/format.h"
#include "tree/disk.h"
#include "tree/find_root.h"
#include "tree/named_links.h"

namespace prereq {

namespace stdfs = std::filesystem;

Result<std::string> ReadPipe(std::istream& pipe, const std::string& name) {
  constexpr std::size_t kMostMebibytes = 256;
  std::string text, block(std::size_t{1} << 16U, '\0');
  const auto unreadable = [&](std::string why) {
    return Error{Error::Code::kUnreadable, std::move(why), {name, 0, 0}, {}};
  };
  while (pipe) {
    pipe.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block, 0, static_cast<std::size_t>(pipe.gcount()));
    if (text.size() > kMostMebibytes << 20U)
      return unreadable(fmt::format("expected at most {} MiB, found more", kMostMebibytes));
  }
  if (pipe.bad()) return unreadable("cannot read this pipe");
  return text;
}

Result<std::string> ReadNamed(const std::string& path) {
  std::error_code failed, ignored;
  const bool is_policy = stdfs::path(path).filename() == kPolicyFileName;
  if (Status inside = CheckNamedFile(path, is_policy); !inside) return inside.error();
  if (IsShellsPipe(path) && stdfs::is_fifo(path, ignored)) {  // what `<(command)` of a shell names
    std::ifstream pipe(path, std::ios::binary);
    return ReadPipe(pipe, path);
  }
  // Links inside a tree are never followed, but a user who names one means what it points to.
  const stdfs::path target = stdfs::canonical(path, failed);
  if (failed && stdfs::is_symlink(path, ignored))
    return Error{Error::Code::kNotFound, "the symlink leads nowhere", {path, 0, 0}, {}};
  const stdfs::path file = failed ? stdfs::path(path) : target;
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  Result<DiskTree> tree = DiskTree::Open(folder);
  if (!tree) return tree.error();
  Result<std::string> text = tree->Read(file.filename().string());
  if (text) return text;
  Error error = text.error();
  error.where.path = path;
  return error;
}

}  // namespace prereq
