#include "discovery/chapter_names.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"

namespace prereq::numbered {
namespace {

constexpr std::size_t kMostDigitsOfSection = 3;

struct Section {
  std::string_view prefix, chapter, separator, section, extension;
};

bool IsReadOfChapter(std::string_view name) {
  const FileFormat& format = FormatOf(name);
  return format.content == FileContent::kCode || format.content == FileContent::kNotebook ||
         (format.content == FileContent::kProse && !format.Is("text")) || format.Is("latex") ||
         format.Is("typst");
}

// `Section_2_1.lean` taken apart; nullopt for any other name.
std::optional<Section> SectionOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || !IsReadOfChapter(name)) return std::nullopt;
  const std::string_view stem = name.substr(0, dot);
  const std::size_t first = stem.find_first_of("0123456789");
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const std::size_t joint = stem.find_first_not_of("0123456789", first);
  if (joint == std::string_view::npos || joint + 1 >= stem.size()) return std::nullopt;
  const bool joined = stem[joint] == '_' || stem[joint] == '-';
  const Section found{stem.substr(0, first), stem.substr(first, joint - first),
                      stem.substr(joint, 1), stem.substr(joint + 1), name.substr(dot)};
  const bool is_number = found.section.size() <= kMostDigitsOfSection &&
                         found.chapter.size() <= kMostDigitsOfSection &&
                         std::ranges::all_of(found.section, IsDigit);
  if (!joined || !is_number || std::ranges::none_of(found.prefix, IsLetter)) return std::nullopt;
  if (found.prefix.find_first_of("{}*") != std::string_view::npos) return std::nullopt;
  return found;
}

// Whether numbers begin low, and few are left out between them.
bool CountOnFrom(const std::set<int>& numbers, int highest_first) {
  const int span = *numbers.rbegin() - *numbers.begin() + 1;
  return *numbers.begin() <= highest_first && span <= 2 * static_cast<int>(numbers.size());
}

bool AreChapters(const std::map<std::string, std::set<int>>& sections,
                 const std::set<int>& chapters) {
  constexpr int kHighestChapter = 5;  // to begin with
  if (chapters.size() < 2 || !CountOnFrom(chapters, kHighestChapter)) return false;
  std::size_t several = 0;
  for (const auto& [place, numbers] : sections) {
    if (!CountOnFrom(numbers, 1)) return false;
    if (numbers.size() > 1) ++several;
  }
  return several * 2 > sections.size();
}

}  // namespace

std::map<GroupKey, Chapters> FindChapters(const std::vector<FileEntry>& files) {
  struct Found {
    Chapters chapters;
    std::map<std::string, std::set<int>> sections;  // by place
    std::set<int> numbers;                          // of chapters
  };
  std::map<GroupKey, Found> all;
  for (const FileEntry& file : files) {
    const auto section = SectionOf(BaseName(file.path));
    if (!section || file.kind != FileKind::kRegular) continue;
    const std::string folder = ParentPath(file.path);
    if (folder.find_first_of("{}*") != std::string::npos) continue;
    const std::string prefix(section->prefix), separator(section->separator);
    const std::string extension(section->extension);
    const GroupKey key{folder, prefix + "*" + separator, "", extension, false, false};
    Found& found = all[key];
    found.chapters.taken_for = {folder, prefix, separator, extension, false, true};
    Candidate& one = found.chapters.sections.emplace_back();
    one.path = file.path;
    one.pieces.prefix = key.prefix;
    one.pieces.digits = section->section;
    one.pieces.extension = extension;
    found.numbers.insert(std::stoi(std::string(section->chapter)));
    const std::string place = JoinPath(folder, prefix + std::string(section->chapter));
    found.sections[place].insert(std::stoi(one.pieces.digits));
  }
  std::map<GroupKey, Chapters> kept;
  for (auto& [key, found] : all) {
    if (!AreChapters(found.sections, found.numbers)) continue;
    for (const auto& [place, numbers] : found.sections) found.chapters.places.push_back(place);
    kept.emplace(key, std::move(found.chapters));
  }
  return kept;
}

}  // namespace prereq::numbered
