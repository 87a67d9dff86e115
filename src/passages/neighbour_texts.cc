#include "passages/neighbour_texts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestText = 80;

// What one text was seen to lead to.
struct Uses {
  std::set<ModuleId> next, previous;  // modules whose pages use it so
  std::size_t elsewhere = 0;
};

}  // namespace

std::vector<NamedLink> NamedLinks(
    std::string_view text, ModuleId own, const std::vector<RelativeLink>& links,
    const std::function<std::optional<ModuleId>(const std::string&)>& owner_of) {
  std::vector<NamedLink> named;
  for (const RelativeLink& link : links) {
    const std::string_view before = text.substr(0, link.span.offset);
    if (!before.ends_with("](")) continue;
    const std::size_t close = before.size() - 2;
    const std::size_t low = close > kLongestText ? close - kLongestText : 0;
    const std::size_t open = before.substr(low, close - low).rfind('[');
    if (open == std::string_view::npos) continue;
    const std::string_view words = before.substr(low + open + 1, close - low - open - 1);
    if (words.empty() || words.find_first_of("0123456789\n]") != std::string_view::npos) continue;
    const auto to = owner_of(link.target);
    if (!to || *to == own) continue;
    Location where = link.where;
    where.column -= static_cast<int>(link.span.offset - (low + open + 1));
    named.push_back({std::move(where), std::string(words), own, *to});
  }
  return named;
}

std::vector<NeighbourWord> NeighbourTexts(
    const std::vector<NamedLink>& links, const std::vector<NeighbourWord>& known,
    const std::function<std::optional<ModuleId>(ModuleId, bool)>& neighbour_of) {
  constexpr std::size_t kFewest = 3;
  std::map<std::string, Uses> uses;
  for (const NamedLink& link : links) {
    Uses& one = uses[FoldModuleName(link.text)];
    if (neighbour_of(link.from, true) == link.to) {
      one.next.insert(link.from);
    } else if (neighbour_of(link.from, false) == link.to) {
      one.previous.insert(link.from);
    } else {
      ++one.elsewhere;
    }
  }
  std::set<std::tuple<std::string, int, bool>> said;
  for (const NeighbourWord& word : known) said.emplace(word.where.path, word.where.line, word.next);
  std::vector<NeighbourWord> words;
  for (const NamedLink& link : links) {
    const Uses& one = uses[FoldModuleName(link.text)];
    const bool next = one.next.size() > one.previous.size();
    const std::size_t right = next ? one.next.size() : one.previous.size();
    const std::size_t wrong = (next ? one.previous.size() : one.next.size()) + one.elsewhere;
    const bool is_neighbour = neighbour_of(link.from, next) == link.to;
    if (right < kFewest || wrong * kFewest > right || !is_neighbour ||
        said.contains({link.where.path, link.where.line, next})) {
      continue;
    }
    words.push_back({link.where, link.from, next, link.to, link.text});
  }
  return words;
}

}  // namespace prereq
