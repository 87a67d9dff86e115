#include "metadata/positions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "tree/linked_file.h"

namespace prereq {
namespace {

// What speaks for a folder.
constexpr std::array<std::string_view, 7> kFolderFiles = {
    "_index.md",       "index.md",       "index.mdx",      "README.md",
    "_category_.json", "_category_.yml", "_category_.yaml"};

// `9. Services`, `9) Services`: the number that a title begins with.
std::optional<int> CountOf(std::string_view title) {
  const std::size_t digits = std::min(title.find_first_not_of("0123456789"), title.size());
  if (digits == 0 || digits > 4 || digits + 1 >= title.size()) return std::nullopt;
  if (std::string_view(".):").find(title[digits]) == std::string_view::npos) return std::nullopt;
  if (title[digits + 1] != ' ') return std::nullopt;
  int count = 0;
  std::from_chars(title.data(), title.data() + digits, count);
  return count;
}

// Keys that are not known.
void ReadOthers(const DeclaredDocument& document, std::string_view kind,
                std::vector<DeclaredPosition>& positions) {
  constexpr std::size_t kMostKeys = 64, kMostDigits = 3;
  const YamlNode root = document.root();
  for (std::size_t i = 0; i < std::min(root.size(), kMostKeys); ++i) {
    const std::string_view key = root.key(i).text();
    const YamlNode value = root.value(i);
    if (!value.IsScalar() || value.aliased() || key.find(' ') != std::string_view::npos) continue;
    const MetadataText text = document.TextOf(value);
    const std::string_view digits = text.name.text;
    if (digits.empty() || digits.size() > kMostDigits || !std::ranges::all_of(digits, IsDigit)) {
      continue;
    }
    DeclaredPosition position{fmt::format("{}: {}", kind, key),
                              static_cast<double>(ValueOfDigits(digits)), text.name};
    if (!IsPositionKey(position.key)) positions.push_back(std::move(position));
  }
}

void ReadFrom(const FileReader& tree, const std::string& path, std::string_view kind,
              std::vector<DeclaredPosition>& positions) {
  Result<LinkedFile> file = ReadThroughLinks(tree, path);
  if (!file) return;
  const auto documents = OpenDeclared(file->path, std::move(file->text));
  if (!documents) return;
  for (const DeclaredDocument& document : *documents) {
    if (!document.root().IsMap()) continue;
    for (const std::string_view key : kPositionKeys) {
      const auto value = FindDotted(document.root(), key);
      if (!value || !value->IsScalar()) continue;
      const MetadataText text = document.TextOf(*value);
      const std::string& digits = text.name.text;
      double number = 0;
      const auto [end, failed] =
          std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (failed != std::errc() || end != digits.data() + digits.size()) continue;
      positions.push_back({fmt::format("{}: {}", kind, key), number, text.name});
    }
    ReadOthers(document, kind, positions);
    const auto title = FindDotted(document.root(), "title");
    if (!title || !title->IsScalar()) continue;
    const MetadataText text = document.TextOf(*title);
    if (const auto count = CountOf(text.name.text)) {
      positions.push_back({fmt::format("{}: title", kind), static_cast<double>(*count), text.name});
    }
  }
}

// Whether the values under a key that sites sort by put the modules in the order of their numbers
// and are mostly other numbers: `nav_order: 17`, `20`, `33`.
bool IsOrderAlone(std::string_view key, std::vector<std::pair<Number, int>> values, int own) {
  if (!IsPositionKey(key) || values.size() < 2) return false;
  if (static_cast<std::size_t>(own) * 2 > values.size()) return false;
  std::ranges::sort(values);
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i].second <= values[i - 1].second) return false;
  }
  return true;
}

}  // namespace

bool IsPositionKey(std::string_view key) {
  const std::string_view last = key.substr(key.rfind(' ') + 1);  // npos + 1 is 0
  return std::ranges::find(kPositionKeys, last) != kPositionKeys.end();
}

int StepOf(std::string_view text, Number number) {
  int value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return 0;
  if (number.value <= 0 || number.suffix != '\0' || value % number.value != 0) return 0;
  return value / number.value;
}

void SettleSteps(const std::vector<SeriesEntry>& entries, std::vector<DeclaredModule>& declared) {
  struct Seen {
    int all = 0;
    std::map<int, int> steps;                    // step → how many have it
    std::vector<std::pair<Number, int>> values;  // of all that are whole numbers
  };
  std::map<std::string, Seen> by_key;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    for (const DeclaredNumber& number : declared[i].numbers) {
      Seen& seen = by_key[number.key];
      ++seen.all;
      const std::string& text = number.text.name.text;
      const int step = StepOf(text, entries[i].number);
      if (step > 0) ++seen.steps[step];
      int value = 0;
      const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (failed == std::errc() && end == text.data() + text.size()) {
        seen.values.emplace_back(entries[i].number, value);
      }
    }
  }
  std::map<std::string, int> step_of;  // 0: an order alone
  for (auto& [key, seen] : by_key) {
    for (const auto& [step, count] : seen.steps) {
      if (step >= 2 && count >= 2 && count * 2 > seen.all) step_of[key] = step;
    }
    if (!step_of.contains(key) && IsOrderAlone(key, seen.values, seen.steps[1])) step_of[key] = 0;
  }
  for (std::size_t i = 0; i < declared.size(); ++i) {
    std::erase_if(declared[i].numbers, [&](DeclaredNumber& number) {
      const auto found = step_of.find(number.key);
      if (found == step_of.end()) return false;
      number.step = found->second;
      return number.step == 0 || StepOf(number.text.name.text, entries[i].number) != number.step;
    });
  }
}

std::vector<DeclaredPosition> ReadPositions(const FileReader& tree,
                                            const std::vector<FileEntry>& files,
                                            const SeriesEntry& entry) {
  std::vector<DeclaredPosition> positions;
  if (entry.is_submodule) return positions;
  if (!entry.is_directory) {
    if (IsMetadataName(entry.path)) ReadFrom(tree, entry.path, ".", positions);
    return positions;
  }
  for (const std::string_view name : kFolderFiles) {
    const std::string path = fmt::format("{}/{}", entry.path, name);
    if (!std::ranges::binary_search(files, path, {}, &FileEntry::path)) continue;
    ReadFrom(tree, path, name, positions);
  }
  return positions;
}

}  // namespace prereq
