// What was found beside a number, gathered for the judge; and how far a phrase goes.
#include <algorithm>

#include "base/fold.h"
#include "base/path.h"
#include "base/text.h"
#include "references/address.h"
#include "references/folder_paths.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

using Address = Evidence::Address;
using Place = Evidence::Place;

// Whether the path before `begin` is a link's target in a page: `](`, `](<`, `href="`.
bool IsLinkTarget(const Scan& scan, std::size_t begin, std::size_t length) {
  if (!IsMarkup(scan) || begin < length) return false;
  const std::string_view before = scan.text.substr(0, begin - length);
  return before.ends_with("](") || before.ends_with("](<") || before.ends_with("href=\"") ||
         before.ends_with("src=\"");
}

// The same where no URL is written: a path in a revision, `git show v1.0:lessons/02_loops`, or
// behind the repository's name.
Address AddressOfPath(const Scan& scan, std::size_t offset) {
  constexpr std::size_t kLongestCommand = 512;
  const RevisionNames& known = scan.lexicon.revisions();
  const std::size_t start = PathStart(scan.text, offset);
  const std::size_t low = start - std::min(start, kLongestCommand);
  const std::string_view before = scan.text.substr(low, start - low);
  if (RevisionBefore(before, known) == Revision::kPermanent) return Address::kPermalink;
  const Revision command = RevisionOfCommand(before, known);
  if (command != Revision::kNone) {
    return command == Revision::kPermanent ? Address::kPermalink : Address::kRevision;
  }
  // `uses: own/repository/actions/01_build@v1`
  if (!scan.lexicon.BeginsWithOwnPair(scan.text.substr(start, offset - start))) {
    return Address::kNone;
  }
  const Revision behind = RevisionBehind(scan.text.substr(offset), known);
  if (behind == Revision::kNone) return Address::kNone;
  if (behind == Revision::kBranch) return Address::kOwn;
  return behind == Revision::kPermanent ? Address::kPermalink : Address::kRevision;
}

}  // namespace

Evidence::Address AddressAt(const Scan& scan, std::size_t offset) {
  std::string_view url = UrlBefore(scan.text, offset);
  const std::string flake = url.empty() ? UrlOfFlakeBefore(scan.text, offset) : std::string();
  if (!flake.empty()) url = flake;
  if (url.empty()) return AddressOfPath(scan, offset);
  // `file://$PROJECT_DIR$/lessons/02_loops` is a path.
  if (url.starts_with("file:") && url.find('$') != std::string_view::npos) return Address::kNone;
  const bool own = scan.lexicon.IsOwnUrl(url);
  if ((!own && !scan.lexicon.IsCopyUrl(url)) || ShowsNoFile(url)) return Address::kForeign;
  Revision revision = RevisionOf(url, scan.lexicon.revisions());
  if (revision == Revision::kNone || revision == Revision::kBranch) {
    const Revision behind = RevisionBehind(scan.text.substr(offset), scan.lexicon.revisions());
    if (behind != Revision::kNone) revision = behind;
  }
  if (revision == Revision::kPermanent) return own ? Address::kPermalink : Address::kForeign;
  if (!own) return Address::kCopy;
  return revision == Revision::kUnclear ? Address::kRevision : Address::kOwn;
}

