// What `--exclude` leaves alone.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/glob.h"
#include "prereq/facts.h"

namespace prereq {

class Exclusions {
 public:
  /// Entries are names of reference shapes, `block` for re-sorted blocks, or globs of paths; a
  /// folder means all below it. Error kNotFound: an entry that is no shape and fits no file of
  /// `facts`, with the nearest shape.
  static Result<Exclusions> Make(const std::vector<std::string>& entries, const Facts& facts);

  [[nodiscard]] bool Has(const Reference& reference) const;
  [[nodiscard]] bool HasPath(std::string_view path) const;
  [[nodiscard]] bool HasBlocks() const { return blocks_; }

 private:
  std::set<ReferenceShape> shapes_;
  bool blocks_ = false;
  std::vector<Glob> globs_;
  std::vector<std::string> folders_;
};

}  // namespace prereq
