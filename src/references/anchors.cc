// An anchor follows its heading or stays. The scan notes for each anchor with a number where it
// leads, and for each certain reference in a heading what the heading says; the plan brings the two
// together, since they may stand in different files.
#include "references/anchors.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Whether a fragment says a folder of the repository that `url` ends with: `#subdirectory=` of pip,
// `course.git#main:` of docker.
bool HoldsPath(std::string_view url, std::string_view fragment) {
  constexpr std::string_view kKey = "subdirectory=";
  if (fragment.find(kKey) != std::string_view::npos) return true;
  const bool repository =
      url.ends_with(".git") ||
      url.substr(url.find_last_of(" \t\n\"'`") + 1).find("github.com/") != std::string_view::npos;
  return repository && fragment.find(':') != std::string_view::npos;
}

// The `#` of the link's target that `at` stands behind; nullopt when it is in no fragment.
std::optional<std::size_t> FragmentBefore(std::string_view text, std::size_t at) {
  static constexpr ByteSet kEnds(" \t\r\n()<>[]\"'`");
  const std::size_t low = at > kReach ? at - kReach : 0;
  for (std::size_t begin = at; begin > low; --begin) {
    const char c = text[begin - 1];
    if (c == '#') {
      static constexpr ByteSet kOpens("(<\"'/.)_-");
      const char before = begin > 1 ? text[begin - 2] : '\n';
      const bool address = text.substr(begin, at - begin).find("://") != std::string_view::npos;
      if (HoldsPath(text.substr(low, begin - 1 - low), text.substr(begin, at - begin))) {
        return std::nullopt;
      }
      const bool target = !address && (kOpens.Has(before) || IsWord(before));
      return target ? std::optional(begin - 1) : std::nullopt;
    }
    if (kEnds.Has(c)) break;
  }
  return std::nullopt;
}