namespace {

// Whether what a path has in front of a known folder may be where a tree like this one stands, as a
// person or a script writes it: nothing, steps up, the root of a disk, a variable, a home, the
// repository's own name.
bool MayStandAbove(const Scan& scan, const Written& written, std::string_view folder) {
  std::string_view before = written.before;
  const std::size_t start = written.begin - std::min(written.begin, written.raw_length);
  if (start > 0 && scan.text[start - 1] == '$') return true;
  while (before.ends_with('/')) before.remove_suffix(1);
  if (before.size() <= folder.size()) return true;
  std::string_view above = before.substr(0, before.size() - folder.size());
  while (above.starts_with("./")) above.remove_prefix(2);
  while (above.starts_with("../")) above.remove_prefix(3);
  while (above.ends_with('/')) above.remove_suffix(1);
  if (above.empty() || before.starts_with('~')) return true;
  return scan.lexicon.IsOwnName(BaseName(above));
}

Place PlaceOfPath(const Scan& scan, const Written& written) {
  const NumberedFolder* folder = written.standing.folder;
  if (folder != nullptr && folder->kind == NumberedFolder::Kind::kFixed) return Place::kFixed;
  if (scan.inside != nullptr && scan.inside->frozen) return Place::kFixed;
  if (written.standing.several) return Place::kTail;
  if (written.before.empty() || folder == nullptr) return Place::kOurs;
  if (written.before.starts_with("../") && !FollowPath(ParentPath(scan.path), written.before) &&
      IsLinkTarget(scan, written.begin, written.raw_length)) {
    return Place::kTail;
  }
  if (!written.standing.tail) return Place::kOurs;
  // Only the end of the path fits. In a page's link, which is followed from the page, that is
  // another place; elsewhere the reader may stand in any folder, unless the path leaves the tree or
  // begins with folders that are unknown here: `vendor/lib/lessons/02_loops`.
  const bool leaves = written.before.starts_with("../../../../");
  const bool link =
      IsLinkTarget(scan, written.begin, written.raw_length) && !written.before.starts_with('/');
  const bool known = MayStandAbove(scan, written, folder->folder);
  return link || leaves || !known || !folder->slugged ? Place::kTail : Place::kOurs;
}

// Whether a page's link says from where it stands that it leads into a folder that is none of ours.
bool LeadsElsewhere(const Scan& scan, const Written& written) {
  if (written.standing.folder != nullptr || !written.before.starts_with("../") ||
      !IsLinkTarget(scan, written.begin, written.raw_length)) {
    return false;
  }
  const auto followed = FollowPath(ParentPath(scan.path), written.before);
  return followed && !followed->empty() && scan.lexicon.IsBesideParts(*followed + "/x");
}

// Whether a page's link leads to nothing and goes on with the same name, which stays:
// `../02-loops/02-loops.md` from where no such folder is. One half of it is no better than none.
bool IsHalfOfBroken(const Scan& scan, Span whole, const Written& written) {
  if (written.standing.folder != nullptr || !written.before.starts_with("../") ||
      !IsLinkTarget(scan, written.begin, written.raw_length)) {
    return false;
  }
  const std::string_view name = scan.text.substr(whole.offset, whole.length);
  const std::string_view behind = scan.text.substr(whole.end());
  return behind.starts_with('/') && behind.substr(1).starts_with(name);
}

}  // namespace

namespace {

// The path with a `*` that `before`, which begins at `at`, goes on from: "content/*"; else empty.
std::string GlobBefore(std::string_view text, std::size_t at, const std::string& before) {
  if (at == 0 || text[at - 1] != '*' || !before.starts_with('/')) return {};
  const std::size_t low = at > kReach ? at - kReach : 0;
  std::size_t begin = at;
  while (begin > low && (text[begin - 1] == '*' || PathStart(text, begin) < begin)) {
    begin = text[begin - 1] == '*' ? begin - 1 : PathStart(text, begin);
  }
  std::string glob(text.substr(begin, at - begin));
  glob += before;
  while (glob.ends_with('/')) glob.pop_back();
  return glob;
}

// `$ROOT/ch/` and `%s/ch/` as `/ch/`, like `${ROOT}/ch/`: what stands in front of the path is not
// known.
void DropVariable(const Scan& scan, Written& written) {
  const std::size_t start = written.begin - written.raw_length;
  const std::size_t slash = written.before.find('/');
  const bool variable = start > 0 && scan.text[start - 1] == '$' && slash > 0;
  if (slash >= written.before.size() || slash + 1 == written.before.size()) return;
  if (variable || written.before.starts_with("%s/")) written.before.erase(0, slash);
}

}  // namespace

