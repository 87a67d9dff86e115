// Collects what checks find, so that one error names all offenders of one kind.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

class Problems {
 public:
  /// `what` is a whole message: "`a` changed since the plan was made"; said twice, it counts once.
  void Add(Error::Code code, std::string what, std::string path, std::string fix = {});
  /// The first problem, with up to nine more of the same code behind it.
  [[nodiscard]] std::optional<Error> First() const;

 private:
  std::vector<Error> errors_;
  std::set<std::string> said_;
};

}  // namespace prereq
