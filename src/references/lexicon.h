// What a reference can say: the names of the modules, the numbers they carry, the labels before a
// number, and the folders whose files are numbered. Built once, then read by many threads.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "prereq/facts.h"
#include "references/escaped_names.h"
#include "references/scan_text.h"

namespace prereq::references {

/// What a Lexicon is made from. `facts` needs `series`, `modules` and `order` only.
struct LexiconSource {
  const Facts& facts;
  int series = 0;                         // index into Config::series
  std::vector<Mirror> mirrors;            // Config::mirrors, same indices
  std::vector<MetadataShape> metadata;    // Config::metadata
  std::vector<std::string> own_urls;      // prefixes: https://github.com/own/repository
  std::vector<std::string> other_series;  // patterns of the other series
  std::vector<std::string> paths;         // every tracked path, sorted
  std::vector<std::string> apart = {};    // of other_series: those that share no label with this
  std::vector<std::string> other_labels = {};  // of the other series, which this one has not
  RevisionNames revisions = {};                // CollectOptions::revisions
};

/// A folder whose entries carry numbers: the series itself, a mirror, or another series.
struct NumberedFolder {
  enum class Kind { kSeries, kSynchronised, kDerived, kFixed };  // kFixed: frozen, foreign, other
  Kind kind = Kind::kSeries;
  bool frozen = false;   // kFixed: nothing inside its files changes either
  bool apart = false;    // kFixed: our labels mean our modules inside its files too
  bool sibling = false;  // kFixed: counts the same anew, with our labels, in a folder beside ours
  bool inner = false;    // kFixed: a series in one of our modules that has our label, too
  int mirror = -1;       // index into Config::mirrors
  int offset = 0;        // what is added to the module's number
  std::string folder;    // "tests"; literal, may be empty
  std::string stem;      // literal before the number in its path part: "module_"
  char separator = 0;    // between number and slug; 0 when there is no slug, or more between
  std::string head_between = {};  // between a slug and the number behind it: "-" of `loops-02`
  std::string between;      // all that stands there: "_", "__", ". "; empty when there is no slug
  bool slugged = false;     // whether a slug stands in the same part of the path
  bool slug_below = false;  // whether the next part is the slug: `a/{number:02}/{slug}.md`
  bool open = false;        // any text may follow the number: `ch{number:02}-*.md`
  std::string ending;       // literal after the last of them: ".md"; empty for folders
  int width = 1;

  /// Whether its names hold more than the number, a mark and the slug: `ch{number:02}-*.md`,
  /// `{number:02}_01_{slug}`, `{number:02}-solution.R`.
  [[nodiscard]] bool GoesOn() const {
    constexpr std::string_view kWords =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::string_view more =
        slugged ? std::string_view(between) : std::string_view(ending).substr(0, ending.rfind('.'));
    return open || more.find_first_of(kWords) != std::string_view::npos;
  }
};

/// Where a written path stands.
struct Standing {
  const NumberedFolder* folder = nullptr;  // nullptr: in no folder that is known
  bool tail = false;                       // only its end is like the folder's own path
  bool several = false;                    // a glob that leads into other numberings as well
};

/// A known name at some place of a text.
struct NameMatch {
  std::size_t length = 0;         // bytes of the name itself
  std::size_t whole = 0;          // bytes including what a file name adds to it
  std::vector<ModuleId> modules;  // whom it can mean; never empty
};

class Lexicon {
 public:
  explicit Lexicon(const LexiconSource& source);

