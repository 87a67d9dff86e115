#include "references/own_sections.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "references/own_number.h"
#include "references/page_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {

int PartOfSection(const Scan& scan, const Token& section) {
  constexpr std::size_t kMostDigits = 4;
  const std::size_t part = section.end + 1;
  const std::size_t end = std::min(scan.text.size(), part + kMostDigits);
  std::size_t at = part;
  while (at < end && IsDigit(scan.text[at])) ++at;
  return ValueOfDigits(scan.text.substr(part, at - part));
}

void Sections::Add(const Scan& scan, const Token& token) {
  tokens.push_back(token);
  parts.insert(PartOfSection(scan, token));
}

std::optional<Number> Sections::Common() const {
  const auto differs = [&](const Token& one) { return one.number != tokens.front().number; };
  if (tokens.empty() || std::ranges::any_of(tokens, differs)) return std::nullopt;
  return tokens.front().number;
}

bool Sections::CountUp() const {
  return parts.size() > 1 && *parts.begin() <= 1 &&
         *parts.rbegin() - *parts.begin() + 1 == static_cast<int>(parts.size());
}

std::set<int> SettleSections(Scan& scan, ModuleId id, const Sections& sections,
                             const PageStart& head, std::vector<Found>& added) {
  const std::optional<Number> common = sections.Common();
  if (!common) return {};
  const Token& first = sections.tokens.front();
  const int part = PartOfSection(scan, first);
  const SectionOwner owner =
      OwnerOfSections(head.inner, common->value, part, head.first_is_section, head.says_page);
  if (!EvidenceOfFile(scan, id, first).agrees) {
    // Below the own number, or in the page of the part: `# 4.1 First` in `05_X/01_First.md`.
    const bool of_file = head.first_is_section && NumberOfFile(scan) == part;
    const bool counts_up = head.says_own && sections.CountUp();
    if (owner != SectionOwner::kModule || (!counts_up && !of_file)) return {};
    for (const Token& token : sections.tokens) SuspectNumber(scan, token, id);
    return {};
  }
  if (owner != SectionOwner::kModule) {
    const bool inner = owner == SectionOwner::kInner;
    for (const Token& token : sections.tokens) {
      inner ? LeaveToPage(scan, token, added)
            : TellOwnNumber(scan, token, id, Certainty::kLikely, added);
    }
    return {};
  }
  // One alone below the module's own number has to be the first: not "2.5 million".
  const bool counts = sections.tokens.size() > 1 || head.first_is_section ||
                      (head.says_own && *sections.parts.begin() <= 1);
  if (!counts) return {};
  for (const Token& token : sections.tokens) {
    const Judgement judgement = Judge(EvidenceOfFile(scan, id, token));
    if (judgement.certainty) TellOwnNumber(scan, token, id, *judgement.certainty, added);
  }
  return sections.parts;
}

Sections ReadLinksToSections(const Scan& scan, ModuleId id, bool counted) {
  const std::string_view text = scan.text;
  Sections links;
  for (std::size_t at = text.find("]("); at != std::string_view::npos;
       at = text.find("](", at + 2)) {
    const auto link = LinkTextAround(text, at);
    if (!link || link->text_end != at) continue;
    const std::string_view target =
        text.substr(link->target_begin, link->target_end - link->target_begin);
    const auto path = FollowPath(ParentPath(scan.path), target.substr(0, target.find('#')));
    if (target.find(':') != std::string_view::npos || !path || !scan.lexicon.IsOwnFile(id, *path)) {
      continue;
    }
    const std::size_t first = SkipOrnament(text, link->text_begin);
    for (std::size_t digit = link->text_begin; digit < link->text_end; ++digit) {
      if (!IsDigit(text[digit]) || IsWord(text[digit - 1]) || text[digit - 1] == '.') continue;
      const auto token = ReadToken(scan, digit);
      if (!token || !IsSection(text, token->end) || (!counted && digit != first)) continue;
      if (counted && !EvidenceOfFile(scan, id, *token).agrees) continue;
      links.Add(scan, *token);
      const auto of_target = LeadingNumber(BaseName(*path));
      links.may_be_of_page |=
          of_target == token->number.value && of_target != PartOfSection(scan, *token);
    }
  }
  return links;
}

bool SettleLinksToSections(Scan& scan, ModuleId id, const Sections& links, bool counted,
                           std::vector<Found>& added) {
  const std::optional<Number> common = links.Common();
  if (!common) return false;
  const bool agrees = scan.lexicon.NumberOf(id) == common;
  const bool sure =
      !links.may_be_of_page && (counted || (links.parts.size() > 1 && *links.parts.begin() <= 1));
  for (const Token& token : links.tokens) {
    if (agrees) {
      TellOwnNumber(scan, token, id, sure ? Certainty::kOwned : Certainty::kLikely, added);
    } else if (links.CountUp()) {
      SuspectNumber(scan, token, id);
    }
  }
  return agrees && sure;
}

void SettleOverview(Scan& scan, ModuleId id, const HeadingNumber& heading, std::size_t end,
                    const Sections& links, bool links_are_sure, std::vector<Found>& added) {
  const Token& token = heading.token;
  if (!heading.marked || heading.title >= end || NumberOfFile(scan) == token.number.value) return;
  if (!heading.word.empty() && !IsCalledAsModules(scan, heading.word)) return;
  if (EvidenceOfFile(scan, id, token).agrees) {
    TellOwnNumber(scan, token, id, links_are_sure ? Certainty::kOwned : Certainty::kLikely, added);
  } else if (links.CountUp() && links.Common() == token.number) {
    SuspectNumber(scan, token, id);
  }
}

void SettleWorded(Scan& scan, ModuleId id,
                  const std::map<std::string, std::vector<HeadingNumber>>& worded,
                  std::vector<Found>& added) {
  for (const auto& [word, sections] : worded) {
    const bool all = std::ranges::all_of(sections, [&](const HeadingNumber& section) {
      return EvidenceOfFile(scan, id, section.token).agrees;
    });
    // `# 2-1 : Loops` in `02-loops/01-loops.md`
    const bool of_file = word.empty() && sections.front().dashed &&
                         NumberOfFile(scan) == PartOfSection(scan, sections.front().token);
    if (!all || (sections.size() < 2 && !of_file)) continue;
    for (const HeadingNumber& section : sections) {
      TellOwnNumber(scan, section.token, id, Certainty::kLikely, added);
    }
  }
}

}  // namespace prereq::references
