#include "passages/possible_labels.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include "base/ascii.h"
#include "base/text.h"
#include "references/module_words.h"

namespace prereq {
namespace {

// Whether a part of a path is the word with a number: `lesson-2.md`.
bool IsNumberedAfter(std::string_view part, std::string_view word) {
  if (!Lower(part.substr(0, word.size())).starts_with(word)) return false;
  std::size_t at = word.size();
  if (at < part.size() && std::string_view("-_ ").find(part[at]) != std::string_view::npos) ++at;
  return at < part.size() && IsDigit(part[at]);
}

}  // namespace

std::set<std::string> PossibleLabels(const std::vector<PageNumbers>& pages, const Facts& facts) {
  std::map<std::string, std::size_t> words;
  if (!facts.series.labels.empty()) return {};
  for (const PageNumbers& page : pages) {
    for (const PageNumbers::Mention& mention : page.mentions) {
      const std::string& word = mention.around.first;
      if (!mention.is_part && !mention.of_book && references::IsModuleWord(word)) ++words[word];
    }
  }
  for (const PageNumbers& page : pages) {
    for (const std::string& word : page.elsewhere) words.erase(word);
  }
  std::erase_if(words, [&](const auto& one) {
    return std::ranges::any_of(facts.files, [&](const ScannedFile& file) {
      return std::ranges::any_of(Split(file.path, '/'), [&](std::string_view part) {
        return IsNumberedAfter(part, one.first);
      });
    });
  });
  std::size_t most = 0;
  for (const auto& [word, count] : words) most = std::max(most, count);
  std::set<std::string> labels;
  for (const auto& [word, count] : words) {
    if (count * 2 >= most) labels.insert(word);
  }
  return labels;
}

std::vector<std::string> OtherLabels(const std::vector<PageNumbers>& pages, const Facts& facts) {
  std::vector<TiedWord> tied;
  for (const PageNumbers& page : pages) std::ranges::copy(page.tied, std::back_inserter(tied));
  std::vector<std::string> words = WordsOfModules(tied, facts.order);
  std::erase_if(words, [&](const std::string& word) {
    return std::ranges::any_of(facts.series.labels, [&](const std::string& label) {
      return IsFormOfWord(word, Lower(label));
    });
  });
  return words;
}

std::vector<std::string> LabelsOfOthers(const Config& config, const Series& series) {
  std::vector<std::string> labels;
  for (const Series& other : config.series) {
    if (other.pattern == series.pattern) continue;
    std::ranges::copy_if(other.labels, std::back_inserter(labels), [&](const std::string& label) {
      return std::ranges::find(series.labels, label) == series.labels.end();
    });
  }
  return labels;
}

}  // namespace prereq