// Whether the line that ends at `end` has one of `=` or `-` alone below it.
bool IsUnderlined(std::string_view text, std::size_t end) {
  constexpr std::size_t kShortest = 3;
  if (end + 1 >= text.size()) return false;
  const std::string_view below = text.substr(end + 1, 2 * kReach);
  const std::string_view line = Trim(below.substr(0, below.find('\n')));
  return line.size() >= kShortest && (line.front() == '=' || line.front() == '-') &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

// What the page calls the heading that holds `at`; empty when none does.
std::string_view HeadingAround(std::string_view text, std::size_t at) {
  // Only as far as headings are long: a line of references may be as long as the file.
  const std::size_t low = at > 2 * kReach ? at - 2 * kReach : 0;
  const std::string_view head = text.substr(low, at - low);
  const std::size_t before = head.rfind('\n');
  if (before == std::string_view::npos && low > 0) return {};
  std::size_t begin = before == std::string_view::npos ? low : low + before + 1;
  const std::string_view tail = text.substr(begin, 2 * kReach + 1);
  const std::size_t length = std::min(tail.find('\n'), tail.size());
  if (length > 2 * kReach) return {};
  const std::size_t end = begin + length;
  const std::size_t marks = text.find_first_not_of(" \t\"", begin);
  if (marks <= at && text[marks] != '#' && IsUnderlined(text, end)) {
    return Trim(text.substr(begin, end - begin));
  }
  if (marks >= at || text[marks] != '#') return {};
  begin = std::min(text.find_first_not_of('#', marks), end);
  std::string_view heading = Trim(text.substr(begin, end - begin));
  while (heading.ends_with('#')) heading.remove_suffix(1);
  return Trim(heading);
}

// The id that the author gave a place, where `at` stands in it: `<a id="exercise-3">`,
// `{.note #loops-3}`.
std::string_view IdAround(std::string_view text, std::size_t at) {
  static constexpr ByteSet kMarks("-.:");
  const auto is_part = [&](std::size_t i) {
    return IsWord(text[i]) || kMarks.Has(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80;
  };
  const std::size_t low = at > kReach ? at - kReach : 0;
  const std::size_t high = std::min(text.size(), at + kReach);
  std::size_t begin = at, end = at;
  while (begin > low && is_part(begin - 1)) --begin;
  while (end < high && is_part(end)) ++end;
  const std::string_view before = text.substr(low, begin - low);
  const std::size_t brace = before.ends_with('#') ? before.find_last_of("{}\n") : before.npos;
  bool given = brace != before.npos && before[brace] == '{';
  for (const std::string_view key : {"id=", "name="}) {
    const bool quoted = before.ends_with('"') || before.ends_with('\'');
    const std::string_view named = before.substr(0, before.size() - (quoted ? 1 : 0));
    if (!named.ends_with(key)) continue;
    const std::string_view tag = named.substr(0, named.size() - key.size());
    given = given || tag.ends_with(' ') || tag.ends_with('\n');
  }
  return given ? text.substr(begin, end - begin) : std::string_view();
}

// Where a link from `path` leads: `lessons/03/README.md#intro`; empty for other sites and folders
// out of the tree.
std::string TargetOf(const std::string& path, std::string_view target) {
  const std::size_t mark = target.find('#');
  std::string_view file = target.substr(0, mark);
  file = file.substr(0, file.find('?'));  // `a.md?plain=1#intro`
  if (file.find(':') != std::string_view::npos) return {};
  const auto whole = file.empty() ? std::optional<std::string>(path)
                                  : FollowPath(ParentPath(path), DecodePercent(file));
  return whole ? *whole + std::string(target.substr(mark)) : std::string();
}

// The path in the tree that a URL of a code host shows on a branch; empty where it shows none.
std::string_view PathInUrl(std::string_view url, const RevisionNames& known) {
  constexpr std::array<std::string_view, 4> kViews = {"/blob/", "/tree/", "/src/branch/", "/raw/"};
  for (const std::string_view view : kViews) {
    const std::size_t at = url.find(view);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = url.substr(at + view.size());
    for (const std::string& branch : known.branches) {
      if (rest.starts_with(branch + "/")) return rest.substr(branch.size() + 1);
    }
    return rest.substr(std::min(rest.find('/'), rest.size() - 1) + 1);
  }
  return {};
}

// Where the target at `begin` leads that is no path from the page: an address of the own
// repository, or the name of a page in a wiki's link. Empty where it is another's.
std::string PageElsewhere(Scan& scan, std::size_t begin, std::string_view target) {
  const std::size_t mark = target.find('#');
  const std::string_view file = target.substr(0, mark);
  const std::string anchor(target.substr(mark));
  if (file.find("://") != std::string_view::npos) {
    if (AddressAt(scan, begin + mark) != Evidence::Address::kOwn) return {};
    const std::string_view path =
        PathInUrl(file.substr(0, file.find('?')), scan.lexicon.revisions());
    return path.empty() ? std::string() : DecodePercent(path) + anchor;
  }
  const bool wiki = scan.text.substr(0, begin).ends_with("[[");
  const auto named = FirstEndingBehind(scan, begin);
  if (!wiki || named == scan.found.end() || named->reference.whole.offset >= begin + mark ||
      !named->reference.module || !scan.lexicon.modules_are_files()) {
    return {};
  }
  return scan.lexicon.path(*named->reference.module) + anchor;
}

// The first number behind `mark` that is not an escape's: `#%C3%BCbung-3`.
std::size_t NumberOfAnchor(std::string_view target, std::size_t mark) {
  constexpr std::size_t kEscape = 3;
  std::size_t at = mark;
  while (true) {
    at = target.find_first_of("%0123456789", at);
    if (at == std::string_view::npos || target[at] != '%') return at;
    at += DecodePercent(target.substr(at, kEscape)).size() == 1 ? kEscape : 1;
  }
}

// Where the target of a link begins whose first `#` stands at `mark`: behind `](`, `]: `, `href="`
// or `to="`; npos where none does.
std::size_t TargetBegin(std::string_view text, std::size_t mark) {
  static constexpr ByteSet kEnds("()<>\n \"'#");
  constexpr std::string_view kBare = "href=";
  const std::size_t low = mark > 2 * kReach ? mark - 2 * kReach : 0;
  std::size_t begin = mark;
  while (begin > low && !kEnds.Has(text[begin - 1])) --begin;
  const std::string_view before = text.substr(0, begin);
  for (const std::string_view opens :
       {"](", "](<", "]: ", "]: <", "href=\"", "href='", " to=\"", " to='"}) {
    if (before.ends_with(opens)) return begin;
  }
  const std::string_view run = text.substr(begin, mark - begin);
  if (run.starts_with(kBare)) return begin + kBare.size();
  if (run.starts_with("http://") || run.starts_with("https://")) return begin;
  const std::size_t wiki = run.rfind("[[");
  if (wiki != std::string_view::npos) return begin + wiki + 2;
  const std::size_t tick = run.rfind('`');  // a path in code, not `#include`
  const bool path = tick != std::string_view::npos && run.find('.', tick) != std::string_view::npos;
  return path ? begin + tick + 1 : std::string_view::npos;
}

// A heading of the page whose number is certain.
struct OwnHeading {
  std::string_view words;
  std::size_t number = 0;  // where its number begins in them
  ModuleId module;
};

std::vector<OwnHeading> SureHeadings(const Scan& scan) {
  std::vector<OwnHeading> headings;
  for (const Found& found : scan.found) {
    const Reference& reference = found.reference;
    if (!IsSure(reference) || !reference.module || reference.text.empty()) continue;
    const std::string_view words = HeadingAround(scan.text, reference.whole.offset);
    const auto begin = static_cast<std::size_t>(words.data() - scan.text.data());
    if (words.empty() || reference.number.offset < begin) continue;
    headings.push_back({words, reference.number.offset - begin, *reference.module});
  }
  std::ranges::stable_sort(headings, {}, &OwnHeading::words);
  return headings;
}

// `[Exercise 3: Facts](#exercise-3-facts)`: the words of the heading that the link leads to.
void SettleTextOf(Scan& scan, std::size_t close, const std::vector<OwnHeading>& headings,
                  std::vector<Found>& added) {
  const std::size_t low = close > kReach ? close - kReach : 0;
  const std::size_t open = scan.text.substr(low, close - low).rfind('[');
  if (open == std::string_view::npos) return;
  const std::size_t begin = low + open + 1;
  const std::string_view words = scan.text.substr(begin, close - begin);
  const auto heading = std::ranges::lower_bound(headings, words, {}, &OwnHeading::words);
  if (heading == headings.end() || heading->words != words) return;
  const auto token = ReadToken(scan, begin + heading->number);
  if (!token) return;
  const auto there = FirstEndingBehind(scan, token->begin);
  if (there != scan.found.end() && there->reference.number == token->span()) {
    Reference& reference = there->reference;
    if (reference.certainty == Certainty::kLikely && !reference.written_last) {
      reference.certainty = Certainty::kOwned;
      reference.module = heading->module;
    }
    return;
  }
  Found found = MakeFound(scan, *token, token->span(), {token->end, 0}, ReferenceShape::kLabel);
  found.reference.module = heading->module;
  found.reference.certainty = Certainty::kOwned;
  added.push_back(std::move(found));
}

}  // namespace

bool IsAnchor(const Reference& reference) {
  return reference.shape == ReferenceShape::kUrl && reference.certainty == Certainty::kForeign &&
         reference.text.find('#') != std::string::npos;
}

std::string AnchorOf(std::string_view heading) {
  std::string anchor;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const char c = heading[i];
    if (c == ']' && i + 1 < heading.size() && heading[i + 1] == '(') {
      i = std::min(heading.find(')', i), heading.size() - 1);
    } else if (IsBlank(c) || c == '-') {
      if (!anchor.empty() && anchor.back() != '-') anchor += '-';
    } else if (const std::size_t decoration = DecorationAt(heading, i); decoration > 0) {
      i += decoration - 1;
    } else if (IsWord(c) || static_cast<unsigned char>(c) >= 0x80) {
      anchor += LowerChar(c);
    }
  }
  while (anchor.ends_with('-')) anchor.pop_back();
  const bool ascii =
      std::ranges::none_of(anchor, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return ascii ? anchor : FoldName(anchor);
}

std::vector<std::string> PagesAt(const std::string& target) {
  constexpr std::array<std::string_view, 12> kPages = {
      "",    "/README.md", "/index.md", "/index.mdx", "/_index.md", "/index.qmd",
      ".md", ".mdx",       ".markdown", ".qmd",       ".Rmd",       ".rmd"};
  std::vector<std::string> paths = {target}, pages;
  for (const std::string_view made : {"/index.html", ".html"}) {
    if (target.ends_with(made)) paths.push_back(target.substr(0, target.size() - made.size()));
  }
  for (const std::string& path : paths) {
    for (const std::string_view page : kPages) pages.push_back(path + std::string(page));
  }
  return pages;
}

void SettleAnchors(Scan& scan) {
  if (!IsMarkup(scan)) return;
  const std::string_view text = scan.text;
  std::erase_if(scan.found, [&](const Found& found) {
    return FragmentBefore(text, found.reference.whole.offset).has_value();
  });
  for (Found& found : scan.found) {
    if (!IsSure(found.reference)) continue;
    const std::string_view id = IdAround(text, found.reference.whole.offset);
    found.reference.text = id.empty() ? HeadingAround(text, found.reference.whole.offset) : id;
  }
  const std::vector<OwnHeading> headings = SureHeadings(scan);
  std::vector<Found> anchors;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    const std::size_t begin = TargetBegin(text, at);
    if (begin == std::string_view::npos) continue;
    const std::size_t limit = std::min(text.size(), begin + 2 * kReach);
    std::size_t end = begin;
    static constexpr ByteSet kTargetEnds(")>\n \"'`|]");
    while (end < limit && !kTargetEnds.Has(text[end])) ++end;
    const std::string_view target = text.substr(begin, end - begin);
    const std::size_t mark = at - begin;
    const std::size_t digit = NumberOfAnchor(target, mark);
    if (digit == std::string_view::npos) continue;
    if (mark == 0 && text[begin - 1] == '(') SettleTextOf(scan, begin - 2, headings, anchors);
    const auto token = ReadToken(scan, begin + digit);
    std::string leads = PageElsewhere(scan, begin, target);
    if (leads.empty()) leads = TargetOf(scan.path, target);
    if (!token || leads.empty()) continue;
    Found found = MakeFound(scan, *token, token->span(), {token->end, 0}, ReferenceShape::kUrl);
    found.reference.certainty = Certainty::kForeign;  // until the plan finds its heading
    found.reference.text = leads;
    anchors.push_back(std::move(found));
  }
  AddFound(scan, std::move(anchors));
}

}  // namespace prereq::references
