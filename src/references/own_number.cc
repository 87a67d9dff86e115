#include "references/own_number.h"

#include <algorithm>

#include "base/text.h"
#include "references/counters.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {

bool IsCalledAsModules(const Scan& scan, std::string_view word) {
  return scan.lexicon.LabelBefore(word, word.size()) || IsNamedAsFolder(scan, word);
}

Evidence EvidenceOfFile(const Scan& scan, ModuleId id, const Token& token) {
  Evidence evidence;
  evidence.tie = Evidence::Tie::kFile;
  evidence.agrees = scan.lexicon.NumberOf(id) == token.number;
  if (scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed) {
    evidence.place = Evidence::Place::kFixed;
  }
  return evidence;
}

void TellOwnNumber(Scan& scan, const Token& token, ModuleId id, Certainty certainty,
                   std::vector<Found>& added) {
  TellNumber(scan, token, {id, ReferenceShape::kTitle, certainty}, added);
}

void SuspectNumber(Scan& scan, const Token& token, ModuleId id, std::string_view word) {
  const bool another = scan.lexicon.NumberOf(id) != token.number;
  if (!another || scan.lexicon.Owners(token.number).empty()) return;
  const std::size_t begin =
      word.empty() ? token.begin : static_cast<std::size_t>(word.data() - scan.text.data());
  Found found =
      MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0}, ReferenceShape::kTitle);
  found.reference.module = id;
  found.reference.certainty = Certainty::kForeign;
  const std::string_view line = scan.text.substr(begin, kReach);
  found.reference.text = Trim(line.substr(0, line.find_first_of("\r\n]}<")));
  scan.suspected.push_back(std::move(found));
}

void SettleTitleNumber(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end,
                       int level, std::vector<Found>& added) {
  const std::string_view title = scan.text.substr(number.title, end - number.title);
  const std::size_t begin = number.word.empty()
                                ? number.token.begin
                                : static_cast<std::size_t>(number.word.data() - scan.text.data());
  if (scan.lexicon.IsTitleWithNumber(scan.text.substr(begin, end - begin), id)) return;
  Evidence evidence = EvidenceOfFile(scan, id, number.token);
  const auto name = scan.lexicon.NameAt(scan.text, number.title);
  const bool named = SharesAWord(title, scan.lexicon.slug(id)) ||
                     (name && std::ranges::find(name->modules, id) != name->modules.end());
  const bool called = !number.word.empty() && IsCalledAsModules(scan, number.word);
  const bool wordless = OrdinalSignEnd(number.word, 0) == number.word.size();
  const bool plain = wordless && number.marked;
  // `# 演習 3: …` on the module's main page: its own number behind a word that is not known.
  const bool other_word = !wordless && !called && !named;
  if (other_word) {
    if (evidence.agrees && number.marked && level == 1) {
      TellOwnNumber(scan, number.token, id, Certainty::kLikely, added);
    }
    return;
  }
  // `# Lesson 3: Loops` in the file of module 2, where the policy declares no such label.
  if (!evidence.agrees && !wordless && !called) {
    if (number.marked && level == 1) SuspectNumber(scan, number.token, id, number.word);
    return;
  }
  evidence.counts_as_label =
      evidence.agrees ? called || named || plain : (called || (plain && named)) && number.marked;
  const Judgement judgement = Judge(evidence);
  if (judgement.certainty && *judgement.certainty != Certainty::kLikely) {
    TellOwnNumber(scan, number.token, id, *judgement.certainty, added);
  }
}

}  // namespace prereq::references
