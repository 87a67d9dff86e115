#include "passages/words_of_series.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "passages/counting_words.h"
#include "series/course_words.h"

namespace prereq {

std::string WordOfNames(const Series& series) {
  constexpr std::size_t kShortest = 4;
  constexpr std::array<std::string_view, 11> kEverywhere = {
      "step", "part", "page", "test", "file", "task", "stage", "phase", "item", "level", "version"};
  const Result<NamePattern> pattern = NamePattern::Parse(series.pattern);
  if (!series.labels.empty() || !pattern) return {};
  std::string word = Lower(pattern->Stem());
  while (!word.empty() && (word.back() == '-' || word.back() == '_')) word.pop_back();
  const bool letters = std::ranges::all_of(word, [](char c) { return IsLower(c); });
  const bool counts =
      CountsParts(word) || std::ranges::find(kEverywhere, word) != kEverywhere.end();
  return letters && !counts && word.size() >= kShortest ? word : std::string();
}

SeriesWord::SeriesWord(std::string word, const Facts& facts) : word_(std::move(word)) {
  std::set<std::string> own;
  for (const Module& module : facts.modules) own.insert(ParentPath(module.path));
  for (const ScannedFile& file : facts.files) {
    std::size_t begin = 0;
    while (begin < file.path.size()) {
      const std::size_t end = std::min(file.path.find('/', begin), file.path.size());
      const std::string_view part = std::string_view(file.path).substr(begin, end - begin);
      std::size_t digit = word_.size();
      if (digit < part.size() && std::string_view("-_ ").find(part[digit]) != std::string::npos) {
        ++digit;
      }
      const bool numbered = digit < part.size() && IsDigit(part[digit]) &&
                            Lower(part.substr(0, word_.size())) == word_;
      if (numbered && begin > 0) {
        std::string folder = file.path.substr(0, begin - 1);
        if (!own.contains(folder)) other_folders_.insert(std::move(folder));
      }
      begin = end + 1;
    }
  }
}

bool SeriesWord::IsSaid(std::string_view word, const std::string& path, bool is_own) const {
  return IsFormOfWord(word, word_) &&
         (is_own || std::ranges::none_of(other_folders_, [&](const std::string& folder) {
            return IsWithin(path, folder);
          }));
}

std::map<std::string, bool> PageWords::Told(int own) const {
  std::map<std::string, bool> told;
  for (const auto& [word, numbers] : numbers_) {
    const bool says_own = numbers.contains(own);
    if (!says_own || numbers.size() == 1) told.emplace(word, says_own);
  }
  return told;
}

std::vector<std::string> WordsOfOwnPages(const std::vector<PageNumbers>& pages) {
  constexpr std::size_t kFewest = 3, kShortest = 4, kUsual = 4;
  struct Uses {
    std::set<ModuleId> modules;
    std::size_t agreeing = 0, against = 0;
  };
  std::map<std::string, Uses> uses;
  for (const PageNumbers& page : pages) {
    if (!page.own) continue;
    for (const auto& [word, own] : page.words) {
      Uses& use = uses[word];
      ++(own ? use.agreeing : use.against);
      if (own) use.modules.insert(*page.own);
    }
  }
  std::vector<std::string> words;
  for (const auto& [word, use] : uses) {
    const bool counts_parts = CountsParts(word) && CourseWordOf(word).empty();
    if (word.size() >= kShortest && !counts_parts && use.modules.size() >= kFewest &&
        use.against * kUsual <= use.agreeing) {
      words.push_back(word);
    }
  }
  return words;
}

}  // namespace prereq
