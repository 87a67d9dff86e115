// A slug is often a word of prose. So a place counts where it is the module's by where it stands:
// beside its number, in a field that names the page, in an import, beside an edit or other slugs.
#include "plan/old_slugs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/exclusions.h"
#include "plan/file_edits.h"
#include "plan/moves.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

constexpr std::size_t kShortestSlug = 3;
constexpr std::size_t kLongestRow = 4096;  // bytes of a line that is read

// Where `word` stands in `text` with no letter or digit on either side.
std::vector<std::size_t> WordsIn(std::string_view text, std::string_view word) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !IsAlphanumeric(text[at - 1]);
    if (begins && (end == text.size() || !IsAlphanumeric(text[end]))) places.push_back(at);
  }
  return places;
}

class OldSlug {
 public:
  OldSlug(const Facts& facts, const NewSlug& renamed, const Plan& plan, EditSet& edits)
      : facts_(facts), module_(facts.module(renamed.module)), new_(renamed.slug), edits_(edits) {
    number_ = facts.order.number(renamed.module);
    spellings_ = {module_.slug};
    for (const auto& [from, to] : {std::pair('-', '_'), std::pair('_', '-')}) {
      std::string other = module_.slug;
      std::ranges::replace(other, from, to);
      if (std::ranges::find(spellings_, other) == spellings_.end()) spellings_.push_back(other);
    }
    for (const Move& move : plan.moves) moves_.emplace(move.from, move.to);
    for (const MirrorEntry& entry : facts.mirrors) {
      if (entry.module == renamed.module) mirrored_.push_back(entry.path);
    }
    for (const Module& other : facts.modules) {
      if (&other != &module_ && other.slug.size() >= kShortestSlug) others_.push_back(other.slug);
    }
  }

  // The parts of a path that stay called after the slug.
  void LookAtName(const std::string& path) {
    const std::string after = PathAfter(moves_, path);
    const bool own = IsOwn(path);
    std::size_t begin = 0;
    while (begin < after.size()) {
      const std::size_t end = std::min(after.find('/', begin), after.size());
      const std::string_view part = std::string_view(after).substr(begin, end - begin);
      for (const std::string& slug : spellings_) {
        const std::vector<std::size_t> places = WordsIn(part, slug);
        if (places.empty() || !WordsIn(part, new_).empty()) continue;  // `new-trees`
        if (!own && !std::ranges::any_of(places, [&](auto at) { return IsNumbered(part, at); })) {
          continue;
        }
        if (seen_.insert(after.substr(0, end)).second) {
          if (names_.empty()) first_ = path;
          names_.emplace_back(part);
        }
        has_file_ = has_file_ || (own && part.substr(0, part.find('.')) == slug);
        break;
      }
      begin = end + 1;
    }
  }

  void AskAboutNames() {
    if (names_.empty()) return;
    constexpr std::size_t kShown = 3;
    std::vector<std::string> shown;
    for (const std::string& name : names_) {
      if (shown.size() < kShown) shown.push_back(fmt::format("`{}`", Printable(name)));
    }
    const std::size_t more = names_.size() - shown.size();
    const bool one = names_.size() == 1;
    edits_.tasks.push_back(
        {TaskKind::kName,
         fmt::format("{}{} {} called after `{}`, which is `{}` now: rename {} with what names {}, "
                     "or leave {}",
                     Join(shown, ", "), more > 0 ? fmt::format(" and {} more", more) : "",
                     one ? "is" : "are", Printable(module_.slug), Printable(new_),
                     one ? "it" : "them", one ? "it" : "them", one ? "it" : "them"),
         {first_, 0, 0}});
  }

  // Whether the new name is asked for there, or something else than the old one.
  [[nodiscard]] bool AsksForNewName(const Task& task) const {
    const auto is_new = [&](const std::string& word) { return word.find(new_) != word.npos; };
    return std::ranges::any_of(task.goal.any_of, is_new) ||
           std::ranges::any_of(task.goal.in_order, is_new) ||
           task.goal.lacks.find(module_.slug) != std::string::npos;
  }

