#include "passages/number_globs.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/glob.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

// Bytes that a glob is written with; what else stands around it ends it.
bool IsGlobByte(char c) {
  return IsAlphanumeric(c) || std::string_view("_-./*?[]{},!^$").find(c) != std::string_view::npos;
}

bool Covered(std::span<const Reference> references, Span span) {
  const auto offset = [](const Reference& reference) { return reference.whole.offset; };
  const auto after = std::ranges::lower_bound(references, span.end(), {}, offset);
  return after != references.begin() && std::prev(after)->whole.end() > span.offset;
}

// Whether `name` says a number and leaves the rest open: `02_*`, `0[1-3]_*`, not `*.py`.
bool NamesNumbers(std::string_view name) {
  const std::size_t glob = name.find_first_of("*?[{");
  const std::size_t digit = name.find_first_of("0123456789");
  if (glob == std::string_view::npos || digit == std::string_view::npos) return false;
  const std::size_t last = name.find_last_of("0123456789");
  const auto letters = std::ranges::count_if(name.substr(digit, last - digit), IsLetter);
  return letters == 0 && name.find('*') != std::string_view::npos;
}

// Whether `name` leaves some of a name open and says some of it: `*_loops`, `?_*`, not `*`.
bool NamesSome(std::string_view name) {
  return name.find_first_of("*?") != std::string_view::npos &&
         name.find_first_not_of("*?.") != std::string_view::npos;
}

// What stands between number and slug of the series: `_`; empty where no slug follows.
std::string_view JointOf(std::string_view pattern) {
  const std::size_t number = std::min(pattern.find("{number"), pattern.size());
  const std::size_t begin = std::min(pattern.find('}', number), pattern.size());
  const std::size_t slug = pattern.find("{slug}", begin);
  if (slug == std::string_view::npos) return {};
  const std::string_view joint = pattern.substr(begin + 1, slug - begin - 1);
  return joint.find('/') == std::string_view::npos ? joint : std::string_view();
}

class GlobFinder {
 public:
  GlobFinder(const std::string& path, std::string_view text, const Facts& facts,
             std::span<const Reference> references)
      : path_(path), text_(text), facts_(facts), references_(references) {}

  std::vector<NumberGlob> Run() {
    for (const char mark : {'*', '?'}) {
      for (std::size_t at = text_.find(mark); at != std::string_view::npos;) {
        at = text_.find(mark, LookAtWord(at, mark));
      }
    }
    const std::string_view joint = JointOf(facts_.series.pattern);
    if (!joint.empty()) {
      for (std::size_t at = text_.find(joint); at != std::string_view::npos;
           at = text_.find(joint, at + 1)) {
        if (at > 0 && IsDigit(text_[at - 1])) LookAtPrefix(at + joint.size());
      }
    }
    const bool is_policy = BaseName(path_) == kPolicyFileName;  // of patterns
    for (const char mark : {'{', '%'}) {
      if (is_policy) break;
      for (std::size_t at = text_.find(mark); at != std::string_view::npos;) {
        at = text_.find(mark, LookAtMade(at));
      }
    }
    std::ranges::stable_sort(globs_, {}, &NumberGlob::where);
    return std::move(globs_);
  }