  /// The module of an identifier that follows a number: `autograd` in `06_autograd`. `word` is the
  /// whole identifier. A longer identifier than the slug is another name (`06_autograd_v2`), unless
  /// a file of that name stands in the module's own place, or a mirror's files are called so.
  [[nodiscard]] std::optional<NameMatch> Slug(std::string_view word) const;
  /// Whether `word` is a slug of digits, `2024`: beside a number it may be a date's.
  [[nodiscard]] bool IsDigitSlug(std::string_view word) const;
  /// False where no name begins at `at` for certain: told by two bytes.
  [[nodiscard]] bool MayBeginName(std::string_view text, std::size_t at) const;
  /// The longest name at `at`, as written in prose: any case, `_`, `-` and blanks alike, one
  /// plural `s` more or less; ends where an identifier ends.
  [[nodiscard]] std::optional<NameMatch> NameAt(std::string_view text, std::size_t at) const;
  /// The longest name at `at` inside a CamelCase word: ends before a capital or with the word.
  [[nodiscard]] std::optional<NameMatch> CamelNameAt(std::string_view text, std::size_t at) const;
  /// The same for a name that ends before `end` and begins at or after `floor`.
  [[nodiscard]] std::optional<NameMatch> NameBefore(std::string_view text, std::size_t floor,
                                                    std::size_t end) const;

  /// Whether `words` are the title that the metadata give the module, and the number in it is the
  /// title's own, `Python 2`: it equals the module's by chance, and other titles say none of
  /// theirs.
  [[nodiscard]] bool IsTitleWithNumber(std::string_view words, ModuleId id) const;

  /// The modules that carry a number; more than one when numbers are doubled.
  [[nodiscard]] std::vector<ModuleId> Owners(Number number) const;
  /// The modules that are parts of a number which none has: 04a and 04b of 04. Empty for one alone.
  [[nodiscard]] std::vector<ModuleId> Parts(Number number) const;
  [[nodiscard]] std::optional<Number> NumberOf(ModuleId id) const { return order_.number(id); }
  /// The highest number of a module.
  [[nodiscard]] int last_number() const { return owners_.empty() ? 0 : owners_.back().first.value; }
  /// Whether numbers below the highest are free.
  [[nodiscard]] bool has_gaps() const {
    return !owners_.empty() && owners_.back().first.value - owners_.front().first.value >=
                                   static_cast<int>(owners_.size());
  }
  /// Whether a file beside the modules that is none of them carries the number: `05_more.md` among
  /// notebooks.
  [[nodiscard]] bool StandsBeside(int number) const { return beside_numbers_.contains(number); }
  /// Whether a number has no more digits than the series' own: `106` among twenty is not a place.
  [[nodiscard]] bool IsPlausible(int number) const { return number < beyond_; }
  /// Whether `word` is a slug that goes on: `autograd_v2`, `autograd-old`, `autograd2`.
  [[nodiscard]] bool ExtendsSlug(std::string_view word) const;
  /// The longest slug with which `word` begins and goes on after a `_` or `-`.
  [[nodiscard]] std::optional<NameMatch> SlugAtStart(std::string_view word) const;
  /// Whether a letter after a number can be its suffix.
  [[nodiscard]] bool IsSuffix(char letter) const {
    if (touching_) return false;
    return suffixes_ ? IsLower(letter) : letter >= 'a' && letter <= 'c';
  }

  /// The label that ends right before `end`: its length in bytes and whether it is a plural.
  struct LabelMatch {
    std::size_t length = 0;
    bool plural = false;
  };
  [[nodiscard]] std::optional<LabelMatch> LabelBefore(std::string_view text, std::size_t end) const;

  /// Whether `word` is a label in another case or form, with a letter or two less at its end and a
  /// few more: `Lektionen`, `главу`, `ΜΆΘΗΜΑ`.
  [[nodiscard]] bool InflectsLabel(std::string_view word) const;
  /// Whether `word` begins a label and is shorter: `Ch`, `Chap` of `Chapter`.
  [[nodiscard]] bool ShortensLabel(std::string_view word) const;
  /// Whether `word` is consonants of a label in their order, from its first letter: `Wk` of `Week`.
  [[nodiscard]] bool ContractsLabel(std::string_view word) const;

