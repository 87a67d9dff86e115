// Numbered names: `06_autograd`, `06-autograd`, alone, in paths, URLs, imports, keys, identifiers.
#include <algorithm>

#include "base/data_endings.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/made_names.h"
#include "references/shapes/matchers.h"
#include "references/shapes/slug_forms.h"
#include "references/shapes/slug_parts.h"
#include "references/shapes/unknown_name.h"

namespace prereq::references {
namespace {

// A longer name that surely is its module's, since label or folder say so with the same number:
// run_module_06_autograd_tests, 06_autograd/06_autograd_dev.py.
std::optional<NameMatch> LongerName(const Scan& scan, const Token& token, const SlugFront& front,
                                    std::string_view word) {
  const Reference* const folder = FolderBefore(scan, front.begin);
  if (folder == nullptr && !(front.labelled && PathBefore(scan.text, front.begin).empty())) {
    return std::nullopt;
  }
  std::optional<NameMatch> match = scan.lexicon.SlugAtStart(word);
  if (!match) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  if (!module || (folder != nullptr && folder->module != module)) return std::nullopt;
  match->modules = {*module};
  return match;
}

// The longest name that stands at `start` and holds more than words do: `Model Training` of
// `02_Model Training.py`, its blanks perhaps as `%20` or behind a backslash, `c++`. Where blanks
// stand between number and name too, that is another shape (spaced.cc).
std::optional<NameMatch> OddName(const Scan& scan, std::size_t start) {
  std::optional<NameMatch> longest;
  if (!scan.lexicon.gap().empty()) return longest;
  for (const ModuleId id : scan.lexicon.odd_slugs()) {
    const std::size_t end = EndOfName(scan.lexicon.slug(id), scan.text, start);
    if (end == std::string_view::npos || SlugEnd(scan.text, end, true) > end) continue;
    if (!longest || longest->length < end - start) longest = {end - start, end - start, {}};
    if (longest->length == end - start) longest->modules.push_back(id);
  }
  return longest;
}

// Whether the path into the series that `match` stands in can be there: folders are called by
// slugs, and an alias or a title makes no path right.
bool MayBeOnDisk(const Scan& scan, const Written& written, std::string_view word,
                 const NameMatch& match) {
  const NumberedFolder* folder = written.standing.folder;
  if (folder == nullptr || folder->kind != NumberedFolder::Kind::kSeries || !folder->slugged ||
      written.standing.tail || written.before.empty() || written.before.starts_with('/') ||
      match.length != match.whole || word.find_first_of("%\\&") != word.npos ||
      AddressAt(scan, written.begin) != Evidence::Address::kNone) {
    return true;
  }
  const std::string name = FoldModuleName(word.substr(0, match.length));
  return std::ranges::any_of(match.modules, [&](ModuleId id) {
    return FoldModuleName(scan.lexicon.slug(id)) == name ||
           FoldModuleName(scan.lexicon.slug_in_path(id)) == name;
  });
}

// Whether the series or a mirror that follows it writes numbers with that many digits: `002`, and
// not the `0002` of another folder.
bool HasOurDigits(const Scan& scan, const Token& token) {
  const bool zero = scan.text[token.begin] == '0';
  return std::ranges::any_of(scan.lexicon.folders(), [&](const NumberedFolder& one) {
    const auto width = static_cast<std::size_t>(one.width);
    return one.kind != NumberedFolder::Kind::kFixed &&
           (token.digits() == width || (token.digits() > width && !zero));
  });
}

// Whether the name that ends at `end` is the end of a heading in which the number at `begin`
// stands.
bool EndsHeading(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  if (!IsMarkup(scan) || (end < text.size() && text[end] != '\n' && text[end] != '\r'))
    return false;
  const std::size_t low = begin - std::min(begin, kReach);
  const std::size_t line = text.substr(low, begin - low).rfind('\n');
  if (line == std::string_view::npos && low > 0) return false;
  return text[line == std::string_view::npos ? 0 : low + line + 1] == '#';
}

// Whether the number and the one word behind it may be words of a sentence or a text, "write 2
// functions", "a 2-week holiday", though a module is called so: nothing but blanks and marks of
// sentences stands around them. Not so behind a label, `step 4-projects`, or as the end of a
// heading.
bool MayCount(const Scan& scan, const Token& token, std::size_t start, std::size_t end) {
  const std::string_view text = scan.text;
  const std::string_view word = text.substr(start, end - start);
  if (!std::ranges::all_of(word, IsLetter) || !IsLower(word.front())) return false;
  const bool padded = token.digits() > 1 && text[token.begin] == '0';
  const bool spaced = text[token.end] == ' ';
  const bool hyphened = text[token.end] == '-' && !padded && scan.lexicon.width() <= 1;
  if (spaced) {  // `02 functions` where the file is called `02 Functions`, too
    const auto match = scan.lexicon.Slug(word);
    const bool as_on_disk = match && std::ranges::any_of(match->modules, [&](ModuleId id) {
                              return scan.lexicon.slug(id) == word;
                            });
    if (padded && as_on_disk) return false;
  } else if (!hyphened) {
    return false;
  }
  if (end < text.size() && text[end] == '/') return false;
  const std::size_t before = SkipBlanksBack(text, token.begin);
  if (hyphened && before < token.begin && scan.lexicon.LabelBefore(text, before)) return false;
  if (hyphened && EndsHeading(scan, token.begin, end)) return false;
  if (hyphened) {  // "a 2-week holiday"
    static constexpr ByteSet kEnds(" ,;.!?\r\n");
    const bool begins =
        token.begin > 0 && text[token.begin - 1] == ' ' && !AtLineStart(text, token.begin);
    return begins && (end >= text.size() || (kEnds.Has(text[end]) && !IsFileName(text, end)));
  }
  static constexpr ByteSet kEncloses("/`[](<|'\"\\=");
  const bool ends = end < text.size() && (kEncloses.Has(text[end]) || IsFileName(text, end));
  return !(ends && token.begin > 0 && kEncloses.Has(text[token.begin - 1]));
}

// One number that a name may follow. Each step needs those before it.
class SlugBehindNumber {
 public:
  SlugBehindNumber(const Scan& scan, const Token& token)
      : scan_(scan),
        text_(scan.text),
        token_(token),
        start_(scan.lexicon.NameStart(scan.text, token.end)) {}

