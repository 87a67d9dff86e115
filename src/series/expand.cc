#include "series/expand.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "prereq/facts.h"

namespace prereq {
namespace {

std::string FolderOf(const std::string& pattern) {
  const std::size_t number = pattern.find("{number");
  const std::size_t slash = pattern.rfind('/', number);
  return slash == std::string::npos ? std::string() : pattern.substr(0, slash);
}

// The path parts of `path` down to the depth of `pattern`; empty when it does not go so deep.
std::string AtDepth(const std::string& path, std::size_t depth) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    end = path.find('/', i == 0 ? 0 : end + 1);
    if (end == std::string::npos) return i + 1 == depth ? path : std::string();
  }
  return path.substr(0, end);
}

// How much of a pattern says where numbers begin anew: its folder where that has a `*`, else all up
// to a `*` in the name before the number, `Section_*` of `Section_*_{number}.lean`; 0 without one.
std::size_t LengthOfPlace(const std::string& pattern) {
  const std::string folder = FolderOf(pattern);
  if (folder.find('*') != std::string::npos) return folder.size();
  const std::size_t star = pattern.rfind('*', pattern.find("{number"));
  return star == std::string::npos ? 0 : star + 1;
}

// Where an entry of such a pattern lies: its folder, or its name up to the number that stands for
// the `*`; empty when that is no number.
std::string PlaceOf(const std::string& pattern, const NamePattern::Match& match,
                    const std::string& entry) {
  const std::size_t length = LengthOfPlace(pattern);
  if (pattern[length - 1] != '*' || FolderOf(pattern).size() == length) {
    return AtDepth(entry, PathDepth(FolderOf(pattern)));
  }
  const std::string& text = match.any.front();
  const bool is_number = !text.empty() && std::ranges::all_of(text, IsDigit);
  return is_number ? pattern.substr(0, length - 1) + text : std::string();
}

// How the numbers of one place are written beside the width that the pattern has.
struct Widths {
  std::size_t count = 0;
  bool bare = true;                  // all without zeros where the pattern has some
  std::map<int, std::size_t> wider;  // digits with more zeros than the pattern has: how many
};

// The places where entries of a pattern with `*` lie. None where a name has something else than a
// number for the `*`: it then is a part of names.
std::map<std::string, Widths> PlacesOf(const NamePattern& pattern,
                                       const std::vector<FileEntry>& files) {
  std::map<std::string, Widths> places;
  const std::size_t depth = PathDepth(pattern.text());
  std::string last;  // most files of an entry follow each other
  for (const FileEntry& file : files) {
    const std::string entry = AtDepth(file.path, depth);
    if (entry.empty() || entry == last) continue;
    last = entry;
    const auto match = pattern.MatchPath(entry);
    if (!match) continue;
    const std::string where = PlaceOf(pattern.text(), *match, entry);
    if (where.empty()) return {};
    const int plain = static_cast<int>(std::to_string(match->number.value).size());
    Widths& widths = places[where];
    ++widths.count;
    widths.bare = widths.bare && match->digits < pattern.width() && match->digits == plain;
    if (match->digits > pattern.width() && match->digits > plain) ++widths.wider[match->digits];
  }
  return places;
}

// `pattern` with `placeholder` wherever it has a number.
std::string WithPlaceholder(const std::string& pattern, std::string_view placeholder) {
  std::string text;
  std::size_t at = 0;
  for (std::size_t open = pattern.find("{number"); open != std::string::npos;
       open = pattern.find("{number", at)) {
    text += pattern.substr(at, open - at);
    text += placeholder;
    at = pattern.find('}', open) + 1;
  }
  return text + pattern.substr(at);
}

// `{number}` for `{number:02}`.
std::string WithoutWidth(const std::string& pattern) {
  return WithPlaceholder(pattern, "{number}");
}

// The pattern with the width that nearly all numbers of one folder have: `{number:05}` where they
// are `02050`, `{number}` where they are `1`, `2`.
std::string WithOwnWidth(const std::string& pattern, const Widths& widths) {
  if (widths.bare) return WithoutWidth(pattern);
  for (const auto& [digits, count] : widths.wider) {
    if (count * 5 < widths.count * 4) continue;
    return WithPlaceholder(pattern, fmt::format("{{number:0{}}}", digits));
  }
  return pattern;
}

}  // namespace

bool CountsAnew(const std::string& pattern) { return LengthOfPlace(pattern) > 0; }

std::optional<std::pair<int, int>> ChaptersOf(const std::string& pattern,
                                              const std::string& other) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t differs =
      static_cast<std::size_t>(std::ranges::mismatch(pattern, other).in1 - pattern.begin());
  const auto chapter = [&](const std::string& text) -> std::optional<Span> {
    std::size_t begin = differs;
    while (begin > 0 && IsDigit(text[begin - 1])) --begin;
    std::size_t end = begin;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const std::size_t number = text.find("{number");
    const bool in_name = number != std::string::npos && end < number &&
                         text.substr(begin, number - begin).find('/') == std::string::npos;
    if (end == begin || end - begin > kMostDigits || !in_name) return std::nullopt;
    return Span{begin, end - begin};
  };
  const auto own = chapter(pattern), its = chapter(other);
  if (!own || !its || own->offset != its->offset) return std::nullopt;
  if (WithoutWidth(pattern.substr(own->end())) != WithoutWidth(other.substr(its->end()))) {
    return std::nullopt;
  }
  return std::pair(std::stoi(pattern.substr(own->offset, own->length)),
                   std::stoi(other.substr(its->offset, its->length)));
}

bool AreSiblings(const std::string& pattern, const std::string& other) {
  const std::string folder = FolderOf(pattern);
  const std::string beside = FolderOf(other);
  return folder != beside && !folder.empty() && PathDepth(folder) == PathDepth(beside) &&
         WithoutWidth(pattern.substr(folder.size())) == WithoutWidth(other.substr(beside.size()));
}

Config ExpandSeries(Config config, const std::vector<FileEntry>& files) {
  std::vector<Series> expanded;
  for (Series& series : config.series) {
    const auto pattern = NamePattern::Parse(series.pattern);
    const std::map<std::string, Widths> folders = pattern && CountsAnew(series.pattern)
                                                      ? PlacesOf(*pattern, files)
                                                      : std::map<std::string, Widths>();
    if (folders.empty()) {
      expanded.push_back(std::move(series));
      continue;
    }
    const std::string folder = FolderOf(series.pattern);
    for (const auto& [place, widths] : folders) {
      Series& one = expanded.emplace_back(series);
      one.pattern =
          WithOwnWidth(place + series.pattern.substr(LengthOfPlace(series.pattern)), widths);
      one.name = series.name == folder ? place : fmt::format("{}/{}", series.name, BaseName(place));
    }
  }
  config.series = std::move(expanded);
  return config;
}

}  // namespace prereq
