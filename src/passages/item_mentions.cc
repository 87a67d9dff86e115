#include "passages/item_mentions.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/ascii.h"
#include "passages/sequences.h"
#include "passages/word_characters.h"

namespace prereq {

std::span<const Reference> ReferencesIn(std::span<const Reference> references, std::size_t begin,
                                        std::size_t end) {
  const auto offset = [](const Reference& reference) { return reference.whole.offset; };
  const auto first = std::ranges::lower_bound(references, begin, {}, offset);
  const auto last = std::ranges::lower_bound(first, references.end(), end, {}, offset);
  return {first, last};
}

namespace {

bool HoldsLetter(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += CharacterLengthAt(text, at)) {
    if (!IsDigit(text[at]) && WordLengthAt(text, at) > 0) return true;
  }
  return false;
}

}  // namespace

Mentions MentionsOfItems(std::string_view text, std::span<const BlockEntry> entries,
                         std::span<const Reference> references) {
  std::set<std::string> leads;
  bool all_go_on = true;
  for (const BlockEntry& entry : entries) {
    const std::string_view body = text.substr(entry.body.offset, entry.body.length);
    const std::string_view line = body.substr(0, body.find('\n'));
    const auto inside =
        ReferencesIn(references, entry.body.offset, entry.body.offset + line.size());
    const auto first = std::ranges::find_if(inside, [&](const Reference& reference) {
      return IsCertain(reference) && reference.module == entry.module;
    });
    if (first == inside.end()) return Mentions::kSubjects;
    std::string_view lead = line.substr(0, first->whole.offset - entry.body.offset);
    // `[Loops](02_loops/)`: the item begins with the link to its module.
    const bool is_link = lead.find("](") != std::string_view::npos &&
                         lead.find_first_not_of("*_`[") > lead.find('[') &&
                         lead.find(')') == std::string_view::npos;
    if (is_link) return Mentions::kSubjects;
    lead = lead.substr(0, lead.find('[', lead.starts_with('[') ? lead.find(']') : 0));
    std::string words;
    for (std::size_t at = 0; at < lead.size(); at += CharacterLengthAt(lead, at)) {
      if (!IsDigit(lead[at])) words += lead.substr(at, WordLengthAt(lead, at));
    }
    if (words.empty() || !leads.insert(words).second) return Mentions::kSubjects;
    std::string_view rest = line.substr(first->whole.end() - entry.body.offset);
    const std::size_t target = rest.find("](");
    if (target != std::string_view::npos) {
      rest.remove_prefix(std::min(rest.find(')', target), rest.size()));
    }
    all_go_on = all_go_on && HoldsLetter(rest);
  }
  return all_go_on ? Mentions::kInPassing : Mentions::kBehindOthers;
}

}  // namespace prereq
