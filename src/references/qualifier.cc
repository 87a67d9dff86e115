#include "references/qualifier.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "references/folder_paths.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::string_view kJoint = "::";
constexpr std::size_t kFarthest = 256;

// Where the braces open that the name at `begin` stands in behind `::`; `begin` where none do.
std::size_t BehindBraces(std::string_view text, std::size_t begin) {
  static constexpr ByteSet kOfList(", \t\n:_*");
  for (std::size_t at = begin; at > 0 && begin - at < kFarthest; --at) {
    const char last = text[at - 1];
    if (last == '{') return text.substr(0, at - 1).ends_with(kJoint) ? at - 1 : begin;
    if (!kOfList.Has(last) && !IdentifierBefore(text, at)) break;
  }
  return begin;
}

// With how many folders `folder` begins that hold `file`.
std::size_t SharedParts(std::string_view file, std::string_view folder) {
  std::size_t parts = 0;
  for (std::size_t end = 0; end != std::string_view::npos; ++parts) {
    end = folder.find('/', end == 0 ? 0 : end + 1);
    if (!IsInside(file, folder.substr(0, end))) break;
  }
  return parts;
}

// What stands before a name, with `::` between.
struct Qualifier {
  std::string path;        // with `/` between, without the package; empty where nothing is left
  bool from_root = false;  // `crate`, `self` or `super` stands in front, which the file decides
};

// The qualifier of the name at `begin`, which may stand in braces behind it with others:
// `aoc::year2018::{day03, day04}`. Of several parts the first is the package.
Qualifier QualifierBefore(std::string_view text, std::size_t begin) {
  constexpr std::size_t kMostParts = 8;
  std::size_t end = begin;
  if (!text.substr(0, end).ends_with(kJoint)) end = BehindBraces(text, begin);
  std::vector<std::string_view> parts;  // from the last on
  while (text.substr(0, end).ends_with(kJoint) && parts.size() < kMostParts) {
    const std::size_t last = end - kJoint.size();
    std::size_t at = last;
    while (at > 0 && last - at < kFarthest && IdentifierBefore(text, at)) --at;
    if (at == last) break;
    parts.push_back(text.substr(at, last - at));
    end = at;
  }
  Qualifier qualifier;
  if (parts.empty()) return qualifier;
  const std::string_view first = parts.back();
  qualifier.from_root = first == "crate" || first == "self" || first == "super";
  while (!parts.empty() &&
         (parts.back() == "crate" || parts.back() == "self" || parts.back() == "super")) {
    parts.pop_back();
  }
  if (!qualifier.from_root && parts.size() > 1) parts.pop_back();
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!qualifier.path.empty()) qualifier.path += '/';
    qualifier.path += *part;
  }
  return qualifier;
}

}  // namespace

bool HasQualifier(std::string_view text, std::size_t begin) {
  return !QualifierBefore(text, begin).path.empty();
}

Lexicon::Claim ClaimOfQualified(const Scan& scan, std::size_t begin, std::string_view name,
                                Lexicon::Claim claim, std::vector<const NumberedFolder*>& folders) {
  const Qualifier qualifier = QualifierBefore(scan.text, begin);
  if (qualifier.path.empty()) return claim;
  const auto is_meant = [&](const NumberedFolder* folder) {
    return SameEnd(qualifier.path, folder->folder);
  };
  const auto is_fixed = [](const NumberedFolder* folder) {
    return folder->kind == NumberedFolder::Kind::kFixed;
  };
  std::vector<const NumberedFolder*> meant;
  std::ranges::copy_if(folders, std::back_inserter(meant), is_meant);
  if (meant.empty()) {
    const Lexicon::Claim by_path = scan.lexicon.ClaimOf(name, scan.path, qualifier.path);
    return by_path == Lexicon::Claim::kTheirs ? by_path : claim;
  }
  folders = std::move(meant);
  const bool theirs = std::ranges::any_of(folders, is_fixed);
  if (std::ranges::all_of(folders, is_fixed)) return Lexicon::Claim::kTheirs;
  if (!theirs) return Lexicon::Claim::kOurs;
  if (claim == Lexicon::Claim::kOurs) return claim;  // nothing of theirs is called so, or is far
  // A test of the package may lie in a folder that is called as the one it tests.
  std::size_t near_ours = 0, near_theirs = 0;
  for (const NumberedFolder* folder : folders) {
    std::size_t& near = is_fixed(folder) ? near_theirs : near_ours;
    near = std::max(near, SharedParts(scan.path, folder->folder));
  }
  if (near_ours > near_theirs) return Lexicon::Claim::kOurs;
  return near_ours < near_theirs && qualifier.from_root ? Lexicon::Claim::kTheirs
                                                        : Lexicon::Claim::kEither;
}

}  // namespace prereq::references
