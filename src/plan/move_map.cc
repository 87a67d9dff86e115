// Longest-prefix translation in both directions.
#include "plan/move_map.h"

#include "base/path.h"
#include "base/renamed.h"

namespace prereq {

MoveMap::MoveMap(const std::vector<PathMove>& moves) {
  for (const PathMove& move : moves) {
    after_[move.from] = move.to;
    before_[move.to] = move.from;
  }
}

bool MoveMap::MovesAlong(const std::string& before) const {
  for (std::string head = before; !head.empty(); head = ParentPath(head)) {
    if (Moves(head)) return true;
  }
  return false;
}

std::string MoveMap::After(const std::string& before) const {
  return Renamed(after_, before).value_or(before);
}

std::optional<std::string> MoveMap::Before(const std::string& after) const {
  std::string before = Renamed(before_, after).value_or(after);
  if (After(before) != after) return std::nullopt;
  return before;
}

std::vector<PathMove> Inverse(const std::vector<PathMove>& moves) {
  std::vector<PathMove> back = moves;
  for (PathMove& move : back) std::swap(move.from, move.to);
  return back;
}

}  // namespace prereq
