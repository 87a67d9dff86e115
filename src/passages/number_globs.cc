#include "passages/number_globs.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/text.h"

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

}  // namespace

std::vector<NumberGlob> FindNumberGlobs(const std::string& path, std::string_view text,
                                        const Facts& facts, std::span<const Reference> references) {
  std::vector<NumberGlob> globs;
  std::optional<LineIndex> lines;
  for (std::size_t star = text.find('*'); star != std::string_view::npos;) {
    std::size_t begin = star, end = star;
    while (begin > 0 && IsGlobByte(text[begin - 1])) --begin;
    while (end < text.size() && IsGlobByte(text[end])) ++end;
    star = text.find('*', end);
    std::string_view word = text.substr(begin, end - begin);
    while (!word.empty() && std::string_view(",.").find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    const std::vector<std::string_view> parts = Split(word, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!NamesNumbers(parts[i]) || Covered(references, {begin, word.size()})) continue;
      const auto glob = Glob::Parse(parts[i]);
      if (!glob) continue;
      NumberGlob found;
      std::size_t numbered = 0;
      for (std::size_t m = 0; m < facts.modules.size(); ++m) {
        const ModuleId id{static_cast<int>(m)};
        const std::string& module = facts.modules[m].path;
        if (!facts.order.number(id)) continue;
        ++numbered;
        const auto fits = [&](const std::string& whole) {
          const std::string folder = ParentPath(whole);
          const bool there = i > 0 ? parts[i - 1] == BaseName(folder) || parts[i - 1] == ".."
                                   : IsWithin(folder, ParentPath(path));
          return there && glob->Matches(BaseName(whole));
        };
        const bool in_mirror = std::ranges::any_of(facts.mirrors, [&](const MirrorEntry& entry) {
          return entry.module == id && fits(entry.path);
        });
        if (in_mirror || fits(module)) found.modules.push_back(id);
      }
      if (found.modules.empty() || found.modules.size() == numbered) continue;
      if (!lines) lines.emplace(text);
      found.where = lines->At(path, begin);
      found.text = word;
      globs.push_back(std::move(found));
      break;
    }
  }
  return globs;
}

}  // namespace prereq