  /// Our folder where a path with `*` leads into it and into folders that are none of ours; else
  /// null.
  [[nodiscard]] const NumberedFolder* FolderOfSeveral(std::string_view written) const;
  /// The numbered folder that a path part stands in: `before` is the path text in front of it
  /// ("../tests/"; empty when there is none), `file` the path of the file it is written in, `part`
  /// the part itself. A path is followed from the file's own folder, then from the root; only then
  /// does its end decide. The longest match.
  [[nodiscard]] Standing StandingOf(std::string_view before, std::string_view file,
                                    std::string_view part) const;
  /// The folder of it alone.
  [[nodiscard]] const NumberedFolder* FolderOf(std::string_view before, std::string_view file,
                                               std::string_view part) const {
    return StandingOf(before, file, part).folder;
  }
  /// Whether a frozen or foreign mirror holds a file of exactly this name, without its extension.
  [[nodiscard]] bool IsFixedName(std::string_view name) const {
    return fixed_names_.contains(name);
  }
  /// Whose a name is that is written in `file` without saying in which folder, when a foreign
  /// mirror or another series holds it too: that of the folder nearer to the file; of neither when
  /// both are as near.
  enum class Claim { kOurs, kTheirs, kEither };
  /// With the path text `before` it, that path's: theirs where it leads to their folder.
  [[nodiscard]] Claim ClaimOf(std::string_view name, std::string_view file,
                              std::string_view before = {}) const;
  /// Whether `path`, a name that another folder holds too and what stands below it,
  /// `03-storage/app`, leads into the module of that name and not into what the others call so.
  [[nodiscard]] bool LeadsIntoOurs(std::string_view path) const {
    return below_ours_.contains(path);
  }
  /// Whether a file of this name (`ch02.ipynb`) stands where no numbered folder counts it, so that
  /// it keeps its name.
  [[nodiscard]] bool IsInnerFile(std::string_view name) const {
    return inner_files_.contains(name);
  }
  /// The folder whose names go on behind the number and that holds a file called `name` but for its
  /// extension (`ch07-03-paths`), or a folder; that of `file` first. nullptr: none does.
  [[nodiscard]] const NumberedFolder* FolderOfOpenName(std::string_view name,
                                                       std::string_view file) const;
  /// What the part of a module with a number of its own is called but for that: "recipe" of
  /// `chapter-03/recipe-07`, "" of `chapters/08/1`; nullopt where the module has no such part.
  [[nodiscard]] std::optional<std::string> PartOf(ModuleId id, int number) const;
  [[nodiscard]] bool has_parts() const { return !parts_.empty(); }
  /// Whether other series count with the same labels.
  [[nodiscard]] bool has_other_series() const { return has_other_series_; }
  /// The chapter whose parts the series counts: 3 of `ex3_{number}.md`.
  [[nodiscard]] std::optional<int> chapter() const { return chapter_; }
  /// Whether a number with a section behind it, `3` of `3.2`, is that of such a chapter.
  [[nodiscard]] bool IsChapter(int number) const {
    return chapter_ && (has_other_series_ || number == *chapter_);
  }
  /// Whether a module of another series that holds this one in one of its modules has a name that
  /// has these words, `DDL` of `04-exposed-ddl`, and this number, too, if any is given.
  [[nodiscard]] bool IsNamedAbove(std::optional<Number> number, std::string_view name) const;
  /// Whether the module of another series in which this one lies has this number.
  [[nodiscard]] bool IsNumberAbove(Number number) const;
  /// Whether a label of ours is also that of the series in whose module this one lies.
  [[nodiscard]] bool SharesLabelAbove() const { return shares_label_above_; }
  /// Whether a number behind a label, which no module has, may be another series' that shares it:
  /// one above, or the one in our module in whose files, `inside`, it stands.
  [[nodiscard]] bool MayBeOfNested(Number number, const NumberedFolder* inside) const;
  /// Whether `word` is a label of another series and none of this one.
  [[nodiscard]] bool IsLabelOfOthers(std::string_view word) const;
  /// Stands for every numbered name on disk that is none of ours.
  [[nodiscard]] const NumberedFolder& stray_folder() const { return stray_folder_; }
  /// Whether the path text in front of a part passes a folder called like that of the series or of
  /// a synchronised mirror; also when it names no folder.
  [[nodiscard]] bool MayHoldModules(std::string_view before) const;
  /// Whether a file of just this name (`06_autograd.py`) stands outside of every numbered folder.
  [[nodiscard]] bool IsStrayFile(std::string_view name) const {
    return stray_files_.contains(name);
  }
  /// Whether NamesakesOf finds anything for any name.
  [[nodiscard]] bool HasNamesakes() const { return !namesakes_.empty(); }
  /// The folders, sorted, in which something stands that is called exactly as a module's folder or
  /// file is, `part`, and is none; not inside that module. nullptr where there are none.
  [[nodiscard]] const std::set<std::string>* NamesakesOf(std::string_view part) const;
  /// Whether a numbered name on disk that is none of ours is exactly this.
  [[nodiscard]] bool IsStrayName(std::string_view name) const {
    return stray_parts_.contains(name);
  }
  /// Whether such a name stands in `folder` itself.
  [[nodiscard]] bool IsStrayNameIn(std::string_view folder, std::string_view name) const;
  /// Whether three such names and more stand in `folder`: it counts things of its own.
  [[nodiscard]] bool CountsFiles(std::string_view folder) const {
    constexpr int kFewest = 3;
    const auto counted = stray_counts_.find(folder);
    return counted != stray_counts_.end() && counted->second.names >= kFewest;
  }
  /// Whether `file` is beside or below such names, and one of them has this number.
  [[nodiscard]] bool IsCountedBeside(std::string_view file, int number) const;
  /// Whether `file` lies in one of three folders and more of another numbering that are called
  /// `word` and a number: `kv/migration4/run.go`.
  [[nodiscard]] bool IsCountedBy(std::string_view word, std::string_view file) const;
  /// Whether something in the module's own folder is called so: `1.loading` in `3.loading`.
  [[nodiscard]] bool HoldsPart(ModuleId id, std::string_view name) const;
  /// Whether `file` stands beside or below a folder that gives the module this number in a
  /// numbering of its own, as `cohorts/2024/05_batch` does while batch is 06.
  [[nodiscard]] bool CountsSo(std::string_view file, ModuleId module, Number number) const;
  /// All that was taken from LexiconSource::paths, as bytes: equal bytes, equal answers.
  [[nodiscard]] std::string KnownOfPaths() const;
  /// Whose numbers the words `text` speak of, by what the folders of this series and of the others
  /// are called: `of the advanced part`. kEither: they name none of them, or several.
  [[nodiscard]] Claim SeriesNamedIn(std::string_view text) const;
  /// Whether numbers begin anew in folders beside ours, and `file` is outside of ours.
  [[nodiscard]] bool IsBesideParts(std::string_view file) const;
  /// The numbered folder that `file` itself is inside: in an entry of it, or anywhere in the folder
  /// of a sibling.
  [[nodiscard]] const NumberedFolder* FolderOfFile(std::string_view file) const;
  /// Folders whose literal before the number (`module_`) ends at `end` and begins a word there.
  [[nodiscard]] std::vector<const NumberedFolder*> FoldersWithStem(std::string_view text,
                                                                   std::size_t end) const;

