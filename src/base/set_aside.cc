#include "base/set_aside.h"

#include "base/file_kinds.h"
#include "base/path.h"

namespace prereq {
namespace {

constexpr std::string_view kBefore = "removed-", kBehind = ".removed";

}  // namespace

std::string SetAside(const std::string& path, const NamePattern& pattern) {
  const std::size_t at = path.rfind('/') + 1;  // npos + 1 is 0
  std::string before = path.substr(0, at) + std::string(kBefore) + path.substr(at);
  const FileContent content = FormatOf(path).content;
  const bool runs = content == FileContent::kCode || content == FileContent::kBuild;
  return runs || pattern.MatchPath(before) ? path + std::string(kBehind) : before;
}

std::string BeforeSetAside(std::string_view path) {
  if (path.ends_with(kBehind)) return std::string(path.substr(0, path.size() - kBehind.size()));
  const std::size_t at = path.rfind('/') + 1;  // npos + 1 is 0
  const std::string_view name = path.substr(at);
  if (!name.starts_with(kBefore)) return {};
  return std::string(path.substr(0, at)) + std::string(name.substr(kBefore.size()));
}

bool IsSetAside(const std::string& from, const std::string& to) {
  for (std::string path = to; !path.empty(); path = ParentPath(path)) {
    const std::string before = BeforeSetAside(path);
    if (!before.empty() && before + to.substr(path.size()) == from) return true;
  }
  return false;
}

}  // namespace prereq
