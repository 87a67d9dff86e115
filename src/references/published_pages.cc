// Addresses on hosts that nothing names: where both the words of a link and its address say a
// module's number, the address may be that of the page as it is published.
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "references/address.h"
#include "references/link_words.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

// Whether the reference is all of one part of the address: `/0004-ilp-addresses/`.
bool IsWholePart(std::string_view text, Span whole) {
  constexpr std::string_view kEnds = "/#?)>\"' \t\r\n";
  if (whole.offset == 0 || text[whole.offset - 1] != '/') return false;
  const std::string_view behind = text.substr(whole.end());
  if (behind.empty() || kEnds.find(behind.front()) != std::string_view::npos) return true;
  return behind.starts_with(".html") || behind.starts_with(".md");
}

// Whether a number of the words, apart from letters, marks of versions and other digits, is
// `number`.
bool SaysNumber(std::string_view words, Number number) {
  static constexpr ByteSet kJoins(".:/-");
  for (std::size_t at = NextDigit(words, 0); at < words.size(); at = NextDigit(words, at)) {
    const std::size_t begin = at;
    int value = 0;
    constexpr int kMost = 1'000'000;
    for (; at < words.size() && IsDigit(words[at]); ++at)
      value = value < kMost ? value * 10 + (words[at] - '0') : value;
    const bool joined = begin > 1 && kJoins.Has(words[begin - 1]) && IsDigit(words[begin - 2]);
    const bool goes_on = at + 1 < words.size() && kJoins.Has(words[at]) && IsDigit(words[at + 1]);
    if (value == number.value && !joined && !goes_on && !IdentifierAt(words, at)) return true;
  }
  return false;
}

}  // namespace

void SettlePublishedPages(Scan& scan) {
  for (Found& found : scan.found) {
    Reference& reference = found.reference;
    if (reference.shape != ReferenceShape::kUrl || reference.certainty != Certainty::kForeign ||
        !reference.module || reference.name.length == 0) {
      continue;
    }
    const std::optional<Number> number = scan.lexicon.NumberOf(*reference.module);
    if (!number || *number != reference.written || !IsWholePart(scan.text, reference.whole)) {
      continue;
    }
    // A slug of one word may be any course's.
    const std::string_view slug = scan.lexicon.slug(*reference.module);
    if (slug.find_first_of("-_ ") == std::string_view::npos) continue;
    const std::string_view url = UrlBefore(scan.text, reference.whole.offset);
    if (url.empty() || !RepositoryOf(url).name.empty() || !url.starts_with("http") ||
        AddressAt(scan, reference.whole.offset) != Evidence::Address::kForeign) {
      continue;
    }
    const std::optional<Span> words = WordsOfLink(scan, reference.whole);
    if (!words || !SaysNumber(scan.text.substr(words->offset, words->length), *number)) continue;
    reference.certainty = Certainty::kLikely;
  }
}

}  // namespace prereq::references
