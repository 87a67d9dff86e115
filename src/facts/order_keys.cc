#include "facts/order_keys.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "sites/site_tools.h"

namespace prereq {
namespace {

// The files in which a module could have one key, in words that metadata is read by.
std::vector<MetadataShape> ShapesOf(const SiteTool& tool, const SeriesEntry& entry,
                                    const std::string& key, bool of_folder) {
  std::vector<MetadataShape> shapes;
  const auto add = [&](std::string_view file) {
    MetadataShape& shape = shapes.emplace_back();
    shape.file = std::string(file);
    shape.number = {key};
  };
  if (!entry.is_directory) {
    if (!of_folder) add(".");
    return shapes;
  }
  if (of_folder) {
    for (const std::string_view file : Split(tool.folder_files, ' ')) add(file);
    return shapes;
  }
  for (const std::string_view index : Split(tool.page.indexes, ' ')) {
    for (const std::string_view suffix : Split(tool.page.suffixes, ' ')) {
      if (index.empty() || index == "=") continue;
      add(std::string(index) + std::string(suffix));
      if (index == "readme") add("README" + std::string(suffix));
    }
  }
  return shapes;
}

// The one number that a module has under a key; empty when it is not its own.
std::optional<DeclaredNumber> OwnNumber(const FileReader& tree,
                                        const std::vector<MetadataShape>& shapes,
                                        const SeriesEntry& entry) {
  auto declared = ReadDeclaredModule(tree, shapes, {}, entry);
  if (!declared || declared->numbers.size() != 1) return std::nullopt;
  const DeclaredNumber& number = declared->numbers.front();
  const std::string& written = number.text.name.text;
  const std::string text = written.substr(std::min(written.find_first_not_of('0'), written.size()));
  const bool is_own = text == ShowNumber(entry.number) || (text.empty() && entry.number.value == 0);
  return is_own ? std::optional(number) : std::nullopt;
}

void AddKey(const FileReader& tree, const SiteTool& tool, const std::string& key, bool of_folder,
            const std::vector<SeriesEntry>& entries, std::vector<DeclaredModule>& declared) {
  std::vector<DeclaredNumber> numbers;
  for (const SeriesEntry& entry : entries) {
    auto number = OwnNumber(tree, ShapesOf(tool, entry, key, of_folder), entry);
    if (!number || number->text.name.text.empty()) return;
    numbers.push_back(std::move(*number));
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::vector<DeclaredNumber>& known = declared[i].numbers;
    const bool is_known = std::ranges::any_of(known, [&](const DeclaredNumber& one) {
      return one.text.name.where == numbers[i].text.name.where;
    });
    if (!is_known) known.push_back(std::move(numbers[i]));
  }
}

}  // namespace

void AddOrderKeys(const FileReader& tree, const std::vector<FileEntry>& files,
                  const std::vector<SeriesEntry>& entries, std::vector<DeclaredModule>& declared) {
  constexpr std::size_t kFewest = 2;  // one number equals by chance
  if (entries.size() < kFewest) return;
  std::vector<std::string> paths;
  for (const FileEntry& file : files) paths.push_back(file.path);
  std::set<const SiteTool*> seen;
  for (const FoundSiteTool& site : FindSites(tree, paths)) {
    const bool shows_all = std::ranges::all_of(
        entries, [&](const SeriesEntry& entry) { return IsWithin(entry.path, site.PageFolder()); });
    if (!shows_all || !seen.insert(site.tool).second) continue;
    for (const std::string_view key : Split(site.tool->order_keys, ' ')) {
      if (!key.empty()) AddKey(tree, *site.tool, std::string(key), false, entries, declared);
    }
    const std::string of_folder(site.tool->folder_key);
    if (!of_folder.empty()) AddKey(tree, *site.tool, of_folder, true, entries, declared);
  }
}

void SettleMirroredKeys(const FileReader& tree, const std::vector<FileEntry>& files,
                        const std::vector<Mirror>& mirrors, const std::vector<MirrorEntry>& entries,
                        std::vector<Reference>& references) {
  std::map<std::string_view, const MirrorEntry*> by_path;
  std::map<int, std::size_t> sizes;  // of the mirrors
  for (const MirrorEntry& entry : entries) {
    const Mirror& mirror = mirrors[static_cast<std::size_t>(entry.mirror)];
    if (!entry.module || mirror.kind != Mirror::Kind::kSynchronised) continue;
    by_path.emplace(entry.path, &entry);
    ++sizes[entry.mirror];
  }
  if (by_path.empty()) return;
  // Mirror, the file below an entry, and how long the key is.
  using Key = std::tuple<int, std::string, std::size_t>;
  std::map<Key, std::vector<Reference*>> found;
  for (Reference& reference : references) {
    if (reference.shape != ReferenceShape::kNumberKey || !reference.module ||
        reference.certainty != Certainty::kLikely) {
      continue;
    }
    const std::string& path = reference.where.path;
    for (std::size_t end = path.size(); end != std::string::npos && end > 0;
         end = path.rfind('/', end - 1)) {
      const auto entry = by_path.find(std::string_view(path).substr(0, end));
      if (entry == by_path.end()) continue;
      if (entry->second->module != reference.module) break;
      found[{entry->second->mirror, path.substr(end),
             reference.whole.length - reference.number.length}]
          .push_back(&reference);
      break;
    }
  }
  if (found.empty()) return;
  std::vector<std::string> paths;
  for (const FileEntry& file : files) paths.push_back(file.path);
  const std::vector<FoundSiteTool> sites = FindSites(tree, paths);
  const bool sorts = std::ranges::any_of(sites, [](const FoundSiteTool& site) {
    return !site.tool->order_keys.empty() || !site.tool->folder_key.empty();
  });
  constexpr std::size_t kFewest = 2;
  for (auto& [key, places] : found) {
    if (!sorts || places.size() < kFewest || places.size() != sizes[std::get<0>(key)]) continue;
    for (Reference* const place : places) place->certainty = Certainty::kOwned;
  }
}

}  // namespace prereq
