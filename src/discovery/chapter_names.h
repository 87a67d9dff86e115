// Files with two numbers and nothing else in their names, `Section_2_1.lean`: sections of chapters.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "discovery/numbered_names.h"

namespace prereq::numbered {

/// Sections that count anew in each chapter.
struct Chapters {
  std::vector<Candidate> sections;  // whose digits are those of the second number
  std::vector<std::string> places;  // `Analysis/Section_2` of each chapter, sorted
  GroupKey taken_for;               // what the names look like with the second number as a slug
};

/// Of files that are read, by what their names have in common; the prefix of a key is `Section_*_`.
/// At least two chapters, most of which hold several sections, with numbers that count on.
std::map<GroupKey, Chapters> FindChapters(const std::vector<FileEntry>& files);

}  // namespace prereq::numbered
