// The links that lead to a heading by its words, so that a fix of the heading takes them along.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

class HeadingAnchors {
 public:
  /// Keeps pointers into `facts`.
  explicit HeadingAnchors(const Facts& facts);

  /// The anchors that hold the words of `said`, number and name, and lead to the page that it
  /// stands in; also behind a path whose own number is out of date. Where the page gives a place
  /// that very id, they lead there and to no heading. In the order of the references.
  [[nodiscard]] std::vector<const Reference*> Of(const Reference& said) const;

 private:
  const Facts& facts_;
  std::map<std::string, std::vector<const Reference*>> by_page_;
  std::map<std::string, std::vector<std::string>> ids_;  // by page: `lesson-2-loops`, out of date
  std::map<ModuleId, std::vector<const Reference*>> by_module_;  // behind a path that is drifted
};

}  // namespace prereq