  std::optional<Found> Match() {
    if (!MayBeginHere()) return std::nullopt;
    const std::optional<SlugFront> front = ReadSlugFront(scan_, token_);
    if (!front || front->begin < scan_.floor) return std::nullopt;
    if (front->prefixed) return MatchPrefixed(scan_, token_, start_);
    front_ = *front;
    if (!ReadName() || (!match_ && IsEndingOfMirror())) return std::nullopt;
    FindFolder();
    if (match_ && !MayBeOnDisk(scan_, written_, Word(), *match_)) match_.reset();
    if (!match_) GuessFile();
    return match_ ? Judged() : MatchUnknown();
  }

 private:
  // The name alone, and with what stands before it.
  [[nodiscard]] std::string_view Word() const { return text_.substr(start_, end_ - start_); }
  [[nodiscard]] std::string_view Whole() const {
    return text_.substr(front_.begin, end_ - front_.begin);
  }
  // The same, but up to where a name with hyphens ends.
  [[nodiscard]] std::string_view WholeWithHyphens() const {
    return text_.substr(front_.begin, SlugEnd(text_, start_, true) - front_.begin);
  }
  [[nodiscard]] bool Touches() const { return start_ == token_.end; }  // 01intro
  [[nodiscard]] char Separator() const { return Touches() ? '\0' : text_[start_ - 1]; }
  [[nodiscard]] bool IsInPath() const { return !written_.before.empty(); }
  // Whether it is joined as the names of its folder are.
  [[nodiscard]] bool IsJoinedAsInFolder() const {
    const NumberedFolder* const folder = written_.standing.folder;
    return folder != nullptr &&
           (folder->separator == Separator() || start_ - token_.end == folder->between.size());
  }
  // Whether it stands where modules are named.
  [[nodiscard]] bool IsInPlace() const {
    return front_.labelled || (IsJoinedAsInFolder() && IsInPath());
  }

  [[nodiscard]] bool MayBeginHere() const {
    if (start_ >= text_.size()) return false;
    const bool is_letter = IdentifierAt(text_, start_);
    if (Touches() && !(scan_.lexicon.touching() && is_letter)) return false;
    if ((!is_letter || text_[start_] == '_') && !OddName(scan_, start_)) return false;
    // 09-32bit-gdt: a name may begin with digits; numbers and dates do, too.
    const auto is_slug = [&](bool hyphens) {
      const std::size_t length = SlugEnd(text_, start_, hyphens) - start_;
      return SlugOf(scan_, text_.substr(start_, length)).has_value();
    };
    return !IsDigit(text_[start_]) || is_slug(true) || is_slug(false);
  }

