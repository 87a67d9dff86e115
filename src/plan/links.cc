#include "plan/links.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/format.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "plan/exclusions.h"
#include "plan/moves.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

// One character of a path as it is written: `raw` may be `%20` for the byte `plain`.
struct PathByte {
  std::string_view raw;
  char plain = 0;
};

std::vector<PathByte> PathBytes(std::string_view written) {
  std::vector<PathByte> bytes;
  for (std::size_t at = 0; at < written.size();) {
    const std::string escape = DecodePercent(written.substr(at, 3));
    const bool escaped = written[at] == '%' && escape.size() == 1;
    const std::string_view raw = written.substr(at, escaped ? 3 : 1);
    bytes.push_back({raw, escaped ? escape.front() : raw.front()});
    at += raw.size();
  }
  return bytes;
}

// `name` in the encoding of `written`: what both begin and end with keeps its bytes, and what is
// new has `%20` and the like where the old name had them for the same characters.
std::string EncodedLike(std::string_view written, std::string_view name) {
  if (DecodePercent(written) == written) return std::string(name);
  const std::vector<PathByte> old = PathBytes(written);
  const std::size_t shorter = std::min(old.size(), name.size());
  std::size_t front = 0, back = 0;
  while (front < shorter && old[front].plain == name[front]) ++front;
  while (back < shorter - front &&
         old[old.size() - 1 - back].plain == name[name.size() - 1 - back]) {
    ++back;
  }
  std::map<char, std::string_view> escapes;
  for (const PathByte& byte : old) {
    if (byte.raw.size() > 1) escapes.emplace(byte.plain, byte.raw);
  }
  std::string text;
  for (std::size_t i = 0; i < front; ++i) text += old[i].raw;
  for (const char c : name.substr(front, name.size() - front - back)) {
    const auto escape = escapes.find(c);
    text += escape == escapes.end() ? EncodePercent(std::string_view(&c, 1)) : escape->second;
  }
  for (std::size_t i = old.size() - back; i < old.size(); ++i) text += old[i].raw;
  return text;
}

// The parts of a path between its slashes, which may be written `%2F`, and these slashes.
struct PathParts {
  std::vector<std::string_view> names, slashes;  // one slash less than names
};

PathParts PartsOf(std::string_view path) {
  PathParts parts;
  std::size_t begin = 0, at = 0;
  for (const PathByte& byte : PathBytes(path)) {
    if (byte.plain == '/') {
      parts.names.push_back(path.substr(begin, at - begin));
      parts.slashes.push_back(byte.raw);
      begin = at + byte.raw.size();
    }
    at += byte.raw.size();
  }
  parts.names.push_back(path.substr(begin));
  return parts;
}

// The link's text after the moves; as it is when it leaves the tree.
std::string TextAfter(const RelativeLink& link, const std::map<std::string, std::string>& moves) {
  std::string text;
  // Outside of links, paths are written from the root as well.
  std::optional<std::string> at =
      link.text == link.target ? std::string() : ParentPath(link.where.path);
  const PathParts parts = PartsOf(link.text);
  for (std::size_t i = 0; i < parts.names.size(); ++i) {
    const std::string_view part = parts.names[i];
    if (i > 0) text += parts.slashes[i - 1];
    const std::string plain = DecodePercent(part);
    at = FollowPath(*at, plain);
    if (!at) return link.text;
    if (plain.empty() || plain == "." || plain == "..") {
      text += part;
      continue;
    }
    const std::string after = PathAfter(moves, *at);
    text += after == *at ? std::string(part) : EncodedLike(part, BaseName(after));
  }
  return text;
}

bool IsFrozen(const std::string& path, const Facts& facts, const std::vector<Mirror>& mirrors) {
  return std::ranges::any_of(facts.mirrors, [&](const MirrorEntry& entry) {
    const auto index = static_cast<std::size_t>(entry.mirror);
    return index < mirrors.size() && mirrors[index].kind == Mirror::Kind::kFrozen &&
           IsWithin(path, entry.path);
  });
}

}  // namespace

bool BelongsToLeaving(const std::string& path, const Renaming& renaming) {
  const Facts& facts = renaming.facts();
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const std::string& home = facts.module({i}).path;
    if (renaming.Leaves({i}) && !home.empty() && IsWithin(path, home)) return true;
  }
  return std::ranges::any_of(facts.mirrors, [&](const MirrorEntry& entry) {
    return entry.module && renaming.Leaves(*entry.module) && IsWithin(path, entry.path);
  });
}

Result<LinksAndTasks> PlanLinks(const Renaming& renaming, const PlanOptions& options,
                                const std::map<std::string, std::string>& moves) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  LinksAndTasks result;
  for (const RelativeLink& link : options.passages.links) {
    if (PathAfter(moves, link.target) == link.target || exclusions->HasPath(link.where.path) ||
        BelongsToLeaving(link.target, renaming)) {
      continue;
    }
    if (!link.sure) {
      result.tasks.push_back(
          {TaskKind::kLink,
           fmt::format("`{}` ends like `{}`, which becomes `{}`: edit it if that is meant",
                       Printable(link.text), Printable(link.target),
                       Printable(PathAfter(moves, link.target))),
           link.where, Holds(PathAfter(moves, link.target))});
      continue;
    }
    std::string text = TextAfter(link, moves);
    if (text == link.text) continue;
    if (IsFrozen(link.where.path, renaming.facts(), options.mirrors)) {
      result.tasks.push_back({TaskKind::kLink,
                              fmt::format("`{}` leads to `{}` from now on, and this file is frozen",
                                          Printable(link.text), Printable(text)),
                              link.where, Holds(text)});
      continue;
    }
    result.links.push_back({link, std::move(text)});
  }
  return result;
}

}  // namespace prereq
