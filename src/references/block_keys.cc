// Names of a data file's own blocks that are made of a label and a number, `module-03:` of a job:
// they mean the module whose path stands in the block, wherever else the file names the block.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kMostLinesAbove = 40;

bool IsBlockKeyByte(char c) { return IsWord(c) || c == '-'; }

// The number with which a key ends, behind a label: `module-03`, `build_lesson_3`.
std::optional<Token> NumberOfKey(const Scan& scan, std::size_t begin, std::size_t end) {
  std::size_t digit = end;
  while (digit > begin && IsDigit(scan.text[digit - 1])) --digit;
  if (digit == end || digit == begin) return std::nullopt;
  std::size_t label = digit;
  if (scan.text[label - 1] == '-' || scan.text[label - 1] == '_') --label;
  if (label == begin ||
      !scan.lexicon.LabelBefore(scan.text.substr(begin, label - begin), label - begin)) {
    return std::nullopt;
  }
  return ReadToken(scan, digit);
}

// The keys of the blocks around `offset`, from the inside out: where each begins and ends.
std::vector<Span> KeysAround(std::string_view text, std::size_t offset) {
  std::vector<Span> keys;
  std::size_t begin = text.rfind('\n', offset) + 1;  // npos + 1 is 0
  std::size_t indent = text.find_first_not_of(" -", begin) - begin;
  for (std::size_t lines = 0; begin > 0 && indent > 0 && lines < kMostLinesAbove; ++lines) {
    const std::size_t end = begin - 1;
    begin = end == 0 ? 0 : text.rfind('\n', end - 1) + 1;  // npos + 1 is 0
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t first = line.find_first_not_of(" -");
    if (first >= indent || line[first] == '#') continue;  // npos is larger
    indent = first;
    const std::size_t colon = line.find(':', first);
    if (colon != line.npos && Trim(line.substr(colon + 1)).empty()) {
      keys.push_back({begin + first, colon - first});
    }
  }
  return keys;
}

}  // namespace

void DropCoined(Scan& scan, const std::set<std::string, std::less<>>& words) {
  if (words.empty()) return;
  std::erase_if(scan.found, [&](const Found& found) {
    const Reference& one = found.reference;
    const bool coined = one.shape == ReferenceShape::kIdentifier && one.name.length == 0 &&
                        one.certainty == Certainty::kLikely;
    return coined &&
           words.contains(scan.text.substr(one.whole.offset, one.number.offset - one.whole.offset));
  });
}

void SettleBlockKeys(Scan& scan) {
  if (!scan.format.Is("yaml")) return;
  std::map<std::string_view, std::optional<ModuleId>> keys;  // nullopt: of several modules
  std::vector<Span> around;                                  // the keys around the line
  std::size_t line_end = 0;
  for (const Found& found : scan.found) {
    const Reference& reference = found.reference;
    if (!IsTarget(scan, found) || !reference.module) continue;
    const std::size_t at = reference.whole.offset;
    if (at >= line_end) {  // searched once for each line, however many references it holds
      around = KeysAround(scan.text, at);
      line_end = std::min(scan.text.find('\n', at), scan.text.size());
    }
    for (const Span key : around) {
      const auto token = NumberOfKey(scan, key.offset, key.end());
      if (!token) continue;
      const bool agrees = scan.lexicon.NumberOf(*reference.module) == token->number;
      const auto [known, is_new] = keys.try_emplace(scan.text.substr(key.offset, key.length),
                                                    agrees ? reference.module : std::nullopt);
      if (!is_new && known->second != reference.module) known->second.reset();
      break;
    }
  }
  const bool counts = keys.size() > 1 && std::ranges::all_of(keys, [](const auto& key) {
                        return key.second.has_value();
                      });
  if (!counts) {  // another numbering of its own
    std::set<std::string, std::less<>> words;
    for (const auto& [key, module] : keys) {
      const auto token =
          NumberOfKey(scan, static_cast<std::size_t>(key.data() - scan.text.data()),
                      static_cast<std::size_t>(key.data() - scan.text.data()) + key.size());
      if (token && !module) words.emplace(key.substr(0, key.size() - token->digits()));
    }
    return DropCoined(scan, words);
  }
  std::vector<Found> added;
  for (const auto& [key, module] : keys) {
    for (std::size_t at = scan.text.find(key); at != std::string_view::npos;
         at = scan.text.find(key, at + key.size())) {
      const std::size_t end = at + key.size();
      if ((at > 0 && IsBlockKeyByte(scan.text[at - 1])) ||
          (end < scan.text.size() && IsBlockKeyByte(scan.text[end]))) {
        continue;
      }
      const auto token = NumberOfKey(scan, at, end);
      if (!token) continue;
      Found found =
          MakeFound(scan, *token, {at, key.size()}, {end, 0}, ReferenceShape::kIdentifier);
      found.reference.module = module;
      found.reference.certainty = Certainty::kLikely;
      added.push_back(std::move(found));
    }
  }
  std::ranges::sort(added, {}, [](const Found& found) { return found.reference.whole.offset; });
  AddFound(scan, std::move(added));
}

}  // namespace prereq::references
