// Numbers with a part of a module's name behind them: `04 DDL` for `04-exposed-ddl`. One may be
// chance; where three modules of a page are called so, or two and nothing else, a person looks at
// them.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/fold.h"
#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kFewestCalledSo = 3, kFewestAlone = 2, kShortestPart = 3, kLongestPart = 40;

class LooseNames {
 public:
  explicit LooseNames(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    std::vector<Found> added;
    std::set<ModuleId> agreeing;
    std::size_t others = 0;
    for (std::size_t at = NextDigit(text_, 0); at < text_.size(); at = NextDigit(text_, at)) {
      const auto token = ReadToken(scan_, at);
      while (at < text_.size() && IsDigit(text_[at])) ++at;
      if (!token || !IsPadded(scan_, *token) || IdentifierBefore(text_, token->begin)) continue;
      if (token->begin > 0 && text_[token->begin - 1] == '/')
        continue;  // a path says it or is none
      const std::string word = WordBehind(token->end);
      const std::vector<ModuleId> owners = scan_.lexicon.Owners(token->number);
      if (word.size() < kShortestPart || owners.size() != 1) continue;
      if (!WordsOf(owners.front()).contains(word)) {
        ++others;
        continue;
      }
      agreeing.insert(owners.front());
      Found found =
          MakeFound(scan_, *token, token->span(), {token->end, 0}, ReferenceShape::kLabel);
      found.reference.module = owners.front();
      found.reference.certainty = Certainty::kLikely;
      added.push_back(std::move(found));
    }
    const std::size_t fewest = others == 0 ? kFewestAlone : kFewestCalledSo;
    const bool are_meant = agreeing.size() >= fewest && others < added.size();
    if (are_meant) AddFound(scan_, std::move(added));
  }

 private:
  // The first word behind a number and blanks or marks, folded; empty where none follows on the
  // line.
  [[nodiscard]] std::string WordBehind(std::size_t end) const {
    constexpr std::string_view kMarks = " \t.:)|-*_`[\"'";
    std::size_t begin = end;
    while (begin < text_.size() && kMarks.find(text_[begin]) != std::string_view::npos) ++begin;
    if (begin == end || begin >= text_.size() || text_[begin - 1] == '-') return {};
    std::size_t last = begin;
    while (last < text_.size() && last - begin <= kLongestPart && IsWordByte(text_[last])) ++last;
    return last - begin > kLongestPart ? std::string()
                                       : FoldModuleName(text_.substr(begin, last - begin));
  }

  // The words of a module's slug that few others have.
  const std::set<std::string, std::less<>>& WordsOf(ModuleId id) {
    if (words_.empty()) Read();
    return words_[static_cast<std::size_t>(id.value)];
  }

  void Read() {
    std::map<std::string, int, std::less<>> modules;
    const int count = scan_.lexicon.module_count();
    for (int i = 0; i < count; ++i) {
      auto& words = words_.emplace_back();
      const std::string slug = FoldModuleName(scan_.lexicon.slug({i}));
      for (const std::string_view word : Split(slug, ' ')) {
        if (words.emplace(word).second) ++modules[std::string(word)];
      }
    }
    constexpr int kMost = 2;
    for (auto& words : words_) {
      std::erase_if(words, [&](const std::string& word) { return modules.at(word) > kMost; });
    }
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<std::set<std::string, std::less<>>> words_;  // by module
};

}  // namespace

void SettleLooseNames(Scan& scan) {
  const FileContent content = scan.format.content;
  const bool is_read = content == FileContent::kProse || content == FileContent::kNotebook ||
                       content == FileContent::kMarkup || content == FileContent::kUnknown;
  if (is_read && scan.lexicon.has_slugs()) LooseNames(scan).Run();
}

}  // namespace prereq::references
