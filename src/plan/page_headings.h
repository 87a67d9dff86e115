// The headings of pages whose numbers are certain, by the anchors that lead to them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

class PageHeadings {
 public:
  /// Keeps pointers into `references`.
  explicit PageHeadings(const std::vector<Reference>& references);

  /// The certain reference in the heading to which `target` leads, `lessons/02#loops` as the scan
  /// writes it; the page may be named without its ending, by its folder, or as a site's `.html`.
  /// nullptr: no such heading. O(log n).
  [[nodiscard]] const Reference* Find(const std::string& target) const;
  /// Whether a page of the mention's module has the section that it speaks of, with its title if it
  /// gives one.
  [[nodiscard]] bool HasSection(const Reference& mention) const;

 private:
  std::map<std::pair<std::string, std::string>, const Reference*> headings_;  // by page and anchor
  std::set<std::pair<ModuleId, std::string>> sections_;  // "4.2", and the anchor of "4.2 Loops"
};

}  // namespace prereq
