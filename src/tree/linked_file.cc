#include "tree/linked_file.h"

#include <vector>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr int kMostLinks = 40;  // as the kernel follows

// Puts the parts of `path` on top of a stack of what is still to be walked.
void Push(std::string_view path, std::vector<std::string>& rest) {
  const std::vector<std::string_view> parts = Split(path, '/');
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!part->empty() && *part != ".") rest.emplace_back(*part);
  }
}

Error Refuse(const std::string& path, std::string_view problem, const std::string& target) {
  return {Error::Code::kInvalid,
          fmt::format("expected a file inside the repository, found a symlink {} `{}`", problem,
                      Printable(target)),
          {path, 0, 0},
          fmt::format("readlink {}", ShellQuote(path))};
}

// Where `path` ends; `path` itself when no symlink is involved or nothing stands there.
Result<std::string> Resolve(const FileReader& tree, const std::string& path) {
  std::vector<std::string> rest;
  Push(path, rest);
  std::string here, link;
  int links = 0;
  while (!rest.empty()) {
    const std::string part = std::move(rest.back());
    rest.pop_back();
    if (part == "..") {
      if (here.empty()) return Refuse(path, "that leads out of it, to", link);
      here = ParentPath(here);
      continue;
    }
    const std::string next = JoinPath(here, part);
    const auto status = tree.Status(next);
    if (!status) return status.error();
    if (!*status) {
      if (links == 0) return path;
      return Refuse(path, "to nothing,", link);
    }
    here = next;
    if ((*status)->kind != FileKind::kSymlink) continue;
    const Result<std::string> target = tree.ReadLink(next);
    if (!target) return target.error();
    link = *target;
    if (link.starts_with('/')) return Refuse(path, "that leads out of it, to", link);
    if (++links > kMostLinks) return Refuse(path, "in a circle,", link);
    here = ParentPath(next);
    Push(link, rest);
  }
  return here;
}

}  // namespace

Result<LinkedFile> ReadThroughLinks(const FileReader& tree, const std::string& path) {
  Result<std::string> text = tree.Read(path);
  if (text) return LinkedFile{path, *std::move(text)};
  Result<std::string> target = Resolve(tree, path);
  if (!target) return target.error();
  if (*target == path) return text.error();
  text = tree.Read(*target);
  if (!text) return text.error();
  return LinkedFile{*std::move(target), *std::move(text)};
}

}  // namespace prereq
