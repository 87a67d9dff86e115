#include "base/renamed.h"

#include "base/path.h"

namespace prereq {

std::optional<std::string> Renamed(const std::map<std::string, std::string>& names,
                                   const std::string& path) {
  for (std::string head = path; !head.empty(); head = ParentPath(head)) {
    const auto found = names.find(head);
    if (found != names.end()) return found->second + path.substr(head.size());
  }
  return std::nullopt;
}

}  // namespace prereq
