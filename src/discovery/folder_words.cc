#include "discovery/folder_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 13> kBuild = {
    "build",   "dist",  "node_modules", "_build", "_site",       "_book",  "_output",
    "_freeze", ".next", ".nuxt",        ".cache", ".docusaurus", ".quarto"};
constexpr std::array<std::string_view, 10> kOutput = {
    "out", "output", "target", "site", "html", "public", "book", "www", "rendered", "generated"};
constexpr std::array<std::string_view, 20> kCopy = {
    "backup",   "backups",  "bak",      "old",        "copy",     "copies",    "archive",
    "archives", "archived", "orig",     "deprecated", "obsolete", "legacy",    "attic",
    "previous", "unused",   "snapshot", "snapshots",  "retired",  "superseded"};
constexpr std::array<std::string_view, 10> kExample = {"example",  "examples", "sample", "samples",
                                                       "snippet",  "snippets", "demo",   "demos",
                                                       "beispiel", "beispiele"};
constexpr std::array<std::string_view, 8> kTranslated = {
    "i18n", "l10n", "translation", "translations", "translated", "locale", "locales", "localized"};
// ISO 639-1, of those in which courses are written, and codes of countries that stand for them.
constexpr std::array<std::string_view, 77> kCodes = {
    "ar", "az", "be", "bg", "bn", "br", "bs", "ca", "cn", "cs", "cy", "da", "de", "el", "en", "es",
    "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it",
    "ja", "jp", "ka", "kk", "km", "kn", "ko", "kr", "lo", "lt", "lv", "mk", "mn", "mr", "ms", "my",
    "nb", "ne", "nl", "nn", "no", "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv",
    "sw", "ta", "te", "th", "tl", "tr", "tw", "ua", "uk", "ur", "uz", "vi", "zh"};
constexpr std::array<std::string_view, 24> kLanguages = {
    "arabic",   "bengali", "chinese", "czech",     "dutch",      "english",
    "french",   "german",  "greek",   "hindi",     "hungarian",  "italian",
    "japanese", "korean",  "persian", "polish",    "portuguese", "romanian",
    "russian",  "spanish", "turkish", "ukrainian", "uzbek",      "vietnamese"};

bool IsOneOf(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// The part of `folder` down to one whose name is one of `names`.
std::string DownTo(const std::string& folder, Words names) {
  std::string path;
  for (const std::string_view part : Split(folder, '/')) {
    path += path.empty() ? "" : "/";
    path += part;
    if (IsOneOf(names, part)) return path;
  }
  return {};
}

// Whether one of `words` stands in `folder` as a word.
bool HasWord(std::string_view folder, Words words) {
  const std::string lower = Lower(folder);
  return std::ranges::any_of(words, [&](std::string_view word) {
    const std::size_t at = lower.find(word);
    if (at == std::string::npos) return false;
    const auto is_letter = [&](std::size_t i) { return i < lower.size() && IsLower(lower[i]); };
    return (at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size());
  });
}

// `de` of `de`, `pt-br`, `zh_Hans`; empty where no language stands.
std::string LanguageOf(std::string_view name) {
  const std::string lower = Lower(name);
  if (IsOneOf(kLanguages, lower)) return lower.substr(0, 2);
  const std::string code = lower.substr(0, 2);
  if (!IsOneOf(kCodes, code)) return {};
  if (lower.size() == 2) return code;
  const bool region = lower.size() >= 5 && lower.size() <= 7 &&
                      (lower[2] == '-' || lower[2] == '_') &&
                      std::ranges::all_of(lower.substr(3), IsLetter);
  return region ? code : std::string();
}

// `2022`, `2022-fall`: what was taught or released then.
bool BeginsWithYear(std::string_view part) {
  constexpr std::size_t kDigits = 4;
  const std::size_t digits = std::min(part.find_first_not_of("0123456789"), part.size());
  if (digits != kDigits) return false;
  const bool ends =
      part.size() == kDigits || std::string_view("-_. ").find(part[kDigits]) != part.npos;
  return ends && (part.starts_with("19") || part.starts_with("20"));
}

}  // namespace

std::string BuildFolderOf(const std::string& folder) { return DownTo(folder, kBuild); }

std::string OutputFolderOf(const std::string& folder) {
  const std::string build = BuildFolderOf(folder);
  return build.empty() ? DownTo(folder, kOutput) : build;
}

bool LooksLikeCopy(std::string_view folder) {
  const std::vector<std::string_view> parts = Split(folder, '/');
  return HasWord(folder, kCopy) || std::ranges::any_of(parts, BeginsWithYear);
}

bool HoldsExamples(const std::string& folder) { return HasWord(folder, kExample); }

bool IsLanguageCode(std::string_view name) {
  return !LanguageOf(name).empty() && !IsOneOf(kLanguages, Lower(name));
}

bool MayBeTranslation(const std::string& folder) {
  const std::vector<std::string_view> parts = Split(folder, '/');
  return std::ranges::any_of(parts, [](std::string_view part) {
    if (IsOneOf(kTranslated, Lower(part))) return true;
    std::string language = LanguageOf(part);
    if (language.empty()) language = LanguageOf(part.substr(part.find_last_of("-_.") + 1));
    return !language.empty() && language != "en";
  });
}

}  // namespace prereq
