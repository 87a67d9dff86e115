// Certainty: whom a reference means and how sure that is (DESIGN section 2).
#include <algorithm>

#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestUrl = 1024;

// The URL that `offset` is inside, from its scheme or host up to `offset`; empty when in none.
std::string_view UrlBefore(const Scan& scan, std::size_t offset) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|\\^,");
  const std::size_t low = offset > kLongestUrl ? offset - kLongestUrl : 0;
  std::size_t begin = offset;
  while (begin > low && !kEnds.Has(scan.text[begin - 1])) --begin;
  const std::string_view run = scan.text.substr(begin, offset - begin);
  const std::size_t scheme = run.rfind("://");
  if (scheme != std::string_view::npos) {
    std::size_t start = scheme;
    while (start > 0 && IsLetter(run[start - 1])) --start;
    return run.substr(start);
  }
  const std::size_t slash = run.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view host = run.substr(0, slash);
  for (const std::string_view tld : {".com", ".org", ".net", ".io", ".dev", ".edu", ".ai"}) {
    if (host.size() > tld.size() && host.ends_with(tld)) return run;
  }
  return {};
}

}  // namespace

bool InForeignUrl(const Scan& scan, std::size_t offset) {
  const std::string_view url = UrlBefore(scan, offset);
  return !url.empty() && !scan.lexicon.IsOwnUrl(url);
}

bool InOwnUrl(const Scan& scan, std::size_t offset) {
  const std::string_view url = UrlBefore(scan, offset);
  return !url.empty() && scan.lexicon.IsOwnUrl(url);
}

Found MakeFound(const Scan& scan, const Token& token, Span whole, Span name, ReferenceShape shape) {
  Found found;
  found.reference.whole = whole;
  found.reference.number = token.span();
  found.reference.name = name;
  found.reference.shape = shape;
  found.reference.written = token.number;
  found.reference.series = scan.lexicon.series();
  return found;
}

std::optional<ModuleId> Agreeing(const Scan& scan, const std::vector<ModuleId>& modules,
                                 Number number, int offset) {
  for (const ModuleId id : modules) {
    std::optional<Number> expected = scan.lexicon.NumberOf(id);
    if (!expected) continue;
    expected->value += offset;
    if (*expected == number) return id;
  }
  return std::nullopt;
}

void JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules,
                const NumberedFolder* folder) {
  Reference& reference = found.reference;
  const int offset = folder == nullptr ? 0 : folder->offset;
  const std::optional<ModuleId> agreeing = Agreeing(scan, modules, reference.written, offset);
  if (agreeing) {
    reference.module = agreeing;
  } else if (modules.size() == 1) {
    reference.module = modules.front();
  }
  const bool fixed = folder != nullptr && folder->kind == NumberedFolder::Kind::kFixed;
  const bool frozen_file = scan.inside != nullptr && scan.inside->frozen;
  if (folder != nullptr) reference.mirror = folder->mirror;
  // A path says by itself where it leads; words mean the numbering of the place they stand in.
  const bool elsewhere = !agreeing && reference.module &&
                         reference.shape != ReferenceShape::kPath &&
                         scan.lexicon.CountsSo(scan.path, *reference.module, reference.written);
  if (fixed || frozen_file || elsewhere || InForeignUrl(scan, reference.whole.offset)) {
    reference.certainty = Certainty::kForeign;
  } else if (agreeing) {
    reference.certainty = Certainty::kAgreeing;
  } else {
    reference.certainty = modules.empty() ? Certainty::kUnresolved : Certainty::kDrifted;
  }
}

void JudgeNumber(const Scan& scan, Found& found) {
  Reference& reference = found.reference;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(reference.written);
  if (owners.size() == 1) reference.module = owners.front();
  const bool other = scan.inside != nullptr && !scan.inside->apart &&
                     scan.inside->kind == NumberedFolder::Kind::kFixed;
  // "Day 0" is what people call the time before the first day.
  const bool before_all = reference.written.value == 0 && owners.empty();
  if (other || before_all || InForeignUrl(scan, reference.whole.offset)) {
    reference.certainty = Certainty::kForeign;
    return;
  }
  bool known = !owners.empty();
  if (reference.written_last) {
    known = known && !scan.lexicon.Owners(*reference.written_last).empty();
    reference.module.reset();
  }
  reference.certainty = known ? Certainty::kLikely : Certainty::kUnresolved;
}

bool PhraseEnds(std::string_view text, std::size_t at) {
  constexpr std::string_view kEnds = "\r\n)]}*`\"'|:,;.!?<\\&/";
  if (at >= text.size() || kEnds.find(text[at]) != std::string_view::npos) return true;
  const std::size_t next = SkipBlanks(text, at);
  if (next >= text.size()) return true;
  constexpr std::string_view kMarks = "\r\n()[]{}|*#=+\"";
  if (kMarks.find(text[next]) != std::string_view::npos) return true;
  if (text.substr(next).starts_with("<!--")) return true;
  if (static_cast<unsigned char>(text[next]) >= 0x80) return !IdentifierAt(text, next);
  return DashAt(text, next) != 0;
}

}  // namespace prereq::references
