// Names before and after a set of simultaneous, possibly nested moves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// A directory that moves takes everything below it along, except what has a move of its own.
/// Lookups are O(depth · log moves).
class MoveMap {
 public:
  explicit MoveMap(const std::vector<PathMove>& moves);

  /// What `before` is called after the moves.
  [[nodiscard]] std::string After(const std::string& before) const;
  /// What stands at `after` after the moves was called this; nullopt when it would be something
  /// that has moved away, so that nothing old can stand there.
  [[nodiscard]] std::optional<std::string> Before(const std::string& after) const;
  /// Whether `before` has a move of its own.
  [[nodiscard]] bool Moves(const std::string& before) const { return after_.contains(before); }
  /// Whether it, or a directory that holds it, has a move of its own.
  [[nodiscard]] bool MovesAlong(const std::string& before) const;

 private:
  using Names = std::map<std::string, std::string>;
  Names after_;   // from → to
  Names before_;  // to → from
};

/// The moves that lead back.
std::vector<PathMove> Inverse(const std::vector<PathMove>& moves);

}  // namespace prereq