  // Reads where the name ends and whose it may be. False: what stands there is only a part of a
  // name.
  bool ReadName() {
    end_ = SlugEnd(text_, start_, true);
    match_ = SlugOf(scan_, Word());
    if (!match_ && Separator() != '-') {  // `-` ends a name whose parts are joined otherwise
      end_ = SlugEnd(text_, start_, false);
      match_ = SlugOf(scan_, Word());
    }
    auto odd = OddName(scan_, start_);
    const bool is_whole = odd && odd->length == end_ - start_;  // `02_beta_` is called so
    if (odd && odd->length <= end_ - start_ && !is_whole) odd.reset();
    const bool behind_mark = token_.begin > 0 && text_[token_.begin - 1] == '_';
    if (!odd && end_ > start_ && text_[end_ - 1] == '_') {
      if (!behind_mark) return false;  // else it is emphasis
      --end_;
      match_ = SlugOf(scan_, Word());
    } else if (behind_mark && !front_.labelled) {
      return false;
    }
    if (odd && (!match_ || odd->length > match_->length)) {
      match_ = std::move(odd);
      end_ = start_ + match_->length;
    }
    goes_on_ = !match_;
    if (!match_) match_ = LongerName(scan_, token_, front_, Word());
    return true;
  }

  // `_02-ex.Rmd` where a mirror's names hold no slug: what follows the number is its ending.
  [[nodiscard]] bool IsEndingOfMirror() const {
    const std::string_view behind = text_.substr(token_.end);
    const auto ends_so = [&](const NumberedFolder* one) {
      return !one->slugged && !one->ending.empty() && behind.starts_with(one->ending);
    };
    return std::ranges::any_of(scan_.lexicon.FoldersWithStem(text_, token_.begin), ends_so);
  }

  // Finds the folder that the name stands in; that of stray names where it is one of these.
  void FindFolder() {
    const Lexicon& lexicon = scan_.lexicon;
    const NumberedFolder* const stray = &lexicon.stray_folder();
    written_ = ReadWritten(scan_, front_.begin, end_);
    const NumberedFolder*& folder = written_.standing.folder;
    if (!match_ && Separator() != '-') {  // names on disk may go on: 05_dataset-generation
      const auto* const longer = lexicon.FolderOf(written_.before, scan_.path, WholeWithHyphens());
      if (longer == stray) folder = stray;
    }
    if (!IsInPath() && (IsNameOfAnother() || IsTailOfAnother())) folder = stray;
    const bool joined_otherwise =
        folder != nullptr && folder->separator != 0 && folder->separator != Separator();
    if (!IsInPath() && joined_otherwise) folder = nullptr;
    if (folder != nullptr && IsInPath() && !written_.standing.tail) return;
    const Lexicon::Claim claim =
        lexicon.ClaimOf(IsInPath() ? WholeWithHyphens() : Whole(), scan_.path,
                        written_.standing.tail ? written_.before : std::string_view());
    const bool below = claim != Lexicon::Claim::kOurs && !IsInPath() && LeadsIntoOurs();
    if (claim == Lexicon::Claim::kTheirs && !below) folder = stray;
    shared_ = claim == Lexicon::Claim::kTheirs || (claim == Lexicon::Claim::kEither && !below);
  }

  // `03-storage/app`, where the module holds an `app` and its namesakes elsewhere do not.
  [[nodiscard]] bool LeadsIntoOurs() const {
    if (end_ >= text_.size() || text_[end_] != '/') return false;
    std::size_t end = end_ + 1;
    while (end < text_.size() && end - end_ < kReach &&
           (IdentifierAt(text_, end) || text_[end] == '-' || text_[end] == '.')) {
      ++end;
    }
    while (end > end_ + 1 && text_[end - 1] == '.') --end;
    return scan_.lexicon.LeadsIntoOurs(text_.substr(front_.begin, end - front_.begin));
  }

