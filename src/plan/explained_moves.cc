#include "plan/explained_moves.h"

#include <algorithm>
#include <string>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

// Patterns of everything that a plan may rename: of whole entries, and of their first parts, since
// every part of a path that changes is a move of its own.
std::vector<NamePattern> MovablePatterns(const Config& config) {
  std::vector<NamePattern> patterns;
  const auto add = [&patterns](const std::string& text) {
    for (std::size_t end = text.find('/');; end = text.find('/', end + 1)) {
      auto pattern = NamePattern::Parse(text.substr(0, end));
      if (pattern) patterns.push_back(*std::move(pattern));
      if (end == std::string::npos) return;
    }
  };
  for (const Series& series : config.series) add(series.pattern);
  for (const Mirror& mirror : config.mirrors) {
    const bool follows =
        mirror.kind == Mirror::Kind::kSynchronised || mirror.kind == Mirror::Kind::kDerived;
    if (follows) add(mirror.pattern);
  }
  return patterns;
}

std::string_view Ending(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

// A module that leaves is set aside beside where it stood.
bool IsSetAside(const PathMove& move) {
  const std::string name(BaseName(move.from));
  return ParentPath(move.to) == ParentPath(move.from) &&
         (BaseName(move.to) == "removed-" + name || BaseName(move.to) == name + ".removed");
}

bool IsExplained(const std::vector<NamePattern>& patterns, const PathMove& move) {
  for (const NamePattern& pattern : patterns) {
    if (pattern.MatchPath(move.from) && (pattern.MatchPath(move.to) || IsSetAside(move))) {
      return true;
    }
  }
  const std::string folder = ParentPath(move.from);
  const std::string after = ParentPath(move.to);
  if (Ending(BaseName(move.from)) != Ending(BaseName(move.to))) return false;
  // A file that takes its module's number moves with the module's folder: both have to be
  // explained.
  if (folder != after &&
      (folder.empty() || after.empty() || !IsExplained(patterns, {.from = folder, .to = after}))) {
    return false;
  }
  for (std::string entry = folder; !entry.empty(); entry = ParentPath(entry)) {
    const bool inside = std::ranges::any_of(
        patterns, [&](const NamePattern& pattern) { return pattern.MatchPath(entry).has_value(); });
    if (inside) return true;
  }
  return false;
}

}  // namespace

Status CheckMovesExplained(const Config& config, const std::vector<PathMove>& moves) {
  const std::vector<NamePattern> patterns = MovablePatterns(config);
  for (const PathMove& move : moves) {
    if (move.from == move.to || IsExplained(patterns, move)) continue;
    return Error{
        Error::Code::kInvalid,
        fmt::format("this plan would make `{}` into `{}`, which no series and no mirror of "
                    "the policy explains",
                    Printable(move.from), Printable(move.to)),
        {config.path, 0, 0},
        "prereq plan --format json=FILE"};
  }
  return Done{};
}

}  // namespace prereq
