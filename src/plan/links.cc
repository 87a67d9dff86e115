#include "plan/links.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/format.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "plan/exclusions.h"
#include "plan/moves.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

// `name` in the encoding of `written`: with `%20` and the like when the old name had them, for the
// same characters.
std::string EncodedLike(std::string_view written, std::string_view name) {
  if (DecodePercent(written) == written) return std::string(name);
  std::map<char, std::string> escapes;
  for (std::size_t at = written.find('%'); at != std::string_view::npos;
       at = written.find('%', at + 1)) {
    const std::string_view escape = written.substr(at, 3);
    const std::string plain = DecodePercent(escape);
    if (plain.size() == 1) escapes.emplace(plain.front(), escape);
  }
  std::string text;
  for (const char c : name) {
    const auto escape = escapes.find(c);
    text += escape == escapes.end() ? EncodePercent(std::string_view(&c, 1)) : escape->second;
  }
  return text;
}

// The link's text after the moves; as it is when it leaves the tree.
std::string TextAfter(const RelativeLink& link, const std::map<std::string, std::string>& moves) {
  std::string text;
  // Outside of links, paths are written from the root as well.
  std::optional<std::string> at =
      link.text == link.target ? std::string() : ParentPath(link.where.path);
  bool first = true;
  for (const std::string_view part : Split(link.text, '/')) {
    if (!first) text += '/';
    first = false;
    at = FollowPath(*at, DecodePercent(part));
    if (!at) return link.text;
    if (part.empty() || part == "." || part == "..") {
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