  // Whether it is written as a file that stays is called, and not as the series writes its names.
  [[nodiscard]] bool IsNameOfAnother() const {
    const Lexicon& lexicon = scan_.lexicon;
    return (Separator() != lexicon.separator() && lexicon.IsFixedName(Whole())) ||
           (!HasOurDigits(scan_, token_) && lexicon.IsStrayName(Whole()));
  }

  // `intro-04-wrap`, where the tree holds that and the modules are called `advanced-04-wrap`.
  [[nodiscard]] bool IsTailOfAnother() const {
    std::size_t begin = front_.begin;
    if (front_.labelled || begin == 0 || text_[begin - 1] != '-') return false;
    const std::size_t low = begin - std::min(begin, kReach);
    while (begin > low && (IsWord(text_[begin - 1]) || text_[begin - 1] == '-')) --begin;
    return scan_.lexicon.IsStrayName(text_.substr(begin, end_ - begin));
  }

  // A file called after the module, which is not there: 06_autograd_dev.py.
  void GuessFile() {
    guessed_ = !IsInPath() && !front_.labelled && written_.standing.folder == nullptr &&
               end_ + 1 < text_.size() && text_[end_] == '.' && IsLower(text_[end_ + 1]);
    if (!guessed_) return;
    match_ = scan_.lexicon.SlugAtStart(Word());
    const bool agrees = match_ && Agreeing(scan_, match_->modules, token_.number, 0);
    if (!agrees || scan_.lexicon.IsStrayName(Whole())) match_.reset();
  }

  // What a name is that no module has.
  std::optional<Found> MatchUnknown() {
    const UnknownName name{token_,
                           front_,
                           start_,
                           end_,
                           written_.before,
                           written_.standing.folder,
                           written_.standing.tail,
                           IsInPlace()};
    if (IsAnothers(scan_, name)) return std::nullopt;
    if (scan_.lexicon.ExtendsSlug(Word())) {
      return IsInPath() ? std::nullopt : MatchExtended(scan_, token_, front_, start_);
    }
    if (!MayMeanModule(scan_, name)) return std::nullopt;
    if (!IsInPath()) {
      if (auto shorter = MatchCutShort(scan_, token_, start_, end_)) return shorter;
    }
    match_ = NameMatch{end_ - start_, end_ - start_, {}};
    return Judged();
  }

  [[nodiscard]] std::optional<Found> Judged() const {
    const NumberedFolder* const folder = written_.standing.folder;
    if (match_->modules.empty() && folder != nullptr &&
        folder->kind == NumberedFolder::Kind::kDerived) {
      return std::nullopt;  // its names are its own; MatchLabel reads the number
    }
    Found found = MakeFound(scan_, token_, {front_.begin, start_ + match_->whole - front_.begin},
                            {start_, match_->length}, FormOfSlug(scan_, front_, end_));
    Evidence evidence;
    evidence.extends_name = goes_on_;
    evidence.shared = shared_;
    evidence.made_up = guessed_;
    evidence.place = PlaceOf();
    evidence.by_chance = MayMeetByChance(found.reference.shape);
    if (!JudgeNamed(scan_, found, match_->modules, evidence, written_)) return std::nullopt;
    Certainty& certainty = found.reference.certainty;
    // A path with the name of several modules and the number of none leads nowhere.
    if (certainty == Certainty::kDrifted && !found.reference.module &&
        found.reference.shape == ReferenceShape::kPath) {
      certainty = Certainty::kUnresolved;
    }
    if (certainty == Certainty::kDrifted && IsInAnotherName()) return std::nullopt;
    if (certainty == Certainty::kAgreeing && folder == nullptr && !IsInPath()) {
      found.reference.mirror = MirrorCalledSo();
    }
    // Inside a module's own folder numbers count its parts: book/06-github/1-github.asc.
    const bool counts_parts = FolderBefore(scan_, front_.begin) != nullptr;
    if (certainty != Certainty::kAgreeing && counts_parts) return std::nullopt;
    return found;
  }

  // The synchronised mirror whose files are called so while the series' own are not: the number is
  // that of its path, as in `solutions.sol06_autograd` of modules `06-autograd`. -1: none.
  [[nodiscard]] int MirrorCalledSo() const {
    const std::string_view front = text_.substr(front_.begin, token_.begin - front_.begin);
    const bool is_file = IsFileName(text_, end_);
    int mirror = -1;
    for (const NumberedFolder& folder : scan_.lexicon.folders()) {
      const bool same = folder.slugged && folder.stem == front && folder.separator == Separator() &&
                        (!is_file || text_.substr(end_).starts_with(folder.ending));
      if (!same) continue;
      if (folder.kind != NumberedFolder::Kind::kSynchronised) return -1;
      if (mirror < 0) mirror = folder.mirror;
    }
    return mirror;
  }