 private:
  // The glob around its mark at `at`; returns where it ends.
  std::size_t LookAtWord(std::size_t at, char mark) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && IsGlobByte(text_[begin - 1])) --begin;
    while (end < text_.size() && IsGlobByte(text_[end])) ++end;
    std::string_view word = text_.substr(begin, end - begin);
    while (!word.empty() && std::string_view(",.").find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    while (word.starts_with('!')) {  // of ignored paths
      word.remove_prefix(1);
      ++begin;
    }
    // `*1` of YAML is the value with the anchor `&1`.
    const bool is_alias = mark == '*' && word.starts_with('*') && FormatOf(path_).Is("yaml") &&
                          word.find_first_of("*?[{/", 1) == std::string_view::npos;
    if (is_alias) return end;
    const bool seen = mark == '?' && word.find('*') != std::string_view::npos;
    if (!seen && !Covered(references_, {begin, word.size()})) LookAtParts(begin, word);
    return end;
  }

  void LookAtParts(std::size_t begin, std::string_view word) {
    const std::vector<std::string_view> parts = Split(word, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool numbers = NamesNumbers(parts[i]);
      const bool names = !numbers && i > 0 && NamesSome(parts[i]) && IsHome(parts[i - 1]);
      if (!numbers && !names) continue;
      const auto glob = Glob::Parse(parts[i]);
      const std::string_view above = i > 0 ? parts[i - 1] : std::string_view();
      if (glob && Add(begin, word, *glob, above, numbers)) return;
    }
  }

  // Whether a folder that modules or their mirrors stand in is called so.
  bool IsHome(std::string_view folder) {
    if (!homes_) {
      homes_.emplace();
      for (const Module& module : facts_.modules) homes_->insert(NameOfFolder(module.path));
      for (const MirrorEntry& entry : facts_.mirrors) homes_->insert(NameOfFolder(entry.path));
    }
    return homes_->contains(folder);
  }
  static std::string NameOfFolder(const std::string& path) {
    return std::string(BaseName(ParentPath(path)));
  }

  // Notes what `glob` means in the folder that is called `above`; false: all modules, or none.
  bool Add(std::size_t begin, std::string_view word, const Glob& glob, std::string_view above,
           bool numbers) {
    NumberGlob found;
    std::size_t numbered = 0;
    const auto fits = [&](const std::string& whole) {
      const std::string folder = ParentPath(whole);
      const bool open = numbers && (above == ".." || above == "**");
      const bool there =
          above.empty() ? IsWithin(folder, ParentPath(path_)) : open || above == BaseName(folder);
      return there && glob.Matches(BaseName(whole));
    };
    for (std::size_t m = 0; m < facts_.modules.size(); ++m) {
      const ModuleId id{static_cast<int>(m)};
      if (!facts_.order.number(id)) continue;
      ++numbered;
      const bool in_mirror = std::ranges::any_of(facts_.mirrors, [&](const MirrorEntry& entry) {
        return entry.module == id && fits(entry.path);
      });
      if (in_mirror || fits(facts_.modules[m].path)) found.modules.push_back(id);
    }
    if (found.modules.empty() || found.modules.size() == numbered) return false;
    if (!lines_) lines_.emplace(text_);
    found.where = lines_->At(path_, begin);
    found.text = word;
    globs_.push_back(std::move(found));
    return true;
  }

  // `m/${i}_*.py`: the path around a mark at `at`; returns where it ends.
  std::size_t LookAtMade(std::size_t at) {
    constexpr std::size_t kLongest = 256;
    const auto is_byte = [](char c) { return IsGlobByte(c) || c == '%' || c == '#'; };
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && at - begin < kLongest && is_byte(text_[begin - 1])) --begin;
    while (end < text_.size() && end - at < kLongest && is_byte(text_[end])) ++end;
    const std::string_view word = text_.substr(begin, end - begin);
    if (Covered(references_, {begin, word.size()})) return end;
    const std::vector<std::string_view> parts = Split(word, '/');
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::optional<MadeName> made = ReadMadeName(parts[i]);
      if (made && IsHome(parts[i - 1])) AddMade(begin, word, *made, parts[i - 1]);
    }
    return end;
  }

  void AddMade(std::size_t begin, std::string_view word, const MadeName& made,
               std::string_view above) {
    NumberGlob found;
    for (std::size_t m = 0; m < facts_.modules.size(); ++m) {
      const ModuleId id{static_cast<int>(m)};
      const auto number = facts_.order.number(id);
      const std::string& path = facts_.modules[m].path;
      const bool fits =
          number && NameOfFolder(path) == above && IsMadeSo(made, *number, BaseName(path));
      if (fits) found.modules.push_back(id);
    }
    if (found.modules.empty()) return;
    if (!lines_) lines_.emplace(text_);
    found.where = lines_->At(path_, begin);
    found.text = word;
    globs_.push_back(std::move(found));
  }

  // `startswith("02_")`, `/^02_/`: the beginning of a module's name that ends at `end`, as a whole
  // string, or of a pattern.
  void LookAtPrefix(std::size_t end) {
    std::size_t begin = end;
    while (
        begin > 0 && end - begin < 64 &&
        (IsAlphanumeric(text_[begin - 1]) || text_[begin - 1] == '_' || text_[begin - 1] == '-')) {
      --begin;
    }
    const char open = begin > 0 ? text_[begin - 1] : '\n';
    const char close = end < text_.size() ? text_[end] : '\n';
    const bool quoted = (open == '"' || open == '\'' || open == '`') && close == open;
    const bool anchored = open == '^' && !IsAlphanumeric(close) && close != '-' && close != '_';
    if ((!quoted && !anchored) || Covered(references_, {begin, end - begin})) return;
    const std::string_view word = text_.substr(begin, end - begin);
    NumberGlob found;
    for (std::size_t m = 0; m < facts_.modules.size(); ++m) {
      const ModuleId id{static_cast<int>(m)};
      const bool begins = BaseName(facts_.modules[m].path).starts_with(word);
      if (begins && facts_.order.number(id)) found.modules.push_back(id);
    }
    if (found.modules.empty()) return;
    if (!lines_) lines_.emplace(text_);
    found.where = lines_->At(path_, begin);
    found.text = word;
    globs_.push_back(std::move(found));
  }

  const std::string& path_;
  std::string_view text_;
  const Facts& facts_;
  std::span<const Reference> references_;
  std::optional<std::set<std::string, std::less<>>> homes_;
  std::optional<LineIndex> lines_;
  std::vector<NumberGlob> globs_;
};

}  // namespace

std::optional<MadeName> ReadMadeName(std::string_view part) {
  const std::size_t mark = part.find_first_of("{%");
  if (mark == std::string_view::npos) return std::nullopt;
  std::size_t stem = mark, end = mark + 1;
  if (part[mark] == '%') {
    if (end >= part.size() || (part[end] != 'd' && part[end] != 'i')) return std::nullopt;
    ++end;
  } else {
    while (end < part.size() && (IsAlphanumeric(part[end]) || part[end] == '_')) ++end;
    if (end >= part.size() || part[end] != '}') return std::nullopt;
    ++end;
    if (stem > 0 && (part[stem - 1] == '$' || part[stem - 1] == '#')) --stem;
  }
  std::size_t joint = end;
  while (joint < part.size() && (part[joint] == '_' || part[joint] == '-')) ++joint;
  if (joint == end && end < part.size() && part[end] != '.') return std::nullopt;
  const std::string_view before = part.substr(0, stem);
  if (before.find_first_of("*?[$") != std::string_view::npos) return std::nullopt;
  return MadeName{before, part.substr(end, joint - end)};
}

bool IsMadeSo(const MadeName& made, Number number, std::string_view name) {
  const std::string head = std::string(made.stem) + ShowNumber(number) + std::string(made.joint);
  if (!name.starts_with(head)) return false;
  return !made.joint.empty() || name.size() == head.size() || name[head.size()] == '.';
}

std::vector<NumberGlob> FindNumberGlobs(const std::string& path, std::string_view text,
                                        const Facts& facts, std::span<const Reference> references) {
  return GlobFinder(path, text, facts, references).Run();
}

}  // namespace prereq
