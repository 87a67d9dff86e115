// Names of a declared mirror's files and folders: `module_06`, `tests/module_06/`.
#include <algorithm>
#include <vector>

#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"

namespace prereq::references {
namespace {

// `module_06` of a declared mirror: the folder says whose number it is.
void JudgeMirror(const Scan& scan, Found& found, const NumberedFolder& folder, bool exact) {
  Reference& reference = found.reference;
  reference.mirror = folder.mirror;
  Number number = reference.written;
  number.value -= folder.offset;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(number);
  if (owners.size() == 1) reference.module = owners.front();
  if (folder.kind == NumberedFolder::Kind::kFixed || InForeignUrl(scan, reference.whole.offset)) {
    reference.certainty = Certainty::kForeign;
  } else if (owners.empty()) {
    reference.certainty = Certainty::kUnresolved;
  } else {
    reference.certainty = exact && owners.size() == 1 ? Certainty::kOwned : Certainty::kLikely;
  }
}

// Which of several folders of one stem a bare name stands in: `ch04/` is no `ch04.py`. Where that
// does not tell and one of them is fixed, that one.
const NumberedFolder* Choose(std::vector<const NumberedFolder*> folders, std::string_view after) {
  const bool is_folder = after.starts_with('/');
  const auto fits = [&](const NumberedFolder* folder) {
    if (is_folder) return folder->ending.empty();
    return folder->ending.empty() || !after.starts_with('.') || after.starts_with(folder->ending);
  };
  if (std::ranges::any_of(folders, fits)) {
    std::erase_if(folders, [&](const NumberedFolder* folder) { return !fits(folder); });
  }
  const auto fixed =
      std::ranges::find(folders, NumberedFolder::Kind::kFixed, &NumberedFolder::kind);
  return fixed == folders.end() ? folders.front() : *fixed;
}

}  // namespace

std::optional<Found> ReadMirror(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  std::vector<const NumberedFolder*> folders;
  std::size_t prefix = 0;
  for (const std::string_view lead : {"", "test_"}) {
    for (const NumberedFolder* folder : scan.lexicon.FoldersWithStem(text, token.begin)) {
      const std::size_t begin = token.begin - folder->stem.size();
      if (begin < scan.floor || !text.substr(0, begin).ends_with(lead)) continue;
      if (begin > 0 && text[begin - 1] == '_' && lead.empty()) continue;
      prefix = lead.size();
      folders.push_back(folder);
    }
    if (!folders.empty()) break;
  }
  if (folders.empty()) return std::nullopt;
  const std::size_t begin = token.begin - folders.front()->stem.size() - prefix;
  if (begin < scan.floor) return std::nullopt;
  const bool goes_on = IdentifierAt(text, token.end);
  const bool slugged = folders.front()->separator != 0;
  if (goes_on && text[token.end] != '_') return std::nullopt;
  const std::size_t next = token.end + 1;  // `ch0?/*.md`: a pattern
  if (next < text.size() && (text[next - 1] == '?' || text[next - 1] == '*') &&
      (IsWord(text[next]) || text[next] == '/' || text[next] == '.')) {
    return std::nullopt;
  }
  if (goes_on && !slugged) return std::nullopt;  // module_06_results: another name
  Found found = MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0},
                          ReferenceShape::kIdentifier);
  const std::string_view before = PathBefore(text, begin);
  const NumberedFolder* folder = scan.lexicon.FolderOf(before, scan.path, text.substr(begin, 64));
  if (folder == nullptr || before.empty()) {
    std::size_t end = token.end;
    while (end < text.size() && end < token.end + 16 && (IsWord(text[end]) || text[end] == '.'))
      ++end;
    while (end > token.end && text[end - 1] == '.') --end;  // of the sentence
    if (scan.lexicon.IsInnerFile(text.substr(begin + prefix, end - begin - prefix))) {
      return std::nullopt;
    }
  }
  if (!before.empty()) {
    const bool url = InOwnUrl(scan, begin) || InForeignUrl(scan, begin);
    found.reference.shape = url ? ReferenceShape::kUrl : ReferenceShape::kPath;
  }
  if (folder == nullptr || folder->stem != folders.front()->stem) {
    folder = Choose(folders, text.substr(token.end));
  }
  if (slugged && folder->kind != NumberedFolder::Kind::kDerived) return std::nullopt;
  JudgeMirror(scan, found, *folder, true);
  return found;
}

}  // namespace prereq::references
