// Numbered names of a tree, taken apart and sorted by what they have in common.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/file_system.h"

namespace prereq::numbered {

/// The least number of names that make a group.
inline constexpr std::size_t kFewest = 3;
/// The most digits of a number with zeros in front.
inline constexpr std::size_t kMostPadded = 9;

/// One name taken apart: "module_06b-autograd.md" → "module_", 06b, "-", "autograd", ".md".
struct NamePieces {
  std::string prefix, digits, separator, slug, extension;
  char suffix = '\0';
  // "ch01-02-types": the slug begins with a second number, `02`; then a separator and "types".
  std::string second, second_separator;
};

struct Candidate {
  NamePieces pieces;
  std::string path;
};

/// What the names of a group have in common.
/// Where slugs stand before the numbers, `prefix` is `{slug}-`.
struct GroupKey {
  std::string folder, prefix, separator, extension;
  bool is_directory, has_slug;
  auto operator<=>(const GroupKey&) const = default;
};
using Groups = std::map<GroupKey, std::vector<Candidate>>;

bool IsSeparator(char c);

/// nullopt for names without a number that can be a place: dates, versions, pictures.
std::optional<NamePieces> TakeApart(std::string_view name, bool is_directory);

/// All numbered names of a tree, directories included. `pages` gets, for the first pages of
/// chapters, the separator before the page's number.
Groups FindNumberedNames(const std::vector<FileEntry>& files,
                         std::map<GroupKey, std::string>& pages);

/// Joins entries of one kind that share one numbering but for what parts number and name:
/// `04_fit.R` behind `03-clean.R`. Their separator is then `{-,_}`, the most frequent first.
void JoinSeparators(Groups& groups);

/// Joins files of several kinds that share one numbering: `05_x.md` among `04_y.ipynb` and
/// `06_z.ipynb`, where their numbers are those that the others lack. Their ending is then
/// `.{ipynb,md}`, the most frequent first.
void JoinMixedFiles(Groups& groups);

}  // namespace prereq::numbered
