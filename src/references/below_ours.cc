// What modules hold whose names stand in other folders, too: it tells a path that leads into one
// from a path to its namesake.
#include <algorithm>
#include <set>

#include "references/lexicon.h"

namespace prereq::references {

void Lexicon::AddBelowOurs(const std::vector<std::string>& paths) {
  if (foreign_homes_.empty()) return;
  std::set<std::string, std::less<>> theirs;
  for (const std::string& path : paths) {
    std::size_t begin = 0;
    for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', begin)) {
      const std::string_view name = std::string_view(path).substr(begin, end - begin);
      const auto homes = foreign_homes_.find(name);
      if (homes != foreign_homes_.end()) {
        const std::size_t below = std::min(path.find('/', end + 1), path.size());
        const std::string_view folder(path.data(), begin == 0 ? 0 : begin - 1);
        const bool fixed = std::ranges::find(homes->second, folder) != homes->second.end();
        const bool ours = homes_.contains(std::string_view(path).substr(0, end));
        std::string lead = path.substr(begin, below - begin);
        if (fixed) theirs.insert(lead);
        if (ours) below_ours_.insert(std::move(lead));
      }
      begin = end + 1;
    }
  }
  for (const std::string& lead : theirs) below_ours_.erase(lead);
}

}  // namespace prereq::references
