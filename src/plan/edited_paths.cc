#include "plan/edited_paths.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "plan/moves.h"
#include "plan/resort_bytes.h"

namespace prereq {
namespace {

bool IsOfPath(char c) { return kPathBytes.find(c) != std::string_view::npos; }

// The text around `span` that is made of a path's bytes, without the dots that end a sentence.
Span PathAround(std::string_view bytes, Span span) {
  std::size_t begin = span.offset, end = span.end();
  while (begin > 0 && IsOfPath(bytes[begin - 1])) --begin;
  while (end < bytes.size() && IsOfPath(bytes[end])) ++end;
  while (end > span.end() && bytes[end - 1] == '.') --end;
  return {begin, end - begin};
}

// A path as it is written from a folder, and what it leads to.
struct Led {
  std::string folder;
  std::string target;
};

// nullopt where it leads nowhere, or to one thing from the file's folder and another from the root.
std::optional<Led> WhatItLeadsTo(const std::string& written, const std::string& folder,
                                 const WritablePaths& known) {
  std::optional<Led> led;
  for (const std::string& from : {folder, std::string()}) {
    const std::optional<std::string> path = FollowPath(from, written);
    auto target = path && !path->empty() ? known.Find(*path) : std::nullopt;
    if (!target) continue;
    if (led && led->target != *target) return std::nullopt;
    if (!led) led = Led{from, *std::move(target)};
  }
  return led;
}

// The edits that make `written`, which begins at `offset`, lead on.
std::vector<SpanEdit> EditsOfParts(std::string_view written, std::size_t offset, const Led& led,
                                   const std::map<std::string, std::string>& moves) {
  std::vector<SpanEdit> edits;
  std::optional<std::string> at = led.folder;
  for (const std::string_view part : Split(written, '/')) {
    at = FollowPath(*at, part);
    if (!at) return {};
    const bool is_name = !part.empty() && part != "." && part != "..";
    const bool is_stem =
        is_name && BaseName(led.target) != part && led.target.starts_with(*at + ".");
    const std::string& path = is_stem ? led.target : *at;
    std::string name(BaseName(PathAfter(moves, path)));
    if (is_stem) name.resize(name.rfind('.'));
    if (is_name && name != part) {
      edits.push_back(
          {{offset, part.size()}, std::move(name), EditCause::kReference, ReferenceShape::kPath});
    }
    offset += part.size() + 1;
  }
  return edits;
}

}  // namespace

void WritablePaths::Add(const std::string& path) {
  known_.Add(path);
  const std::size_t dot = path.rfind('.');
  const std::size_t name = path.size() - BaseName(path).size();
  if (dot != std::string::npos && dot > name) by_stem_.emplace(path.substr(0, dot), path);
}

std::optional<std::string> WritablePaths::Find(const std::string& path) const {
  if (known_.Contains(path)) return path;
  const auto found = by_stem_.find(path);
  return found == by_stem_.end() ? std::nullopt : std::optional(found->second);
}

void LeadOn(const std::string& bytes, const WritablePaths& known,
            const std::map<std::string, std::string>& moves, FileEdit& file) {
  const std::string folder = ParentPath(file.path);
  std::size_t next = 0;
  while (next < file.spans.size()) {
    const SpanEdit& edit = file.spans[next++];
    if (edit.cause != EditCause::kReference) continue;
    const Span around = PathAround(bytes, edit.span);
    const std::string written = bytes.substr(around.offset, around.length);
    if (written.starts_with('/') || written.find('/') == std::string::npos) continue;
    const std::optional<Led> led = WhatItLeadsTo(written, folder, known);
    if (!led || !IsApart(around, file.spans)) continue;
    std::vector<SpanEdit> right = EditsOfParts(written, around.offset, *led, moves);
    const std::span<const SpanEdit> inside = EditsIn(around, file.spans);
    const auto first = file.spans.begin() + (inside.data() - file.spans.data());
    const auto last = first + static_cast<std::ptrdiff_t>(inside.size());
    next = static_cast<std::size_t>(last - file.spans.begin());
    if (Edited(bytes, around, file.spans) == Edited(bytes, around, right)) continue;
    const auto place = file.spans.erase(first, last);
    next = static_cast<std::size_t>(place - file.spans.begin()) + right.size();
    file.spans.insert(place, std::make_move_iterator(right.begin()),
                      std::make_move_iterator(right.end()));
  }
}

}  // namespace prereq
