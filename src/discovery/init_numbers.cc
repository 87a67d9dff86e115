#include "discovery/init_numbers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

using Needs = std::set<std::pair<ModuleId, ModuleId>>;

// `03-networks-hub` and `03-networks-mesh`.
bool BeginAlike(const NumberedGroup& series, const std::vector<std::size_t>& sharing) {
  std::set<std::string> words;
  for (const std::size_t i : sharing) {
    const std::string& slug = series.entries[i].second;
    const std::size_t end = slug.find_first_of("-_ .");
    words.insert(end == std::string::npos ? std::string() : slug.substr(0, end));
  }
  return words.size() == 1 && !words.begin()->empty();
}

// `03-delivery` and `03-gateway`, which both need `02-core` and do not know each other.
bool StandApart(const Needs& needs, const std::vector<std::size_t>& sharing) {
  std::set<ModuleId> ids, taking_part;
  for (const std::size_t i : sharing) ids.insert(ModuleId{static_cast<int>(i)});
  for (const auto& [dependent, prerequisite] : needs) {
    const bool first = ids.contains(dependent), second = ids.contains(prerequisite);
    if (first && second) return false;
    if (first) taking_part.insert(dependent);
    if (second) taking_part.insert(prerequisite);
  }
  return taking_part.size() == ids.size();
}

// Whether that is so of all modules that share a number.
bool AreParallel(const NumberedGroup& series, const Needs& needs) {
  if (series.is_family()) return false;
  std::map<Number, std::vector<std::size_t>> by_number;
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    by_number[series.entries[i].first].push_back(i);
  }
  bool any = false;
  for (const auto& [number, sharing] : by_number) {
    if (sharing.size() < 2) continue;
    any = true;
    if (!BeginAlike(series, sharing) && !StandApart(needs, sharing)) return false;
  }
  return any;
}

// Directories beside those of the series, and called like them, whose names go on behind the
// number, which none of the series has: `chapter5common` beside `chapter3`. By name.
std::set<std::string> LongerNames(const std::vector<FileEntry>& files, const NumberedGroup& series,
                                  const std::set<int>& numbers) {
  if (series.has_slug || !series.is_directory || series.is_family()) return {};
  const std::string start = series.pattern.substr(0, series.pattern.find("{number"));
  if (start.size() == series.folder.size() || !series.pattern.ends_with('}')) return {};
  std::set<std::string> names;
  for (const FileEntry& file : files) {
    if (!file.path.starts_with(start)) continue;
    const std::string_view rest = std::string_view(file.path).substr(start.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos || start.ends_with('/')) continue;
    const std::string_view name = rest.substr(0, slash);
    constexpr std::size_t kMostDigits = 4;
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    if (digits == 0 || digits > kMostDigits || digits == name.size()) continue;
    if (numbers.contains(std::stoi(std::string(name.substr(0, digits))))) continue;
    names.insert(file.path.substr(0, start.size() + slash));
  }
  return names;
}

// What stands beside the modules with a number that none of them has, by path: `05_modular.md`
// among notebooks, `02-guess` among `01_hello`, `03_dates`.
std::map<std::string, int> Strays(const std::vector<FileEntry>& files, const NumberedGroup& series,
                                  const std::set<int>& numbers) {
  std::map<std::string, int> strays;
  const auto pattern = NamePattern::Parse(series.pattern);
  if (series.is_family() || !pattern) return strays;
  const std::string stem = pattern->Stem();
  const std::size_t begin = series.folder.empty() ? 0 : series.folder.size() + 1;
  for (const FileEntry& file : files) {
    if (!IsWithin(file.path, series.folder) || file.path.size() <= begin) continue;
    const std::size_t end = file.path.find('/', begin);
    const std::string name = file.path.substr(begin, end - begin);
    if (!name.starts_with(stem)) continue;
    const SplitName split = SplitNumberedName(std::string_view(name).substr(stem.size()));
    if (!split.number || numbers.contains(split.number->value)) continue;
    strays.emplace(file.path.substr(0, end), split.number->value);
  }
  return strays;
}

// Of these, what stands in a gap; it is said with the gap.
std::string Fillers(const std::map<std::string, int>& strays) {
  std::string names;
  for (const auto& [path, number] : strays) {
    names += fmt::format("{}`{}`", names.empty() ? "; beside them stands " : ", ", Printable(path));
  }
  return names;
}

std::string Times(std::ptrdiff_t count) {
  return count > 2 ? fmt::format("{} times", count) : "twice";
}

}  // namespace

FoundNumbers FindNumbers(const std::vector<FileEntry>& files, const NumberedGroup& series,
                         const Needs& needs, bool is_migrations) {
  FoundNumbers found;
  found.parallel = !is_migrations && AreParallel(series, needs);
  if (!series.has_slug) {
    found.unsure.push_back(
        fmt::format("`{}` has numbers only, so a title in each module's metadata has to say "
                    "which is which once they move",
                    series.pattern));
  }
  const std::string_view remark = found.parallel
                                      ? ": modules side by side, so it may"
                                      : "; if it may, write `rules: {duplicate-number: off}`";
  std::set<int> numbers, doubled;
  std::map<std::string, int> slugs;
  for (const auto& [number, slug] : series.entries) {
    if (series.is_family()) {
      numbers.insert(number.value);
      continue;
    }
    if (!numbers.insert(number.value).second && number.suffix == '\0' &&
        doubled.insert(number.value).second) {
      const Number shared = number;
      const auto times = std::ranges::count_if(
          series.entries, [shared](const auto& entry) { return entry.first == shared; });
      found.unsure.push_back(fmt::format("the number {} stands {} in `{}`{}", number.value,
                                         Times(times), series.pattern, remark));
    }
    if (!slug.empty()) ++slugs[slug];
  }
  for (const auto& [slug, times] : slugs) {
    if (times == 1) continue;
    found.unsure.push_back(
        fmt::format("the name `{}` stands {} in `{}`: number and name together say which is meant",
                    Printable(slug), Times(times), series.pattern));
  }
  const int span = *numbers.rbegin() - *numbers.begin() + 1;
  if (span > static_cast<int>(numbers.size())) {
    found.gaps = true;
    const int free = span - static_cast<int>(numbers.size());
    const std::set<std::string> longer = LongerNames(files, series, numbers);
    if (!longer.empty()) {
      constexpr std::size_t kMostShown = 8;
      std::vector<std::string> shown;
      for (const std::string& name : longer) {
        if (shown.size() < kMostShown) shown.push_back("`" + Printable(name) + "`");
      }
      found.unsure.push_back(fmt::format(
          "{} more, whose names go on behind the number, {} left out with all that {}: {}{}",
          longer.size(), longer.size() == 1 ? "is" : "are",
          longer.size() == 1 ? "it needs" : "they need", Join(shown, ", "),
          longer.size() > kMostShown ? ", …" : ""));
      return found;
    }
    found.unsure.push_back(fmt::format(
        "{} between {} and {} {}{}", free == 1 ? "1 number" : fmt::format("{} numbers", free),
        *numbers.begin(), *numbers.rbegin(),
        free == 1 ? "is free; kept as it is" : "are free; kept as they are",
        Fillers(Strays(files, series, numbers))));
  }
  return found;
}

}  // namespace prereq
