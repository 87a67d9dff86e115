// Names are compared without case, and with `-` and blanks as `_`.
#include "references/history.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq {
namespace {

template <std::size_t N>
bool IsAmong(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

// Lower case, words joined by `_`.
std::string Plain(std::string_view name) {
  std::string plain = Lower(name);
  std::ranges::replace(plain, '-', '_');
  std::ranges::replace(plain, ' ', '_');
  return plain;
}

// Texts, not `history.py`; also names without an ending, and `CHANGELOG.de.md`.
bool IsTextName(std::string_view name) {
  const FileContent content = FormatOf(name).content;
  return name.find('.') == std::string_view::npos || name.ends_with(".changes") ||
         content == FileContent::kProse || content == FileContent::kMarkup;
}

bool IsHistoryFolder(std::string_view name) {
  constexpr std::array<std::string_view, 9> kFolders = {
      "changelog",     "changelogs", "changelog.d", "release_notes", "releasenotes",
      "newsfragments", ".changeset", "whatsnew",    "whats_new"};
  return IsAmong(name, kFolders);
}

// A fragment that a tool joins into a changelog, whatever its kind: `changelog.d/12.feature`; no
// script or settings that lie beside them.
bool IsFragment(std::string_view folder, std::string_view name) {
  constexpr std::array<std::string_view, 3> kFolders = {"changelog.d", "newsfragments",
                                                        ".changeset"};
  const FileContent content = FormatOf(name).content;
  const bool is_text = content != FileContent::kCode && content != FileContent::kBuild &&
                       content != FileContent::kData;
  // Called after an issue, `.feature` is no test either.
  const std::size_t digits = name.find_first_not_of("0123456789");
  const bool of_issue = digits > 0 && digits < name.size() && name[digits] == '.';
  return IsAmong(folder, kFolders) && (is_text || of_issue);
}

// `releases/1.0.md`, `changes/v2.1-rc1.rst`, `news/123.feature.md`
bool IsNoteOfRelease(std::string_view folder, std::string_view name) {
  constexpr std::array<std::string_view, 4> kFolders = {"releases", "release", "changes", "news"};
  if (!IsAmong(folder, kFolders) || !IsTextName(name)) return false;
  if (name.starts_with('v')) name.remove_prefix(1);
  const std::size_t dot = std::min(name.find_first_not_of("0123456789"), name.size());
  return dot > 0 && dot < name.size() && name[dot] == '.' &&
         name.find('.', dot + 1) != std::string_view::npos;
}

// `module_reordering_plan`: what was to become what, once.
bool IsMigrationPlan(std::string_view stem) {
  constexpr std::array<std::string_view, 5> kChanges = {"migration", "reordering", "renumbering",
                                                        "reorganization", "restructuring"};
  constexpr std::array<std::string_view, 4> kTexts = {"plan", "notes", "log", "summary"};
  bool change = false;
  bool text = false;
  for (const std::string_view word : Split(stem, '_')) {
    change |= IsAmong(word, kChanges);
    text |= IsAmong(word, kTexts);
  }
  return change && text;
}

bool IsHistoryName(const std::string& name) {
  constexpr std::array<std::string_view, 9> kStems = {"changelog",    "changes",  "history",
                                                      "news",         "releases", "release_notes",
                                                      "releasenotes", "whatsnew", "whats_new"};
  if (!IsTextName(name)) return false;
  const std::string_view stem = std::string_view(name).substr(0, name.find('.'));
  if (IsAmong(stem, kStems) || IsMigrationPlan(stem)) return true;
  if (stem.starts_with("changelog_") || stem.starts_with("release_notes_")) return true;
  // `second_edition_changes`; `tracking_changes` and `05_breaking_changes` are pages.
  const bool numbered = !stem.empty() && IsDigit(stem.front());
  return !numbered && (stem.ends_with("_edition_changes") || stem.ends_with("_changelog") ||
                       stem.ends_with("_release_notes"));
}

// `01-intro/sections/history.md`: among the pages of a numbered part it is a page about history; a
// changelog is written in capitals, or lies beside what it tells of.
bool IsPageOfPart(std::string_view path) {
  constexpr std::array<std::string_view, 4> kTopics = {"changes", "history", "news", "releases"};
  const std::vector<std::string_view> parts = Split(path, '/');
  constexpr std::size_t kLeastParts = 3;
  if (parts.size() < kLeastParts) return false;
  const std::string_view name = parts.back();
  if (!IsAmong(name.substr(0, name.find('.')), kTopics)) return false;
  const auto above = std::span(parts).first(parts.size() - 2);
  return std::ranges::any_of(above, [](std::string_view folder) {
    return !folder.empty() && (IsDigit(folder.front()) || IsDigit(folder.back()));
  });
}

}  // namespace

HistoryFiles::HistoryFiles(const std::vector<Name>& globs) {
  for (const Name& glob : globs) {
    if (auto pattern = IgnorePattern::Parse(glob.text, Glob::Braces::kExpand)) {
      declared_.push_back(*std::move(pattern));
    }
  }
}

bool HistoryFiles::Has(std::string_view path) const {
  if (std::ranges::any_of(declared_, [&](const auto& one) { return one.Covers(path); })) {
    return true;
  }
  const std::string plain = Plain(path);
  const std::vector<std::string_view> parts = Split(plain, '/');
  if (parts.empty()) return false;
  const auto folders = std::span(parts).first(parts.size() - 1);
  if (!folders.empty() && IsNoteOfRelease(folders.back(), parts.back())) return true;
  if (!folders.empty() && IsFragment(folders.back(), parts.back())) return true;
  return (IsHistoryName(std::string(parts.back())) && !IsPageOfPart(path)) ||
         (std::ranges::any_of(folders, IsHistoryFolder) && IsTextName(parts.back()));
}

}  // namespace prereq