  void LookAtText(const std::string& path, std::string_view text) {
    const bool named = std::ranges::any_of(
        spellings_, [&](const std::string& slug) { return text.find(slug) != text.npos; });
    if (!named) return;
    const auto edit = std::ranges::lower_bound(edits_.files, path, {}, &FileEdit::path);
    const bool edited = edit != edits_.files.end() && edit->path == path;
    const std::vector<std::string_view> lines = Lines(text);
    const bool fenced = !lines.empty() && Trim(lines.front()) == "---";
    std::size_t front = 0;  // lines of the front matter
    for (std::size_t i = 1; fenced && i < lines.size() && front == 0; ++i) {
      if (Trim(lines[i]) == "---") front = i;
    }
    std::set<int> asked;  // lines with a task that gives the new name
    for (const Task& task : edits_.tasks) {
      if (task.where.path == path && AsksForNewName(task)) asked.insert(task.where.line);
    }
    std::vector<int> found;
    int column = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].size() > kLongestRow || asked.contains(static_cast<int>(i) + 1)) continue;
      const auto begin = static_cast<std::size_t>(lines[i].data() - text.data());
      const auto free = [&](Span span) {
        return !edited || std::ranges::none_of(edit->spans, [&](const SpanEdit& one) {
          return one.span.offset < span.end() && span.offset < one.span.end();
        });
      };
      const bool beside_edit = edited && !free({begin, lines[i].size()});
      for (const std::string& slug : spellings_) {
        const auto counts = [&](std::size_t at) {
          return free({begin + at, slug.size()}) && !IsForeign(path, begin + at) &&
                 Means(path, lines, i, at, slug, beside_edit, i < front);
        };
        const std::vector<std::size_t> places = WordsIn(lines[i], slug);
        const auto place = std::ranges::find_if(places, counts);
        if (place == places.end()) continue;
        if (found.empty()) column = static_cast<int>(*place) + 1;
        found.push_back(static_cast<int>(i) + 1);
        break;
      }
    }
    if (found.empty()) return;
    const int line = found.front();
    found.erase(found.begin());
    const std::string more =
        found.empty()
            ? ""
            : fmt::format(" (also on line{} {})", found.size() == 1 ? "" : "s", Join(found, ", "));
    edits_.tasks.push_back({TaskKind::kName,
                            fmt::format("says `{}`, as `{}` was called: rename it with what names "
                                        "it, or leave it{}",
                                        Printable(module_.slug), Printable(new_), more),
                            {path, line, column},
                            Lacks(module_.slug)});
  }

 private:
  [[nodiscard]] bool IsOwn(const std::string& path) const {
    if (!module_.path.empty() && IsWithin(path, module_.path)) return true;
    return std::ranges::any_of(mirrored_,
                               [&](const std::string& entry) { return IsWithin(path, entry); });
  }

  // `03-trees`: behind the module's number.
  [[nodiscard]] bool IsNumbered(std::string_view text, std::size_t at) const {
    constexpr std::size_t kMostDigits = 6;
    if (!number_ || at < 2 || std::string_view("-_. ").find(text[at - 1]) == text.npos)
      return false;
    const std::size_t end = at - 1;
    std::size_t begin = end;
    while (begin > 0 && IsDigit(text[begin - 1])) --begin;
    return end > begin && end - begin <= kMostDigits &&
           ValueOfDigits(text.substr(begin, end - begin)) == number_->value;
  }

  // What was found to mean something else, as a page of another site.
  [[nodiscard]] bool IsForeign(const std::string& path, std::size_t offset) const {
    const auto place = [](const Reference& one) {
      return std::pair(std::string_view(one.where.path), one.whole.offset);
    };
    const auto after = std::ranges::upper_bound(
        facts_.references, std::pair(std::string_view(path), offset), {}, place);
    if (after == facts_.references.begin()) return false;
    const Reference& one = *std::prev(after);
    return one.where.path == path && offset < one.whole.end() &&
           one.certainty == Certainty::kForeign;
  }

  static bool IsImport(std::string_view line) {
    constexpr std::array<std::string_view, 7> kWords = {
        "import ", "from ", "#include", "use ", "using ", "require ", "export * from"};
    line = Trim(line);
    return std::ranges::any_of(kWords, [&](auto word) { return line.starts_with(word); }) ||
           line.find("require(") != line.npos || line.find("import(") != line.npos;
  }

  // `slug: /trees`, `"name": "trees"`: a field that names a page or a package. Elsewhere a name may
  // be a title.
  static bool IsNamingField(const std::string& path, std::string_view line) {
    constexpr std::array<std::string_view, 5> kKeys = {"id", "slug", "permalink", "key", "handle"};
    constexpr std::array<std::string_view, 5> kPackages = {
        "package.json", "pyproject.toml", "cargo.toml", "composer.json", "pubspec.yaml"};
    const std::size_t begin = line.find_first_not_of(" \t\"'{-");
    const std::size_t end = std::min(line.find_first_of("\"' :=", begin), line.size());
    if (begin >= end) return false;
    const std::string_view key = line.substr(begin, end - begin);
    if (std::ranges::find(kKeys, key) != kKeys.end()) return true;
    return key == "name" && std::ranges::find(kPackages, Lower(BaseName(path))) != kPackages.end();
  }

  [[nodiscard]] bool NamesAnother(std::string_view line) const {
    return std::ranges::any_of(
        others_, [&](const std::string& slug) { return !WordsIn(line, slug).empty(); });
  }

  [[nodiscard]] bool Means(const std::string& path, const std::vector<std::string_view>& lines,
                           std::size_t i, std::size_t at, std::string_view slug, bool beside_edit,
                           bool in_front) const {
    const std::string_view line = lines[i];
    if (IsNumbered(line, at)) return true;
    const FileContent content = FormatOf(path).content;
    const bool data = content == FileContent::kData || in_front;
    const bool own = IsOwn(path);
    if (own && data && IsNamingField(path, line)) return true;
    const bool code = content == FileContent::kCode;
    if (code && (own || has_file_) && IsImport(line)) return true;
    if (!data && !code && content != FileContent::kBuild) return false;
    if (beside_edit) return true;
    // A list of slugs, in one line or a line each.
    const std::size_t end = at + slug.size();
    const bool apart = at > 0 && end < line.size() &&
                       std::string_view("\"'[, (").find(line[at - 1]) != line.npos &&
                       std::string_view("\"'], )").find(line[end]) != line.npos;
    if (apart && NamesAnother(line)) {
      return std::ranges::count_if(others_, [&](const std::string& other) {
               return !WordsIn(line, other).empty();
             }) > 1;
    }
    const auto alone = [](std::string_view one) {
      const std::size_t first = std::min(one.find_first_not_of(" \t-\"'"), one.size());
      const std::size_t last = one.find_last_not_of(" \t\r,\"'");
      return first > last || last == one.npos ? std::string_view()
                                              : one.substr(first, last + 1 - first);
    };
    if (alone(line) != slug) return false;
    const auto is_slug = [&](std::size_t other) {
      return other < lines.size() &&
             std::ranges::find(others_, alone(lines[other])) != others_.end();
    };
    return (i > 0 && is_slug(i - 1)) || is_slug(i + 1);
  }

  const Facts& facts_;
  const Module& module_;
  const std::string& new_;
  EditSet& edits_;
  std::optional<Number> number_;
  std::vector<std::string> spellings_;  // the first as it is
  std::vector<std::string> others_;     // slugs of the other modules
  std::vector<std::string> mirrored_;   // paths that belong to the module
  std::map<std::string, std::string> moves_;
  std::set<std::string> seen_;      // parts of paths
  std::vector<std::string> names_;  // that stay
  std::string first_;               // the path of the first of them
  bool has_file_ = false;           // a file of its own is called so, as an import would name it
};

}  // namespace

Status AskAboutOldSlugs(const Facts& facts, const PlanOptions& options, const std::string& policy,
                        const FileReader& tree, const Plan& plan, EditSet& edits) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, facts);
  if (!exclusions) return exclusions.error();
  for (const NewSlug& renamed : plan.target.renamed) {
    const std::string& old = facts.module(renamed.module).slug;
    if (old == renamed.slug || old.size() < kShortestSlug) continue;
    OldSlug asked(facts, renamed, plan, edits);
    for (const ScannedFile& file : facts.files) {
      using Kind = ScannedFile::Kind;
      if (file.kind == Kind::kGenerated || file.kind == Kind::kExcluded) continue;
      if (!exclusions->HasPath(file.path)) asked.LookAtName(file.path);
    }
    for (const ScannedFile& file : facts.files) {
      if (file.kind != ScannedFile::Kind::kText || exclusions->HasPath(file.path) ||
          exclusions->IsHistory(file.path) || file.path == policy) {
        continue;
      }
      const Result<std::string> text = tree.Read(file.path);
      if (!text) return text.error();
      asked.LookAtText(file.path, *text);
    }
    asked.AskAboutNames();
  }
  return Done{};
}

}  // namespace prereq
