#include "references/page_numbers.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/text.h"
#include "references/counters.h"
#include "references/scan.h"

namespace prereq::references {
namespace {

// The reference whose number it is; nullptr without one.
Found* FoundAt(Scan& scan, const Token& token) {
  const auto found = FirstEndingBehind(scan, token.begin);
  const bool is_it = found != scan.found.end() && found->reference.number == token.span();
  return is_it ? &*found : nullptr;
}

// The module's own folder, or the folder for it in the mirror that the page belongs to.
std::string_view FolderOfModule(const Scan& scan, ModuleId id) {
  if (scan.lexicon.IsOwnFile(id, scan.path)) return scan.lexicon.path(id);
  if (scan.inside == nullptr || !IsWithin(scan.path, scan.inside->folder)) return {};
  const std::string& above = scan.inside->folder;
  const std::size_t end = scan.path.find('/', above.empty() ? 0 : above.size() + 1);
  return std::string_view(scan.path).substr(0, std::min(end, scan.path.size()));
}

}  // namespace

std::optional<int> LeadingNumber(std::string_view name) {
  constexpr std::size_t kMostDigits = 4;
  std::size_t end = 0;
  while (end < name.size() && end < kMostDigits && IsDigit(name[end])) ++end;
  return end == 0 ? std::nullopt : std::optional(ValueOfDigits(name.substr(0, end)));
}

std::optional<int> NumberOfFile(const Scan& scan) { return LeadingNumber(BaseName(scan.path)); }

std::vector<int> InnerNumbers(const Scan& scan, ModuleId id) {
  const std::string_view path = scan.path;
  const std::string_view folder = FolderOfModule(scan, id);
  std::vector<int> numbers;
  if (folder.empty() || path == folder || !IsWithin(path, folder)) return numbers;
  const std::string_view name = BaseName(path);
  const bool main =
      scan.lexicon.IsMainPage(id, path) ||
      (ParentPath(path) == folder && name.substr(0, name.find('.')) == BaseName(folder));
  std::string_view rest = path.substr(folder.size() + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const auto number = LeadingNumber(rest.substr(0, end));
    if (number && !(main && end == rest.size())) numbers.push_back(*number);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return numbers;
}

SectionOwner OwnerOfSections(const std::vector<int>& inner, int number, int part, bool leads,
                             bool page_says_so) {
  bool among = false, counts_so = false;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != number) continue;
    among = true;
    const bool last = i + 1 == inner.size();
    counts_so |= last ? page_says_so : leads && inner[i + 1] == part;
  }
  if (!among) return SectionOwner::kModule;
  // `# 2.2 Rows` in `02-tables/02-rows.md`
  const bool module_counts_so = leads && inner.front() == part;
  if (counts_so == module_counts_so) return SectionOwner::kEither;
  return counts_so ? SectionOwner::kInner : SectionOwner::kModule;
}

bool SaysNumberOfPage(const std::vector<int>& inner, const HeadingNumber& heading) {
  const bool wordless = OrdinalSignEnd(heading.word, 0) == heading.word.size();
  return !inner.empty() && wordless && !heading.section && !heading.dashed &&
         heading.token.number == Number{inner.back(), '\0'};
}

void LeaveToPage(Scan& scan, const Token& token, std::vector<Found>& added) {
  Found* found = FoundAt(scan, token);
  if (found != nullptr) {
    found->reference.certainty = Certainty::kForeign;
    return;
  }
  Found left = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kTitle);
  left.reference.certainty = Certainty::kForeign;
  added.push_back(std::move(left));
}

void SettleNumberOfPage(Scan& scan, ModuleId id, const HeadingNumber& heading, std::size_t end,
                        std::vector<Found>& added) {
  const std::string_view title = scan.text.substr(heading.title, end - heading.title);
  const bool agrees = scan.lexicon.NumberOf(id) == heading.token.number;
  if (!agrees || !SharesAWord(title, scan.lexicon.slug(id))) {
    LeaveToPage(scan, heading.token, added);
  } else if (Found* found = FoundAt(scan, heading.token); found != nullptr) {
    found->reference.module = id;
    found->reference.certainty = Certainty::kLikely;
  } else {
    TellNumber(scan, heading.token, {id, ReferenceShape::kTitle, Certainty::kLikely}, added);
  }
}

}  // namespace prereq::references