Written ReadWritten(const Scan& scan, std::size_t begin, std::size_t end) {
  Written written;
  written.begin = begin;
  written.raw_length = begin - PathStart(scan.text, begin);
  if (written.raw_length > 0) written.before = PathBefore(scan.text, begin);
  DropVariable(scan, written);
  written.standing =
      scan.lexicon.StandingOf(written.before, scan.path, scan.text.substr(begin, end - begin));
  const std::string glob = GlobBefore(scan.text, begin - written.raw_length, written.before);
  const NumberedFolder* several = glob.empty() ? nullptr : scan.lexicon.FolderOfSeveral(glob);
  if (several != nullptr) written.standing = {several, false, true};
  return written;
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

bool IsNamedAsFolder(const Scan& scan, std::string_view word) {
  if (scan.lexicon.folders().empty()) return false;
  std::string folder = Lower(BaseName(scan.lexicon.folders().front().folder));
  const std::string low = Lower(word);
  if (folder.ends_with('s') && !low.ends_with('s')) folder.pop_back();
  if (folder.ends_with("ie") && low.ends_with('y')) folder.replace(folder.size() - 2, 2, "y");
  return !folder.empty() && folder == low;
}

std::optional<ModuleId> HomeOf(const Scan& scan) {
  if (const auto home = scan.lexicon.ModuleOf(scan.path)) return home;
  if (scan.inside == nullptr || scan.inside->kind != NumberedFolder::Kind::kSynchronised) {
    return std::nullopt;
  }
  const NumberedFolder& folder = *scan.inside;
  const std::size_t part = folder.folder.empty() ? 0 : folder.folder.size() + 1;
  const std::size_t begin = part + folder.stem.size();
  std::size_t end = begin;
  while (end < scan.path.size() && IsDigit(scan.path[end]) && end - begin < 6) ++end;
  const Number number{ValueOfDigits(std::string_view(scan.path).substr(begin, end - begin)), '\0'};
  const std::vector<ModuleId> owners = scan.lexicon.Owners(number);
  if (owners.size() != 1) return std::nullopt;
  if (folder.slugged && folder.head_between.empty()) {  // an entry of another name is not its own
    std::string_view name = std::string_view(scan.path).substr(end, scan.path.find('/', end) - end);
    if (!name.starts_with(folder.between)) return std::nullopt;
    name.remove_prefix(folder.between.size());
    const std::string_view slug = scan.lexicon.slug(owners.front());
    if (!FoldModuleName(name).starts_with(FoldModuleName(slug))) return std::nullopt;
  }
  return owners.front();
}

bool IsSection(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && text[end] == '.' && IsDigit(text[end + 1]);
}

bool IsOpenTo(const Reference& reference, ModuleId id, Certainty decided) {
  if (reference.written_last) return false;
  return reference.certainty == Certainty::kLikely ||
         (reference.certainty == Certainty::kDrifted && decided == Certainty::kOwned &&
          reference.module != id);
}

void SettleAs(Found& found, ModuleId id, Certainty certainty) {
  Reference& reference = found.reference;
  if (reference.certainty == Certainty::kDrifted) {
    const bool name_first = reference.name.offset < reference.number.offset;
    if (name_first) reference.whole.offset = reference.number.offset;
    reference.whole.length = reference.number.end() - reference.whole.offset;
    reference.name = {reference.number.end(), 0};
  }
  reference.certainty = certainty;
  reference.module = id;
  found.weak = false;
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

std::vector<Found>::iterator FirstEndingBehind(Scan& scan, std::size_t offset) {
  return std::ranges::upper_bound(scan.found, offset, {},
                                  [](const Found& found) { return found.reference.whole.end(); });
}

bool JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules,
                Evidence evidence, const Written& written) {
  Reference& reference = found.reference;
  const NumberedFolder* folder = written.standing.folder;
  const int offset = folder == nullptr ? 0 : folder->offset;
  const std::optional<ModuleId> agreeing = Agreeing(scan, modules, reference.written, offset);
  if (folder != nullptr) reference.mirror = folder->mirror;
  evidence.tie = Evidence::Tie::kName;
  evidence.names = modules.size();
  evidence.agrees = agreeing.has_value();
  evidence.address = AddressAt(scan, reference.whole.offset);
  const Place place = LeadsElsewhere(scan, written) ? Place::kFixed : PlaceOfPath(scan, written);
  const bool own_site = place == Place::kTail && evidence.address != Address::kNone;
  if (place != Place::kOurs && !own_site) evidence.place = place;
  // A path says by itself where it leads; words mean the numbering of the place they stand in.
  const bool in_words = reference.shape != ReferenceShape::kPath && written.before.empty();
  const bool is_told_beside = scan.inside != nullptr && scan.inside->sibling && in_words;
  if (!agreeing &&
      (is_told_beside || (modules.size() == 1 && reference.shape != ReferenceShape::kPath &&
                          scan.lexicon.CountsSo(scan.path, modules.front(), reference.written)))) {
    evidence.place = Place::kFixed;
  }
  // `04 DDL` is said of the module `04-exposed-ddl`, where that holds a `02-ddl`; elsewhere than
  // beside that, and without a label, also by an old number.
  const bool labelled = reference.whole.offset < reference.number.offset;
  const bool among_them =
      IsInside(scan.path, scan.lexicon.folders().empty() ? std::string_view()
                                                         : scan.lexicon.folders().front().folder);
  if (!agreeing && in_words &&
      scan.lexicon.IsNamedAbove(
          labelled || among_them ? std::optional(reference.written) : std::nullopt,
          scan.text.substr(reference.name.offset, reference.name.length))) {
    evidence.place = Place::kFixed;
  }
  const Span whole = reference.whole;
  if (!agreeing && modules.size() == 1 && written.before.empty() &&
      scan.lexicon.HoldsPart(modules.front(), scan.text.substr(whole.offset, whole.length))) {
    evidence.place = Place::kOnDisk;
  }
  if (agreeing && IsHalfOfBroken(scan, whole, written)) evidence.place = Place::kOnDisk;
  if (evidence.address == Address::kNone) {
    const OtherWorld other = OtherWorldOf(scan, reference.whole, written);
    if (other != OtherWorld::kNone && modules.empty()) return false;
    if (other == OtherWorld::kSure) evidence.place = Place::kFixed;
    if (other == OtherWorld::kPerhaps) evidence.place = Place::kOnDisk;
  }
  // `content/*/03-core/**` may lead into another group.
  if (written.standing.several && modules.empty()) return false;
  const Judgement judgement = Judge(evidence);
  if (!judgement.certainty) return false;
  if (judgement.owner == Owner::kNamed) reference.module = agreeing ? agreeing : modules.front();
  reference.certainty = *judgement.certainty;
  return true;
}

void JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules) {
  if (!JudgeNamed(scan, found, modules, Evidence{}, Written{})) {
    found.reference.certainty = Certainty::kForeign;
  }
}

