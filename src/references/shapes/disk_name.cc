// Names of a mirror's entries that hold more than number and slug, as they stand on disk:
// `ch07-03-paths`, `02_01_timer/`.
#include <algorithm>
#include <string_view>

#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

// The longest name on disk that begins at `begin` and holds the number.
struct DiskName {
  std::size_t end = 0;
  const NumberedFolder* home = nullptr;
};
DiskName ReadDiskName(const Scan& scan, std::size_t begin, const Token& token) {
  const std::string_view text = scan.text;
  std::size_t end = token.end;
  const std::size_t limit = std::min(text.size(), token.end + kReach);
  const auto goes_on = [&](char c) {
    return IsWord(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  };
  while (end < limit && goes_on(text[end])) ++end;
  while (end > token.end) {
    const std::string_view name = text.substr(begin, end - begin);
    const NumberedFolder* home = scan.lexicon.FolderOfOpenName(name, scan.path);
    if (home != nullptr) return {end, home};
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || begin + dot < token.end) break;
    end = begin + dot;
  }
  return {};
}

// Whether the name at `at` behind the number ends as such a folder's entries do, with that ending
// or with none: `02-plan.svg`, `02-plan`; but not `02-plan.svg.bak`, `02-plan.png`.
bool EndsAsEntry(const Scan& scan, std::size_t at, const NumberedFolder& home) {
  if (home.open || home.slugged || home.ending.find('.') == std::string::npos) return true;
  const auto goes_on = [&](std::size_t end) {
    return end < scan.text.size() && scan.text[end] == '.' && IdentifierAt(scan.text, end + 1);
  };
  if (scan.text.substr(at).starts_with(home.ending)) {
    const std::size_t end = at + home.ending.size();
    return !IdentifierAt(scan.text, end) && !goes_on(end);
  }
  return !goes_on(at + home.ending.rfind('.'));
}

}  // namespace

std::optional<Found> MatchDiskName(const Scan& scan, const Token& token) {
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    const std::size_t stem = folder.stem.size();
    if (!folder.GoesOn() || token.begin < scan.floor + stem) continue;
    const std::size_t begin = token.begin - stem;
    if (scan.text.substr(begin, stem) != folder.stem) continue;
    const bool inside = IdentifierBefore(scan.text, begin) && scan.text[begin - 1] != '_';
    if (inside) continue;
    const auto [end, home] = ReadDiskName(scan, begin, token);
    if (home == nullptr || !EndsAsEntry(scan, token.end, *home)) continue;
    const Written written = ReadWritten(scan, begin, end);
    const NumberedFolder* there = written.standing.folder;
    NumberedFolder whole = there != nullptr && there->GoesOn() ? *there : *home;
    whole.slugged = false;  // nothing of the name is missing
    Found found =
        MakeFound(scan, token, {begin, end - begin}, {token.end, 0}, ReferenceShape::kPath);
    if (!JudgeFolder(scan, found, whole, Written{})) continue;
    if (found.reference.certainty == Certainty::kUnresolved) continue;  // it is there
    // A path that only ends like the file's may lead elsewhere.
    const bool tail = !written.before.empty() && written.standing.tail && !home->open;
    if (tail && found.reference.certainty == Certainty::kOwned) {
      found.reference.certainty = Certainty::kLikely;
    }
    return found;
  }
  return std::nullopt;
}

}  // namespace prereq::references
