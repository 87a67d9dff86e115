// Longest-prefix translation in both directions.
#include "write/move_map.h"

#include "base/path.h"

namespace prereq {

MoveMap::MoveMap(const std::vector<PathMove>& moves) {
  for (const PathMove& move : moves) {
    after_[move.from] = move.to;
    before_[move.to] = move.from;
  }
}

std::string MoveMap::Translate(const Names& names, const std::string& path) {
  for (std::string head = path; !head.empty(); head = ParentPath(head)) {
    const auto found = names.find(head);
    if (found != names.end()) return found->second + path.substr(head.size());
  }
  return path;
}

bool MoveMap::MovesAlong(const std::string& before) const {
  for (std::string head = before; !head.empty(); head = ParentPath(head)) {
    if (Moves(head)) return true;
  }
  return false;
}

std::string MoveMap::After(const std::string& before) const { return Translate(after_, before); }

std::optional<std::string> MoveMap::Before(const std::string& after) const {
  std::string before = Translate(before_, after);
  if (After(before) != after) return std::nullopt;
  return before;
}

std::vector<PathMove> Inverse(const std::vector<PathMove>& moves) {
  std::vector<PathMove> back = moves;
  for (PathMove& move : back) std::swap(move.from, move.to);
  return back;
}

}  // namespace prereq
