#include "plan/newcomer.h"

#include <algorithm>

#include "base/numbered_name.h"
#include "base/text.h"
#include "plan/names_in_texts.h"
#include "plan/title_text.h"

namespace prereq {

void AddTitle(ModuleWords& words, const std::string& title) {
  if (Trim(title).empty() || !CheckTitle(title)) return;
  const std::string quoted = QuotedTitle(title);
  for (const std::string& spelling :
       {title, MarkdownTitle(title), MarkdownTitle(title, {true, true, false}),
        quoted.substr(1, quoted.size() - 2)}) {
    if (std::ranges::find(words.titles, spelling) == words.titles.end()) {
      words.titles.push_back(spelling);
    }
  }
}

Newcomer NewcomerIn(const Facts& facts, const Target& target, const NewModule& added,
                    const FileReader& tree) {
  // Where paths hold the number alone, a slug is made from that and names nothing.
  const auto pattern = NamePattern::Parse(facts.series.pattern);
  const bool has_slugs = !pattern || pattern->has_slug();
  Newcomer newcomer{facts, added, tree, {}, {}, {}, {}};
  for (const ModuleId id : target.order.Sequence()) {
    if (!facts.order.number(id)) continue;
    (*target.order.number(id) < added.number ? newcomer.before : newcomer.after).push_back(id);
    ModuleWords& words = newcomer.words[id];
    words.number = *facts.order.number(id);
    if (has_slugs) words.slug = facts.module(id).slug;
  }
  // `3. Loops` of metadata is a number and a title, where most of them are made so.
  std::vector<TextOfModule> titles;
  std::vector<ModuleWords*> owners;
  for (auto& [id, words] : newcomer.words) {
    if (facts.module(id).title.empty()) continue;
    titles.push_back({facts.module(id).title, &words});
    owners.push_back(&words);
  }
  const NamesInTexts names = WithoutNumbers(titles, titles.size());
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const std::string& whole = titles[i].text;
    const std::string front = whole.substr(0, whole.size() - names.of[i].size());
    const bool words = front.ends_with(' ') && front.find_first_of("/@_") == std::string::npos;
    AddTitle(*owners[i], words ? names.of[i] : whole);  // `@course/03-loops` is a package
  }
  const std::size_t most = std::max(newcomer.before.size(), newcomer.after.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (i < newcomer.before.size()) {
      newcomer.neighbours.push_back(newcomer.before[newcomer.before.size() - 1 - i]);
    }
    if (i < newcomer.after.size()) newcomer.neighbours.push_back(newcomer.after[i]);
  }
  return newcomer;
}

}  // namespace prereq