namespace {

// The words beside a number, lower case: those of its sentence, and few of them.
std::string WordsAround(const Scan& scan, Span whole) {
  constexpr std::size_t kBefore = 24, kBehind = 48;
  const std::string_view text = scan.text;
  static constexpr ByteSet kStops(".;:!?|,()\n");
  std::size_t begin = whole.offset, end = whole.end();
  while (begin > 0 && whole.offset - begin < kBefore && !kStops.Has(text[begin - 1])) --begin;
  while (end < text.size() && end - whole.end() < kBehind && !kStops.Has(text[end])) ++end;
  return Lower(text.substr(begin, end - begin));
}

// The number that a file of a foreign mirror has itself: 2 of `homework/hw02.md`.
std::optional<int> OwnNumber(const Scan& scan) {
  const NumberedFolder& folder = *scan.inside;
  std::string_view rest = scan.path;
  if (!folder.folder.empty() && !rest.starts_with(folder.folder + "/")) return std::nullopt;
  if (!folder.folder.empty()) rest.remove_prefix(folder.folder.size() + 1);
  if (!rest.starts_with(folder.stem)) return std::nullopt;
  rest.remove_prefix(folder.stem.size());
  const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  constexpr std::size_t kMostDigits = 9;
  if (end == 0 || end > kMostDigits) return std::nullopt;
  return ValueOfDigits(rest.substr(0, end));
}

// Whether nothing but marks follows on the line.
bool EndsItsLine(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return text.substr(at, end - at).find_first_not_of(" \t\r.}#*_") == std::string_view::npos;
}

// Whether a number behind a label is of another numbering since of the place of its file. In the
// files of a foreign mirror that is so of the number by which each is headed alone, as in `# Part
// 3` and `# Booting. Part 3.`.
bool IsOfFixedFile(const Scan& scan, const Reference& reference) {
  const NumberedFolder* inside = scan.inside;
  if (inside == nullptr || inside->apart || inside->inner ||
      inside->kind != NumberedFolder::Kind::kFixed) {
    return false;
  }
  if (inside->frozen || inside->mirror < 0) return true;
  const std::string_view text = scan.text;
  const std::size_t begin = reference.whole.offset;
  const std::size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;  // npos + 1 is 0
  static constexpr ByteSet kHeads("#=\\");
  const bool heads = line < begin && kHeads.Has(text[line]) &&
                     (AtLineStart(text, begin) || EndsItsLine(text, reference.whole.end()));
  return heads && OwnNumber(scan) == reference.written.value;
}

}  // namespace