  /// Whether `url` lies in the own repository.
  [[nodiscard]] bool IsOwnUrl(std::string_view url) const;
  /// Whether a folder called so may be a clone of the own repository.
  [[nodiscard]] bool IsOwnName(std::string_view folder) const;
  /// Whether `path` begins with owner and name of the own repository: `own/repository/…`.
  [[nodiscard]] bool BeginsWithOwnPair(std::string_view path) const;
  [[nodiscard]] const RevisionNames& revisions() const { return revisions_; }
  /// Whether a URL that is not the own repository's is that of a copy: a repository of its name,
  /// one that shows a file of a numbered folder of ours at the same path, a site whose path is the
  /// end of the series' own folder, or a service that opens the own repository.
  [[nodiscard]] bool IsCopyUrl(std::string_view url) const;
  /// Whether `path` is the module's own file or stands in its own folder.
  [[nodiscard]] bool IsOwnFile(ModuleId id, std::string_view path) const;
  /// The module whose own file `path` is or in whose folder it stands; the innermost.
  [[nodiscard]] std::optional<ModuleId> ModuleOf(std::string_view path) const;
  /// Whether `path` is what a reader opens first of the module: the file that it is, or in its
  /// folder a page called README or index, or after the folder.
  [[nodiscard]] bool IsMainPage(ModuleId id, std::string_view path) const;
  /// The module whose metadata file `path` is.
  [[nodiscard]] std::optional<ModuleId> MetadataOf(std::string_view path) const;

