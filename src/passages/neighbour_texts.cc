#include "passages/neighbour_texts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/fold.h"
#include "base/text.h"
#include "passages/link_arrows.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestText = 80;

// What one text was seen to lead to.
struct Uses {
  std::set<ModuleId> next, previous;  // modules whose pages use it so
  std::size_t elsewhere = 0;
};

// Takes a name, whole words alone, from a folded text.
void TakeName(std::string& folded, const std::string& name) {
  const std::string whole = FoldModuleName(name);
  if (whole.empty()) return;
  for (std::size_t at = folded.find(whole); at != std::string::npos; at = folded.find(whole, at)) {
    const std::size_t end = at + whole.size();
    const bool words =
        (at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ');
    if (words) {
      folded.erase(at, whole.size() + (end < folded.size() ? 1 : 0));
    } else {
      at = end;
    }
  }
  if (folded.ends_with(' ')) folded.pop_back();
}

// The arrow of `[text](target)` at `open`, whose target ends at `end`.
std::optional<bool> ArrowAround(std::string_view text, std::size_t open, std::size_t end) {
  constexpr std::size_t kReach = 256;
  const std::size_t low = open - std::min(open, kReach);
  const std::size_t begin = low + text.substr(low, open - low).rfind('\n') + 1;  // npos + 1 is 0
  const std::string_view near = text.substr(begin, end + kReach - begin);
  const std::string_view line =
      near.substr(0, std::min(near.find('\n', open - begin), near.size()));
  const std::size_t close = line.find(')', std::min(end - begin, line.size()));
  if (close == std::string_view::npos) return std::nullopt;
  return ArrowOfLink(line, {open - begin, close + 1 - (open - begin)});
}

}  // namespace

std::string WordsBeside(std::string_view folded, const std::vector<std::string>& labels) {
  std::string words;
  for (const std::string_view word : Split(folded, ' ')) {
    if (word.empty() || word.find_first_not_of("0123456789") == std::string_view::npos) continue;
    if (std::ranges::any_of(labels,
                            [&](const auto& label) { return FoldModuleName(label) == word; })) {
      continue;
    }
    if (!words.empty()) words += ' ';
    words += word;
  }
  return words;
}

std::string TextBesideNames(std::string_view text, ModuleId module, const Facts& facts) {
  const Module& named = facts.module(module);
  std::string folded = FoldModuleName(text);
  std::vector<std::string> names = named.aliases;
  names.push_back(named.title);
  names.push_back(named.slug);
  std::ranges::stable_sort(names, std::ranges::greater(), &std::string::size);
  for (const std::string& name : names) TakeName(folded, name);
  return WordsBeside(folded, facts.series.labels);
}

std::vector<NamedLink> NamedLinks(
    std::string_view text, ModuleId own, const std::vector<RelativeLink>& links, const Facts& facts,
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
    if (words.empty() || words.find_first_of("\n]") != std::string_view::npos) continue;
    const auto to = owner_of(link.target);
    if (!to || *to == own) continue;
    Location where = link.where;
    where.column -= static_cast<int>(link.span.offset - (low + open + 1));
    const std::size_t colon = words.find(':');
    const std::string_view lead = words.substr(0, colon == std::string_view::npos ? 0 : colon);
    const std::size_t begin = low + open;
    named.push_back({std::move(where), std::string(words), TextBesideNames(words, *to, facts),
                     TextBesideNames(lead, *to, facts), ArrowAround(text, begin, link.span.end()),
                     own, *to});
  }
  return named;
}

std::vector<NeighbourWord> NeighbourTexts(
    const std::vector<NamedLink>& links, const std::vector<NeighbourWord>& known,
    const std::function<std::optional<ModuleId>(ModuleId, bool)>& neighbour_of) {
  constexpr std::size_t kFewest = 3;
  constexpr std::size_t kFewestArrows = 2;  // which say which way by themselves
  std::map<std::string, Uses> uses, leads;
  std::map<bool, Uses> arrows;
  const auto count = [&](const NamedLink& link, Uses& one) {
    if (neighbour_of(link.from, true) == link.to) {
      one.next.insert(link.from);
    } else if (neighbour_of(link.from, false) == link.to) {
      one.previous.insert(link.from);
    } else {
      ++one.elsewhere;
    }
  };
  for (const NamedLink& link : links) {
    if (!link.form.empty()) count(link, uses[link.form]);
    if (!link.lead.empty()) count(link, leads[link.lead]);
    if (link.onward) count(link, arrows[*link.onward]);
  }
  // Whether it means the module after (true) or before.
  const auto meaning = [&](const Uses& one, std::size_t fewest) -> std::optional<bool> {
    const bool next = one.next.size() > one.previous.size();
    const std::size_t right = next ? one.next.size() : one.previous.size();
    const std::size_t wrong = (next ? one.previous.size() : one.next.size()) + one.elsewhere;
    if (right < fewest || wrong * kFewest > right) return std::nullopt;
    return next;
  };
  std::set<std::tuple<std::string, int, bool>> said;
  for (const NeighbourWord& word : known) said.emplace(word.where.path, word.where.line, word.next);
  std::vector<NeighbourWord> words;
  for (const NamedLink& link : links) {
    auto next = link.form.empty() ? std::nullopt : meaning(uses[link.form], kFewest);
    const bool whole = next.has_value();
    if (!next && !link.lead.empty()) next = meaning(leads[link.lead], kFewest);
    if (!next && link.onward) next = meaning(arrows[*link.onward], kFewestArrows);
    if (!next || neighbour_of(link.from, *next) != link.to ||
        said.contains({link.where.path, link.where.line, *next})) {
      continue;
    }
    words.push_back({link.where, link.from, *next, link.to, link.text, whole ? link.form : ""});
  }
  return words;
}

}  // namespace prereq