  [[nodiscard]] Evidence::Place PlaceOf() const {
    const Lexicon& lexicon = scan_.lexicon;
    if (IsInPath()) {
      const std::vector<std::string_view> above = Split(written_.before, '/');
      const bool in_clone = std::ranges::any_of(
          above, [&](std::string_view part) { return lexicon.IsOwnName(part); });
      const bool ours = IsInPlace() || in_clone || lexicon.MayHoldModules(written_.before);
      return ours ? Evidence::Place::kOurs : Evidence::Place::kAnother;
    }
    if (end_ >= text_.size() || text_[end_] != '.') return Evidence::Place::kOurs;
    // Where modules are folders, `1-git-basics.asc` beside `02-git-basics` counts a folder's files.
    const bool is_part = !lexicon.modules_are_files() && IsFileName(text_, end_) &&
                         token_.digits() < static_cast<std::size_t>(lexicon.width());
    const std::size_t file_end = SlugEnd(text_, end_ + 1, false);
    const std::string_view file = text_.substr(front_.begin, file_end - front_.begin);
    const bool on_disk = is_part || lexicon.IsStrayFile(file) || IsDataOfScripts(file);
    return on_disk ? Evidence::Place::kOnDisk : Evidence::Place::kOurs;
  }

  // `"02_model.rds"` where modules are files: a script makes it, and those who read it may write
  // `out/` before it, which is no folder of modules either.
  [[nodiscard]] bool IsDataOfScripts(std::string_view file) const {
    return scan_.lexicon.modules_are_files() && HasDataEnding(file) &&
           std::ranges::none_of(scan_.lexicon.folders(), [&](const NumberedFolder& folder) {
             return !folder.ending.empty() && file.ends_with(folder.ending);
           });
  }

  // "a 4-layers network": whether the number and the name may meet by chance.
  [[nodiscard]] bool MayMeetByChance(ReferenceShape shape) const {
    const std::size_t name_end = start_ + match_->length;
    if (scan_.lexicon.IsDigitSlug(text_.substr(start_, match_->length))) {
      // 02_2024 may be a date where no path and no entry of the metadata says that a name stands
      // there
      const bool said = shape == ReferenceShape::kSlugEntry || shape == ReferenceShape::kPath;
      return !IsInPlace() && !(IsJoinedAsInFolder() && said);
    }
    if (IsInPath()) return false;
    if (front_.begin == token_.begin && MayCount(scan_, token_, start_, name_end)) return true;
    const bool as_series = Separator() == scan_.lexicon.separator() || IsPadded(scan_, token_);
    const bool as_file = Touches() && scan_.lexicon.modules_are_files() &&
                         IsFileName(text_, end_) &&
                         MayBeModuleFile(scan_, end_, false);  // `5breaker.adoc`
    return !as_series && !IsInPlace() && !as_file && (Separator() == '-' || Touches());
  }

  // `swift-3-api-guidelines`: a number of another name, in another form than the series'.
  [[nodiscard]] bool IsInAnotherName() const {
    const std::size_t begin = front_.begin;
    const bool as_written = IsPadded(scan_, token_) || HasOurDigits(scan_, token_);
    return !as_written && !front_.labelled && begin > 1 && text_[begin - 1] == '-' &&
           IdentifierBefore(text_, begin - 1);
  }

  const Scan& scan_;
  const std::string_view text_;
  const Token& token_;
  const std::size_t start_;  // of the name
  std::size_t end_ = 0;
  SlugFront front_;
  std::optional<NameMatch> match_;  // whose name it is
  Written written_;
  bool goes_on_ = false;  // the name is longer than its module's
  bool shared_ = false;   // another folder, as near, holds this name
  bool guessed_ = false;  // no file of this name is there, one that begins so is
};

}  // namespace

std::optional<Found> MatchSlug(const Scan& scan, const Token& token) {
  return SlugBehindNumber(scan, token).Match();
}

}  // namespace prereq::references
