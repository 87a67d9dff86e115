// Names with blanks in them, as they stand on disk and in the percent-encoded targets of links:
// `02 - Data Types/`, `(02%20Data%20Types.ipynb)`.
#include <algorithm>
#include <array>

#include "base/file_kinds.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The begin of `expected` when it ends before `end`, its bytes plain or percent-encoded.
std::size_t BeginOf(std::string_view expected, std::string_view text, std::size_t end) {
  for (std::size_t i = expected.size(); i-- > 0;) {
    if (end > 0 && text[end - 1] == expected[i]) {
      --end;
      if (expected[i] == ' ' && end > 0 && text[end - 1] == '\\') --end;  // as a shell wants it
    } else if (end >= 3 && text[end - 3] == '%' &&
               DecodePercent(text.substr(end - 3, 3)) == expected.substr(i, 1)) {
      end -= 3;
    } else {
      return kNone;
    }
  }
  return end;
}

// The path text in front of `begin`, decoded: "../My Course/"; empty unless a `/` stands there.
// `blanks` of those in it belong to it.
std::string PathWithBlanks(std::string_view text, std::size_t begin, int blanks) {
  if (begin == 0 || text[begin - 1] != '/') return {};
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  std::size_t at = begin;
  for (; at > low; --at) {
    const char c = text[at - 1];
    const bool path = IsWord(c) || std::string_view("/.-~@+%").find(c) != std::string_view::npos;
    if (!path && !(c == ' ' && blanks-- > 0)) break;
  }
  return DecodePercent(text.substr(at, begin - at));
}

// Where the name of a module stands; a folder with blanks in its own name is known when met.
Written PlaceOf(const Scan& scan, std::size_t begin, const std::string& part) {
  constexpr int kMostBlanks = 8;
  Written first;
  for (int blanks = 0; blanks <= kMostBlanks; ++blanks) {
    Written place{PathWithBlanks(scan.text, begin, blanks), begin, 0, {}};
    place.raw_length = place.before.size();
    place.standing = scan.lexicon.StandingOf(place.before, scan.path, part);
    if (place.standing.folder != nullptr || place.before.empty()) return place;
    if (blanks == 0) first = std::move(place);
  }
  return first;
}

// Whether a link's target begins at `at` or goes on there: `](`, `<`, a quote, a folder.
bool InLink(std::string_view text, std::size_t at) {
  return at > 0 && std::string_view("(<\"'/").find(text[at - 1]) != std::string_view::npos;
}

// The known names that stand at `start`; the longest wins.
NameMatch NamesAt(const Scan& scan, std::size_t start) {
  NameMatch longest;
  for (int i = 0; i < scan.lexicon.module_count(); ++i) {
    const std::size_t end = EndOfName(scan.lexicon.slug({i}), scan.text, start);
    if (end == kNone || end - start < longest.length) continue;
    const bool goes_on = IdentifierAt(scan.text, end) && !scan.text.substr(end).starts_with('_');
    if (goes_on || end == start) continue;
    if (end - start > longest.length) longest = {end - start, end - start, {}};
    longest.modules.push_back({i});
  }
  return longest;
}

// Where the name of a link's target ends: before what the pattern has behind it.
std::size_t TargetNameEnd(const Scan& scan, std::size_t start) {
  const std::string_view text = scan.text;
  const std::size_t limit = std::min(text.size(), start + kReach);
  const std::size_t end = std::min(text.find_first_of(")\"'<>#? \t\r\n/", start), limit);
  const std::string& tail = scan.lexicon.tail();
  if (tail.empty()) return end < text.size() && text[end] == '/' ? end : kNone;
  if (end < start + tail.size() || !text.substr(start, end - start).ends_with(tail)) return kNone;
  return end - tail.size();
}

}  // namespace

std::optional<Found> MatchSpaced(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::string& gap = scan.lexicon.gap();
  if (gap.empty() || token.end >= text.size() || token.begin < scan.floor) return std::nullopt;
  const std::size_t start = EndOfName(gap, text, token.end);
  if (start == kNone || start >= text.size()) return std::nullopt;
  const std::string& stem = scan.lexicon.folders().front().stem;
  const std::size_t begin = BeginOf(stem, text, token.begin);
  if (begin == kNone || begin < scan.floor || IdentifierBefore(text, begin)) return std::nullopt;
  const std::size_t blank = SkipBlanksBack(text, token.begin);
  if (stem.empty() && scan.lexicon.LabelBefore(text, blank)) {
    return std::nullopt;  // Module 02 - Data Types
  }

  NameMatch match = NamesAt(scan, start);
  const bool encoded = text.substr(begin, start - begin).find('%') != kNone;
  const bool target = encoded && InLink(text, begin);
  const bool known = match.length > 0;
  if (!known) {
    const std::size_t end = target ? TargetNameEnd(scan, start) : kNone;
    if (end == kNone || end == start || !IsMarkup(scan)) return std::nullopt;
    match = {end - start, end - start, {}};
  }
  const std::size_t end = start + match.length;
  // One word behind one blank is read like `06_autograd`.
  const bool one_word = text.substr(start, match.length).find_first_of(" %") == kNone &&
                        SlugEnd(text, start, true) >= end;  // `conway's` is none
  const bool escaped = text.substr(begin, start - begin).find('\\') != kNone;
  if (!encoded && !escaped && gap.size() == 1 && one_word) return std::nullopt;
  const bool as_path =
      (end < text.size() && text[end] == '/') ||
      (!scan.lexicon.tail().empty() && text.substr(end).starts_with(scan.lexicon.tail()));
  if (!as_path && !target && stem.empty() && !IsPadded(scan, token)) return std::nullopt;

  const std::string part = DecodePercent(text.substr(begin, end - begin));
  const Written place = PlaceOf(scan, begin, part);
  const NumberedFolder* folder = place.standing.folder;
  if (folder == &scan.lexicon.stray_folder()) return std::nullopt;  // there, but no module's
  const bool address = AddressAt(scan, begin) != Evidence::Address::kNone;
  const ReferenceShape shape = address             ? ReferenceShape::kUrl
                               : as_path || target ? ReferenceShape::kPath
                                                   : ReferenceShape::kNumberedSlug;
  Found found = MakeFound(scan, token, {begin, end - begin}, {start, match.length}, shape);
  if (!JudgeNamed(scan, found, match.modules, Evidence{}, place)) return std::nullopt;
  if (found.reference.certainty == Certainty::kAgreeing) {
    // In a folder that is not known to be the series' it may be another of the same name.
    if (!place.before.empty() && folder == nullptr && !address) {
      found.reference.certainty = Certainty::kLikely;
    }
    return found;
  }
  if (found.reference.certainty == Certainty::kLikely && address) return found;  // in a copy
  if (found.reference.certainty == Certainty::kForeign)
    return known ? std::optional(found) : std::nullopt;
  // Another number, or no name of ours: only a path, where the modules stand.
  if (!as_path || folder == nullptr || folder->kind != NumberedFolder::Kind::kSeries) {
    return std::nullopt;
  }
  return found;
}

}  // namespace prereq::references
