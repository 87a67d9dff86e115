// Groups of numbered names in a tree: which may be the series and which its mirrors.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbered_name.h"
#include "prereq/file_system.h"

namespace prereq {

/// Directories or files of one folder whose names differ in number and slug only.
struct NumberedGroup {
  std::string pattern;  // modules/{number:02}_{slug}
  std::string folder;   // modules
  bool has_slug = true;
  bool is_directory = true;
  std::vector<std::pair<Number, std::string>> entries;  // number, slug; sorted
  std::vector<std::string> paths;                       // as entries
  std::vector<std::string>
      folders;             // of a family, whose pattern has a `*`: where numbers begin anew
  std::string first_page;  // `src/ch{number:02}-*.md`: the other pages of the chapters; else empty
  std::string word;        // "Module" where the folder or the name says so; else empty
  std::string aside;       // why its entries are not modules: "a built site"; else empty
  std::string aside_from;  // aside: the folder of which that is so, which holds this one
  int score = 0;           // how likely it is the series, against other groups of the tree

  [[nodiscard]] bool is_family() const { return !folders.empty(); }
};

/// All groups of at least three numbers that stand close together, the likeliest series first: more
/// entries, directories before files, names with slugs before bare numbers, not below tests, docs
/// or hidden folders, not inside an entry of another group. Pictures, sound and archives are left
/// out. Groups of one form in several folders that hold different things make a family beside
/// them. Ties go to the smaller pattern.
std::vector<NumberedGroup> FindNumberedGroups(const std::vector<FileEntry>& files);

/// Whether `inner` numbers what stands inside the entries of `outer`: sections of chapters.
bool IsInside(const NumberedGroup& inner, const NumberedGroup& outer);

/// The group of which one entry holds `group` and no module of `series`: a numbering that begins
/// anew there, as `unit1/part{number}.py` does. The first of `groups`; nullptr when there is none.
const NumberedGroup* HolderOf(const std::vector<NumberedGroup>& groups, const NumberedGroup& series,
                              const NumberedGroup& group);

/// Sorts groups by what the tree says of them: entries with nothing but pictures, built sites and
/// backup copies go back (with `aside` set for the latter two), entries that other files name come
/// forward. Reads at most a few hundred files.
void WeighByEvidence(const FileReader& tree, const std::vector<FileEntry>& files,
                     std::vector<NumberedGroup>& groups);

/// How the names of a group fit the series'.
struct GroupFit {
  std::size_t shared = 0;    // slugs in both
  std::size_t agreeing = 0;  // of these, with the same number
  std::size_t numbers = 0;   // entries whose number the series has
};
GroupFit CompareGroups(const NumberedGroup& series, const NumberedGroup& other);

/// Whether both have the very same numbers, in entries of one kind: modules and their translations.
bool HaveSameNumbers(const NumberedGroup& a, const NumberedGroup& b);

/// Whether `other` is called as the series is but for folder and ending, a word with each number:
/// `input/Day01.txt` for `src/Day01.hs`, or but for a word that all of `other` end in, as in
/// `Lec1Done.agda`. False where either has names beside the numbers.
bool HaveSameStems(const NumberedGroup& series, const NumberedGroup& other);

/// Of a tree without any group.
Error NothingNumbered();

/// Brings to the front what `wanted` names: the pattern or the folder of a group, else a pattern
/// that at least two entries of the tree fit, however far their numbers are apart. Error kNotFound
/// with the patterns that there are and a fix that begins with `command`.
Status ChooseSeries(const std::string& wanted, const std::string& command,
                    const std::vector<FileEntry>& files, std::vector<NumberedGroup>& groups);

}  // namespace prereq
