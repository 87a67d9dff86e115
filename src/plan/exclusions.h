// What stays as it is whatever it names: what `--exclude` says, and files that tell what was.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/glob.h"
#include "prereq/plan.h"
#include "references/history.h"

namespace prereq {

/// What `--exclude` calls references that are only a number.
inline constexpr std::string_view kBareNumbers = "likely";

class Exclusions {
 public:
  /// Entries of `options.exclude` are names of reference shapes, `block` for re-sorted blocks,
  /// `likely` for references that are only a number, or globs of paths; a folder means all below
  /// it. Error kNotFound: an entry that is not a shape and fits no file of `facts`, with the
  /// nearest shape.
  static Result<Exclusions> Make(const PlanOptions& options, const Facts& facts);

  /// By `--exclude`.
  [[nodiscard]] bool Has(const Reference& reference) const;
  /// By `--exclude`, or as a file that tells what was.
  [[nodiscard]] bool HasPath(std::string_view path) const;
  [[nodiscard]] bool IsHistory(std::string_view path) const;
  [[nodiscard]] bool HasBlocks() const { return blocks_; }

 private:
  std::set<ReferenceShape> shapes_;
  bool blocks_ = false;
  bool likely_ = false;
  std::vector<Glob> globs_;
  std::vector<std::string> folders_;
  std::optional<HistoryFiles> history_;  // nullopt: such files are edited like any other

  [[nodiscard]] bool IsNamed(std::string_view path) const;
};

}  // namespace prereq
