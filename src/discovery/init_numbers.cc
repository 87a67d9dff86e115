#include "discovery/init_numbers.h"

#include <map>
#include <set>
#include <string_view>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

// `03-networks-hub` and `03-networks-mesh`: whether all modules that share a number are named so.
bool AreAlternatives(const NumberedGroup& series) {
  std::map<Number, std::set<std::string>> first_words;
  std::map<Number, std::size_t> counts;
  for (const auto& [number, slug] : series.entries) {
    ++counts[number];
    const std::size_t end = slug.find_first_of("-_ .");
    first_words[number].insert(end == std::string::npos ? std::string() : slug.substr(0, end));
  }
  bool any = false;
  for (const auto& [number, count] : counts) {
    if (count < 2) continue;
    any = true;
    const std::set<std::string>& words = first_words[number];
    if (words.size() != 1 || words.begin()->empty()) return false;
  }
  return any && !series.is_family();
}

// What stands beside the modules with a number that none of them has: `05_modular.md` among
// notebooks.
std::string Fillers(const std::vector<FileEntry>& files, const NumberedGroup& series,
                    const std::set<int>& numbers) {
  std::string names;
  for (const FileEntry& file : files) {
    if (series.is_family() || ParentPath(file.path) != series.folder) continue;
    const SplitName split = SplitNumberedName(BaseName(file.path));
    if (!split.number || numbers.contains(split.number->value)) continue;
    names +=
        fmt::format("{}`{}`", names.empty() ? "; beside them stands " : ", ", Printable(file.path));
  }
  return names;
}

}  // namespace

FoundNumbers FindNumbers(const std::vector<FileEntry>& files, const NumberedGroup& series,
                         bool is_migrations) {
  FoundNumbers found;
  found.alternatives = !is_migrations && AreAlternatives(series);
  if (!series.has_slug) {
    found.unsure.push_back(
        fmt::format("`{}` has numbers only, so a title in each module's metadata has to say "
                    "which is which once they move",
                    series.pattern));
  }
  const std::string_view remark = found.alternatives
                                      ? ": alternatives of one part, so it may"
                                      : "; if it may, write `rules: {duplicate-number: off}`";
  std::set<int> numbers;
  std::set<std::string> slugs;
  for (const auto& [number, slug] : series.entries) {
    if (series.is_family()) {
      numbers.insert(number.value);
      continue;
    }
    if (!numbers.insert(number.value).second && number.suffix == '\0') {
      found.unsure.push_back(fmt::format("the number {} stands twice in `{}`{}", number.value,
                                         series.pattern, remark));
    }
    if (!slug.empty() && !slugs.insert(slug).second) {
      found.unsure.push_back(
          fmt::format("the name `{}` stands twice in `{}`: number and name together say which "
                      "is meant",
                      Printable(slug), series.pattern));
    }
  }
  const int span = *numbers.rbegin() - *numbers.begin() + 1;
  if (span > static_cast<int>(numbers.size())) {
    found.gaps = true;
    found.unsure.push_back(fmt::format("{} numbers between {} and {} are free; kept as they are{}",
                                       span - static_cast<int>(numbers.size()), *numbers.begin(),
                                       *numbers.rbegin(), Fillers(files, series, numbers)));
  }
  return found;
}

}  // namespace prereq