  [[nodiscard]] bool IsSeparator(char c) const { return c == '_' || c == '-' || c == separator_; }
  /// Where the name begins that a separator at `at` ties to the number before it: behind one `_` or
  /// `-`, behind all that the series' own pattern has there (`__`), behind the `\_` of TeX and
  /// Markdown; `at` when none stands there.
  [[nodiscard]] std::size_t NameStart(std::string_view text, std::size_t at) const;
  /// Whether the series' names begin right behind the number: `01intro`.
  [[nodiscard]] bool touching() const { return touching_; }
  [[nodiscard]] char separator() const { return separator_; }
  /// Whether the modules are files (`nbs/01_core.ipynb`) rather than folders.
  [[nodiscard]] bool modules_are_files() const { return modules_are_files_; }
  /// Whether names follow the numbers of the series' own files or folders.
  [[nodiscard]] bool has_slugs() const { return folders_.empty() || folders_.front().slugged; }
  [[nodiscard]] const std::vector<NumberedFolder>& folders() const { return folders_; }
  /// What follows the slug of such files: ".ipynb", ".md"; empty where modules are folders.
  [[nodiscard]] const std::vector<std::string>& extensions() const { return extensions_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int series() const { return series_; }
  [[nodiscard]] int module_count() const { return static_cast<int>(slugs_.size()); }
  [[nodiscard]] const std::string& slug(ModuleId id) const {
    return slugs_[static_cast<std::size_t>(id.value)];
  }
  /// The slug as the module's path has it: `loops` of two called `02-loops` and `05-loops`.
  [[nodiscard]] const std::string& slug_in_path(ModuleId id) const {
    return slugs_in_paths_[static_cast<std::size_t>(id.value)];
  }
  /// The module's own file or folder; empty where it has none.
  [[nodiscard]] const std::string& path(ModuleId id) const {
    return module_paths_[static_cast<std::size_t>(id.value)];
  }
  /// The modules whose slugs hold more than identifiers have and hyphens: blanks, `c++`, `it's`.
  [[nodiscard]] const std::vector<ModuleId>& odd_slugs() const { return odd_slugs_; }
  /// Names that paths and addresses hold with escapes in them.
  [[nodiscard]] const EscapedNames& escaped_names() const { return escaped_names_; }
  /// What the series' pattern has between number and slug, where that holds a blank; else empty.
  [[nodiscard]] const std::string& gap() const { return gap_; }
  /// With a gap: what the pattern has behind the slug (`.ipynb`), up to a `/`.
  [[nodiscard]] const std::string& tail() const { return tail_; }

  /// The last bytes of labels, whole and cut short, and those of the literals before the numbers of
  /// numbered folders.
  [[nodiscard]] ByteSet LabelLasts() const;
  [[nodiscard]] ByteSet StemLasts() const;
  /// Whether a label may end right before `end`, by its last two bytes: false is sure.
  [[nodiscard]] bool LabelTailAt(std::string_view text, std::size_t end) const {
    if (end == 0) return false;
    const auto before = static_cast<unsigned char>(end > 1 ? text[end - 2] : '\0');
    return label_tails_[(std::size_t{before} << 8U) | static_cast<unsigned char>(text[end - 1])];
  }
  /// Whether folders at the root are called by their number alone: `05/`.
  [[nodiscard]] bool has_bare_root() const { return bare_root_; }
  /// With such folders: whether a file or folder stands below them at `path`, which may lack its
  /// extension: `05/intro.tex`, `05/intro`, `05/`.
  [[nodiscard]] bool IsBelowBareRoot(std::string_view path) const {
    return below_bare_root_.contains(path);
  }
  /// The shapes that may hold a number between these two bytes, bit i for row i of Shapes(); for
  /// most pairs none. Computed from what the rows declare (gate.cc).
  [[nodiscard]] std::uint32_t ShapesBetween(char last, char next) const {
    return shapes_behind_[static_cast<unsigned char>(last)] &
           shapes_before_[static_cast<unsigned char>(next)];
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Names = std::unordered_map<std::string, std::vector<ModuleId>, Hash, std::equal_to<>>;

  void AddHead(std::string_view normal);
  void AddName(Names& names, std::string_view name, ModuleId id);
  void AddModules(const Facts& facts);
  void AddLabel(const std::string& label);
  void AddTitles(const Facts& facts);
  void AddTitleAlone(std::string_view title, ModuleId id);
  void FillGate();
  void ReadSpaces(std::string_view pattern);
  void AddFolder(const std::string& pattern, NumberedFolder::Kind kind, int mirror, int offset);
  void AddEscapedNames();
  void AddLongerNames(const NumberedFolder& folder);
  void AddPaths(const LexiconSource& source);
  void AddHolders();
  void AddNameAbove(std::string_view part, std::string_view folder);
  void AddOpenName(const std::string& path);
  void AddBelowBareRoot(const std::string& path);
  [[nodiscard]] bool MayShowFolder(std::string_view url) const;
  [[nodiscard]] bool MayShowRepository(std::string_view url) const;
  [[nodiscard]] bool MayShowRoot(std::string_view url) const;
  void AddBeside(const std::string& path);
  void AddPartOf(std::string_view part, std::string_view folder);
  void AddNamesakes(const std::vector<std::string>& paths);
  void AddBelowOurs(const std::vector<std::string>& paths);
  void AddBareName(std::string_view part, std::size_t digit, std::string_view folder, bool is_file);
  void AddPart(const std::string& path, std::size_t begin, std::size_t end);
  const std::vector<ModuleId>* Find(std::string_view normal, bool loose) const;
  // Right after a number: also slugs of digits.
  const std::vector<ModuleId>* FindSlug(std::string_view normal) const;
  // `part` without its endings.
  [[nodiscard]] std::string_view NameOf(std::string_view part) const;
  // Whether the tree holds something called `part` at exactly `folder`, with any ending: a module,
  // or a numbered name that is none of ours.
  [[nodiscard]] bool HoldsName(std::string_view folder, std::string_view part) const;
  [[nodiscard]] bool NamesOurs(std::string_view here, std::string_view part) const;
  // The numbered folder at exactly `path` whose names begin as `part` does; the longest stem.
  [[nodiscard]] const NumberedFolder* FolderAt(std::string_view path, std::string_view part) const;
  // The same where it is a fixed one, else what stands for names that are none of ours.
  [[nodiscard]] const NumberedFolder* FixedFolderAt(std::string_view path,
                                                    std::string_view part) const;

  Order order_;
  int series_ = 0;
  int width_ = 1;
  int beyond_ = 10;  // the least number with too many digits
  char separator_ = '_';
  std::string gap_, tail_;
  std::vector<ModuleId> odd_slugs_;
  EscapedNames escaped_names_;
  bool suffixes_ = false;
  bool has_other_series_ = false;
  bool touching_ = false;
  bool modules_are_files_ = false;
  std::vector<std::string> extensions_;
  std::vector<std::pair<Number, ModuleId>> owners_;  // sorted
  Names exact_;                                      // normalised slug, alias or title
  Names loose_;                                      // with a plural `s` added or taken
  Names digit_slugs_;                                // normalised; a name only right after a number
  Names extended_;  // "autograd_dev": a file name of the module's own that goes on after the slug
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> slug_of_extended_;
  std::unordered_map<std::string, ModuleId, Hash, std::equal_to<>> metadata_;  // path → module
  std::vector<std::string> labels_;                                            // lower case
  std::vector<std::u32string> folded_labels_;                                  // in any order
  std::map<ModuleId, std::string> own_number_titles_;                          // folded
  bool bare_root_ = false;
  std::unordered_set<std::string, Hash, std::equal_to<>> below_bare_root_;
  std::bitset<65536> label_tails_;  // by the last two bytes
  ByteSet label_lasts_{""};         // the last of them
  // The shapes whose numbers may stand behind a byte, and before one.
  std::array<std::uint32_t, 256> shapes_behind_{}, shapes_before_{};
  std::array<bool, 256> name_head_{};  // the bytes that a name may begin with, in lower case
  std::bitset<65536> name_heads_;      // and with the byte behind it, a joint as `_`
  std::unordered_set<std::string, Hash, std::equal_to<>> first_words_;  // of names, up to a joint
  // With which names begin: two, or the one that no other follows.
  std::unordered_set<std::string, Hash, std::equal_to<>> ideographs_;
  std::vector<NumberedFolder> folders_;
  std::optional<int> chapter_;
  NumberedFolder stray_folder_;
  std::unordered_set<std::string, Hash, std::equal_to<>> fixed_names_, inner_files_;
  std::vector<std::size_t> holders_;   // folders_ of series in whose modules this one lies
  std::vector<Number> numbers_above_;  // of those modules
  bool shares_label_above_ = false;
  std::map<Number, std::set<std::string, std::less<>>> names_above_;  // of all modules of those
  std::set<std::string, std::less<>> other_labels_;                   // folded
  // "ch07-03-paths" → the open folders that hold one: indices into folders_
  std::unordered_map<std::string, std::vector<std::size_t>, Hash, std::equal_to<>> open_names_;
  // "06-autograd" → the folders of foreign mirrors and other series that hold one
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> foreign_homes_;
  // "06-autograd", which is a module's name, → the folders that hold another one
  std::map<std::string, std::set<std::string>, std::less<>> namesakes_;
  // "06-autograd/app" of such names: what our module holds, and none of the others
  std::set<std::string, std::less<>> below_ours_;
  // "06-autograd" → the folders that hold one: numbered names on disk that are none of ours
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> stray_parts_;
  // Of the names in each folder.
  struct StrayCount {
    int names = 0;
    std::set<int> numbers;
  };
  std::map<std::string, StrayCount, std::less<>> stray_counts_;
  // folder and lower-case word → the folders in it that are called by the word and digits alone
  std::map<std::pair<std::string, std::string>, std::set<std::string, std::less<>>>
      counted_folders_;
  std::map<std::pair<ModuleId, int>, std::string> parts_;  // what stands before the number
  std::set<int> beside_numbers_;  // of files in the series' own folder that are not modules
  std::unordered_set<std::string, Hash, std::equal_to<>> stray_files_;  // "06-autograd.md"
  // folders whose own parts give a module another number
  std::map<std::pair<ModuleId, Number>, std::vector<std::string>> other_numberings_;
  std::vector<std::string> own_urls_;   // lower-cased host, no scheme
  std::vector<std::string> own_names_;  // of the own repositories, lower-cased
  std::vector<std::string> own_pairs_;  // "owner/name" of them, lower-cased
  RevisionNames revisions_;
  std::size_t longest_name_ = 0;
  std::unordered_set<std::string, Hash, std::equal_to<>> module_stems_;     // paths without endings
  std::vector<std::string> module_paths_, slugs_, slugs_in_paths_;          // index: ModuleId
  std::unordered_map<std::string, ModuleId, Hash, std::equal_to<>> homes_;  // path → module
  std::set<std::string, std::less<>> own_pages_;  // homes that count their pages
};

/// The URL prefixes under which a git remote's files are seen: the site itself, raw files, pages,
/// notebooks run in the browser. Empty for a remote that is no URL of a known form.
std::vector<std::string> OwnUrlPrefixes(std::string_view remote);

}  // namespace prereq::references
