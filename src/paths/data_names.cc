#include "paths/data_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/data_endings.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestEnding = 11;  // safetensors
// Names that any script gives to what it writes.
constexpr std::string_view kCommonStems =
    "a b c x y data df file foo out output sample temp test "
    "tmp example model test1 output1";

constexpr std::string_view kBehindScheme = "://";
constexpr std::string_view kStores =
    "s3 s3a s3n gs gcs abfs abfss wasb wasbs adl hdfs dbfs oss cosn viewfs";

// Below a folder anything has a name of its own, unless it is code.
bool MayEndInFolder(std::string_view ending) {
  return ending.size() > 1 && ending.size() <= kLongestEnding &&
         std::ranges::all_of(ending, IsWordByte) && std::ranges::any_of(ending, IsLetter) &&
         FormatOf("x." + std::string(ending)).content != FileContent::kCode;
}

// Whether a `/` stands in the word that goes on at `at`, which is no address.
bool IsBelowFolder(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostOfWord = 200;
  const std::size_t low = at - std::min(at, kMostOfWord);
  std::string_view before = text.substr(low, at - low);
  before.remove_prefix(before.find_last_of(" \t\r\n\"'`()=,") + 1);  // npos + 1 is 0
  return before.find('/') != before.npos && before.find("://") == before.npos;
}

// `s3://b/x` for `s3a://b/x`; empty where `path` is in no store that scripts write to.
std::string PathInStore(std::string_view path) {
  const std::size_t end = path.find(kBehindScheme);
  if (end == path.npos) return {};
  std::string_view scheme = path.substr(0, end);
  if (!HasWord(kStores, scheme)) return {};
  if (scheme.starts_with("s3")) scheme = scheme.substr(0, 2);
  const std::string_view below = path.substr(end + kBehindScheme.size());
  const std::size_t slash = below.find('/');
  const bool has_name = slash != below.npos && slash > 0 && slash + 1 < below.size();
  return has_name ? std::string(scheme) + std::string(path.substr(end)) : std::string();
}

}  // namespace

std::string_view EndingOfName(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

bool IsNameOfData(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  const std::string ending = Lower(EndingOfName(path));
  if (ending.empty()) return false;
  const bool in_folder = path.find('/') != std::string_view::npos;
  if (!HasWord(kDataEndings, ending)) return in_folder && MayEndInFolder(ending);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return in_folder || !HasWord(kCommonStems, Lower(name.substr(0, name.find('.'))));
}

bool MayHoldNameOfData(std::string_view text) {
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= kLongestEnding && IsWordByte(text[end])) ++end;
    const bool ends =
        end >= text.size() || std::string_view("\"' \t\r\n;|&)\\").find(text[end]) != text.npos;
    if (!ends || end < at + 3) continue;
    const std::string ending = Lower(text.substr(at + 1, end - at - 1));
    if (HasWord(kDataEndings, ending)) return true;
    // A text in quotes may be the last part of a path that is put together.
    const bool in_quotes = end < text.size() && (text[end] == '"' || text[end] == '\'');
    if ((in_quotes || IsBelowFolder(text, at)) && MayEndInFolder(ending)) return true;
  }
  return false;
}

std::string AbsolutePath(std::string_view path) {
  if (std::string stored = PathInStore(path); !stored.empty()) return stored;
  for (const std::string_view mount : {"dbfs:/", "/dbfs/"}) {  // of Databricks
    if (path.starts_with(mount)) path.remove_prefix(mount.size() - 1);
  }
  const bool has_drive =
      path.size() > 3 && IsLetter(path[0]) && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
  if (!has_drive && !path.starts_with('/') && !path.starts_with("~/")) return {};
  std::string plain;
  for (const char c : path) {
    const char slash = has_drive && c == '\\' ? '/' : c;
    if (slash != '/' || !plain.ends_with('/')) plain += slash;
  }
  const int fewest = plain.starts_with("/mnt/") ? 2 : 3;
  if (plain.starts_with("/tmp/") || std::ranges::count(plain, '/') < fewest) return {};
  return plain;
}

std::string_view BelowRoot(std::string_view absolute) {
  const std::size_t scheme = absolute.find(kBehindScheme);
  return absolute.substr(scheme == absolute.npos ? absolute.find('/') + 1
                                                 : scheme + kBehindScheme.size());
}

bool IsPlainPath(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.front() != '~' && path.front() != '-' &&
         path.find_first_of("{}$%*?<>|\"' \t\r\n:;=,()\\") == std::string_view::npos &&
         path.find("//") == std::string_view::npos;
}

}  // namespace prereq
