#include "discovery/spelled_labels.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/page_head.h"
#include "passages/spelled_numbers.h"
#include "series/course_words.h"

namespace prereq {
namespace {

constexpr int kMostSpelledOut = 12;

// What a word counts: `two`, `zweite`, `2nd`; 0 for any other.
int CountedBy(std::string_view word) {
  constexpr std::array<std::string_view, 4> kOrdinals = {"st", "nd", "rd", "th"};
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  constexpr std::size_t kWidest = 3;
  if (digits > 0) {
    const bool ordinal =
        digits <= kWidest && std::ranges::find(kOrdinals, word.substr(digits)) != kOrdinals.end();
    return ordinal ? ValueOfDigits(word.substr(0, digits)) : 0;
  }
  for (int value = 1; value <= kMostSpelledOut; ++value) {
    const std::vector<std::string> spellings = SpellingsOf(value);
    if (std::ranges::find(spellings, word) != spellings.end()) return value;
  }
  return 0;
}

// The words of a heading, in lower case.
std::vector<std::string> HeadingWords(std::string_view heading) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : heading) {
    if (IsAlphanumeric(c) || static_cast<unsigned char>(c) >= 0x80U) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(Lower(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(Lower(word));
  return words;
}

// The page that a reader of the module opens first; empty without one.
std::string FirstPage(const std::vector<FileEntry>& files, const std::string& module) {
  constexpr std::array<const char*, 7> kPages = {
      "", "/README.md", "/readme.md", "/index.md", "/_index.md", "/README.rst", "/README.adoc"};
  for (const char* const page : kPages) {
    std::string path = module + page;
    if (HasPageHead(path) && std::ranges::binary_search(files, path, {}, &FileEntry::path)) {
      return path;
    }
  }
  return {};
}

}  // namespace

SpelledLabel FindSpelledLabel(const FileReader& tree, const std::vector<FileEntry>& files,
                              const NumberedGroup& series) {
  constexpr std::size_t kFewestHeaded = 3;
  std::map<std::string, std::set<int>> headed;
  std::set<std::string> contradicted;
  for (std::size_t i = 0; i < series.paths.size() && i < series.entries.size(); ++i) {
    const std::string page = FirstPage(files, series.paths[i]);
    const Result<std::string> text = page.empty() ? std::string() : tree.Read(page);
    if (!text) continue;
    const int number = series.entries[i].first.value;
    const std::vector<std::string> words = HeadingWords(ReadPageHead(page, *text).heading);
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::string label(CourseWordOf(words[at]));
      if (label.empty()) continue;
      const int before = at > 0 ? CountedBy(words[at - 1]) : 0;
      const int behind = at + 1 < words.size() ? CountedBy(words[at + 1]) : 0;
      if (before == number || behind == number) {
        headed[label].insert(number);
      } else if (before != 0 || behind != 0) {
        contradicted.insert(label);
      }
    }
  }
  for (const auto& [label, numbers] : headed) {
    const bool most = numbers.size() * 2 > series.paths.size();
    if (numbers.size() >= kFewestHeaded && most && !contradicted.contains(label)) {
      return {label, numbers.size()};
    }
  }
  return {};
}

}  // namespace prereq
