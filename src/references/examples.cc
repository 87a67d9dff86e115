// Made-up names of the series' form: `042-do-it` behind "e.g.", the names that a test feeds to a
// parser. Only names that no module has are taken for examples.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "model/certainty.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Whether a file tests something, by its name or a folder's.
bool IsTestFile(std::string_view path) {
  constexpr std::array<std::string_view, 8> kFolders = {"test",         "tests",        "__tests__",
                                                        "spec",         "testdata",     "fixtures",
                                                        "__fixtures__", "__snapshots__"};
  const std::vector<std::string_view> parts = Split(path, '/');
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (std::ranges::find(kFolders, Lower(parts[i])) != kFolders.end()) return true;
  }
  const std::string name = Lower(BaseName(path));
  if (name.starts_with("test_") || name.starts_with("test-")) return true;
  return std::ranges::any_of(
      std::array<std::string_view, 6>{".test.", ".spec.", "_test.", "-test.", "_spec.",
                                      "test.java"},
      [&](std::string_view mark) { return name.find(mark) != std::string::npos; });
}

bool NamesAModule(const Reference& reference) {
  return IsSure(reference) || reference.certainty == Certainty::kDrifted;
}

// Words that say that what follows is made up; `line` in lower case.
bool SaysExample(std::string_view line) {
  constexpr std::array<std::string_view, 12> kWords = {
      "e.g.",     "example", "for instance", "such as",    "z.b.",   "z. b.",
      "beispiel", "exemple", "ejemplo",      "named like", "usage:", "like this"};
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

// The line without the paths in it, but with addresses: `examples/02-loops` stands in a folder
// called so, and `https://example.org/` is made up.
std::string WithoutPaths(std::string_view line) {
  std::string words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size() - 1) + 1;
    const std::string_view word = line.substr(at, end - at);
    const bool path = word.find('/') != word.npos && word.find("://") == word.npos;
    if (!path) words += word;
    at = end;
  }
  return words;
}

// The last line with text before the ``` above `begin`.
std::string_view LineAboveFence(const Scan& scan, std::size_t begin) {
  if (!scan.fences) return {};
  const auto passed = std::ranges::upper_bound(*scan.fences, begin);
  if (passed == scan.fences->begin()) return {};
  const std::size_t fence = *std::prev(passed);
  const std::size_t low = fence > kReach ? fence - kReach : 0;
  const std::string_view above = Trim(scan.text.substr(low, fence - low));
  return above.substr(above.rfind('\n') + 1);  // npos + 1 is 0
}

// Whether the last heading before `begin` is "Examples" or the like.
bool UnderExamples(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongestSection = 1U << 14;  // so that each name costs no more than that
  const std::size_t low = begin > kLongestSection ? begin - kLongestSection : 0;
  const std::size_t near = text.substr(low, begin - low).rfind("\n#");
  if (near == std::string_view::npos && (low > 0 || !text.starts_with('#'))) return false;
  const std::size_t mark = near == std::string_view::npos ? near : low + near;
  const std::size_t title = text.find_first_not_of("# ", mark + 1);  // npos + 1 is 0
  return title < begin && Lower(text.substr(title, 7)) == "example";
}

}  // namespace

bool IsExample(const Scan& scan, std::size_t begin) {
  const std::string_view text = scan.text;
  if (Lower(BaseName(scan.path)).find("template") != std::string::npos) return true;
  // `image:04-slim`: a tag, as of a container.
  if (begin > 1 && text[begin - 1] == ':' && IsWord(text[begin - 2])) return true;
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  const std::string_view near = text.substr(low, begin - low);
  const std::string line = Lower(near.substr(near.rfind('\n') + 1));  // npos + 1 is 0
  if (SaysExample(WithoutPaths(line))) return true;
  if (!IsMarkup(scan)) return false;
  if (InFence(scan, begin) && SaysExample(Lower(LineAboveFence(scan, begin)))) return true;
  // A shell's prompt: the command's folder is not known.
  return Trim(line).starts_with("$ ") || UnderExamples(text, begin);
}

void SettleExamples(Scan& scan) {
  const auto unknown = [](const Found& found) {
    return found.reference.certainty == Certainty::kUnresolved && found.reference.name.length > 0;
  };
  if (std::ranges::none_of(scan.found, unknown) || !IsTestFile(scan.path)) return;
  // What a test compares with shows names of its own making.
  if (scan.format.content == FileContent::kUnknown || scan.format.content == FileContent::kProse) {
    std::erase_if(scan.found, [&](const Found& found) {
      return unknown(found) && found.reference.shape == ReferenceShape::kNumberedSlug;
    });
  }
  std::set<std::string_view> unknown_names, known_names;
  for (const Found& found : scan.found) {
    const Reference& reference = found.reference;
    const std::string_view name = scan.text.substr(reference.name.offset, reference.name.length);
    if (unknown(found)) unknown_names.insert(name);
    if (NamesAModule(reference) && reference.name.length > 0) known_names.insert(name);
  }
  if (unknown_names.size() <= known_names.size()) return;
  std::erase_if(scan.found, unknown);
  for (Found& found : scan.found) {
    Reference& reference = found.reference;
    if (reference.certainty == Certainty::kDrifted) {
      reference.certainty = Certainty::kForeign;
    } else if (NamesAModule(reference)) {
      reference.certainty = Certainty::kLikely;
    }
  }
}

}  // namespace prereq::references