void JudgeNumber(const Scan& scan, Found& found, bool of_other_book) {
  Reference& reference = found.reference;
  std::vector<ModuleId> owners = scan.lexicon.Owners(reference.written);
  if (owners.empty()) owners = scan.lexicon.Parts(reference.written);
  // Of several with this number a module means itself in its own files.
  if (owners.size() > 1) {
    const std::optional<ModuleId> home = scan.lexicon.ModuleOf(scan.path);
    if (home && std::ranges::find(owners, *home) != owners.end()) owners = {*home};
  }
  Evidence evidence;
  evidence.tie = Evidence::Tie::kNumber;
  evidence.owners = owners.size();
  evidence.of_other_book = of_other_book;
  evidence.is_range = reference.written_last.has_value();
  evidence.range_is_known = !evidence.is_range ||
                            !scan.lexicon.Owners(*reference.written_last).empty() ||
                            !scan.lexicon.Parts(*reference.written_last).empty();
  evidence.address = AddressAt(scan, reference.whole.offset);
  // "Day 0" is what people call the time before the first day; another number may be that of a
  // page beside the modules.
  evidence.before_all = owners.empty() && (reference.written.value == 0 ||
                                           scan.lexicon.StandsBeside(reference.written.value));
  const Span label{reference.whole.offset, reference.number.offset - reference.whole.offset};
  const std::string_view word = Trim(scan.text.substr(label.offset, label.length));
  evidence.counted_elsewhere =
      owners.empty() && (scan.lexicon.IsBesideParts(scan.path) ||
                         scan.lexicon.IsCountedBeside(scan.path, reference.written.value) ||
                         scan.lexicon.IsCountedBy(word, scan.path) ||
                         scan.lexicon.MayBeOfNested(reference.written, scan.inside) ||
                         (!reference.written_last && IsSection(scan.text, reference.number.end())));
  evidence.counted_elsewhere |= IsOfDottedPage(scan, reference);
  constexpr int kLeastFar = 6;  // "chapter 24" of a law, in a book of ten
  const int last = scan.lexicon.last_number();
  constexpr int kFewest = 3;  // a series of one or two cannot tell
  evidence.far_off =
      owners.empty() && (reference.written.value > last + std::max(kLeastFar, last / 4) ||
                         scan.lexicon.module_count() < kFewest);
  const bool says_chapter = ChapterBefore(scan, reference.number.offset) != reference.number.offset;
  if (!says_chapter && IsOfFixedFile(scan, reference)) evidence.place = Place::kFixed;
  const Lexicon::Claim claim = scan.lexicon.has_other_series()
                                   ? scan.lexicon.SeriesNamedIn(WordsAround(scan, reference.whole))
                                   : Lexicon::Claim::kEither;
  const bool sibling = scan.inside != nullptr && scan.inside->mirror < 0 && !scan.inside->frozen;
  if (claim == Lexicon::Claim::kTheirs) evidence.place = Place::kFixed;
  if (claim == Lexicon::Claim::kOurs && sibling) evidence.place = Place::kOurs;
  const Judgement judgement = Judge(evidence);
  if (judgement.owner == Owner::kNumbered) reference.module = owners.front();
  reference.certainty = judgement.certainty.value_or(Certainty::kForeign);
  const std::optional<ModuleId> home = scan.lexicon.ModuleOf(scan.path);
  const bool own_part =
      home && scan.lexicon.PartOf(*home, reference.written_last ? reference.written_last->value
                                                                : reference.written.value);
  if (own_part && reference.certainty == Certainty::kUnresolved) {
    reference.certainty = Certainty::kForeign;
  }
}

bool JudgeFolder(const Scan& scan, Found& found, const NumberedFolder& folder,
                 const Written& written) {
  Reference& reference = found.reference;
  reference.mirror = folder.mirror;
  Number number = reference.written;
  number.value -= folder.offset;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(number);
  Evidence evidence;
  evidence.tie = Evidence::Tie::kFolder;
  evidence.owners = owners.size();
  evidence.lacks_slug = folder.slugged && folder.kind != NumberedFolder::Kind::kDerived;
  evidence.address = AddressAt(scan, reference.whole.offset);
  if (folder.kind == NumberedFolder::Kind::kFixed) evidence.place = Place::kFixed;
  if (evidence.place == Place::kOurs && evidence.address == Address::kNone) {
    evidence.place = PlaceOfPath(scan, written);
  }
  const Judgement judgement = Judge(evidence);
  if (!judgement.certainty) return false;
  if (judgement.owner == Owner::kNumbered) reference.module = owners.front();
  reference.certainty = *judgement.certainty;
  // Where numbers are left out, `migration19` in a comment is none that is missing.
  if (reference.certainty == Certainty::kUnresolved && written.before.empty() &&
      reference.shape == ReferenceShape::kIdentifier &&
      folder.kind == NumberedFolder::Kind::kSeries && scan.lexicon.has_gaps()) {
    reference.certainty = Certainty::kForeign;
  }
  return true;
}

void JudgeKey(Found& found, ModuleId module, bool agrees) {
  Evidence evidence;
  evidence.tie = Evidence::Tie::kKey;
  evidence.agrees = agrees;
  found.reference.module = module;
  found.reference.certainty = *Judge(evidence).certainty;
}

bool SharesAWord(std::string_view title, std::string_view slug) {
  const std::string low = Lower(slug);
  const std::string words = Lower(title);
  for (std::size_t begin = 0; begin < words.size();) {
    if (!IsWord(words[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < words.size() && IsLetter(words[end])) ++end;
    if (end - begin >= 4 && low.find(words.substr(begin, end - begin)) != std::string::npos) {
      return true;
    }
    begin = std::max(end, begin + 1);
  }
  return false;
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
