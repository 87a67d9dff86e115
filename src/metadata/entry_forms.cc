#include "metadata/entry_forms.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// Between two names of a list; those of letters stand between blanks.
constexpr std::array<std::string_view, 4> kListMarks = {",", ";", "\n", "、"};
constexpr std::array<std::string_view, 12> kListWords = {
    " and ", " & ", " + ", " und ", " et ", " y ", " e ", " en ", " и ", " och ", " og ", " i "};

// Bytes of what stands between two names at `at`; 0: nothing does.
std::size_t JointAt(std::string_view text, std::size_t at) {
  for (const std::string_view mark : kListMarks) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  if (text[at] != ' ') return 0;
  for (const std::string_view word : kListWords) {
    if (text.substr(at).starts_with(word)) return word.size() - 1;  // the next may begin there
  }
  return 0;
}

// `text` without the addresses in it.
std::string WithoutAddresses(std::string_view text) {
  std::string rest;
  for (std::size_t at = 0;;) {
    const std::size_t mark = text.find("://", at);
    if (mark == std::string_view::npos) return rest += text.substr(at);
    std::size_t begin = mark;
    while (begin > at && IsWordByte(text[begin - 1])) --begin;
    rest += text.substr(at, begin - at);
    at = std::min(text.find_first_of(" )>\"'\n", mark), text.size());
  }
}

// A number at the start that names: `02_tensor`, `2. Tensors`, `02 tensor`; "4 GB RAM" counts.
bool BeginsWithNumber(std::string_view text) {
  if (!SplitNumberedName(text).number) return false;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool counts = digits > 0 && digits < text.size() && text[digits] == ' ';
  return !counts || text.front() == '0';
}

// `docs.python.org` of an address without scheme, `Node.js`.
bool IsNameWithDot(std::string_view part) {
  const std::size_t dot = part.rfind('.');
  const std::string_view last = part.substr(std::min(dot, part.size()));
  return dot != 0 && last.size() > 2 && std::ranges::all_of(last.substr(1), IsLetter) &&
         !BeginsWithNumber(part);
}

// `../09-x`, `lessons/networks`, `extra/networks`; not "CI/CD" or "HTML/CSS basics".
bool IsPath(std::string_view text, std::string_view pattern) {
  if (text.find('/') == std::string_view::npos) return false;
  if (text.front() == '.' || text.front() == '/') return true;
  const FileContent content = FormatOf(text).content;
  if (content == FileContent::kProse || content == FileContent::kNotebook) return true;
  const std::vector<std::string_view> parts = Split(text, '/');
  const std::vector<std::string_view> folders = Split(pattern, '/');
  if (std::ranges::find(folders, parts.front()) != folders.end()) return true;
  if (IsNameWithDot(parts.front())) return false;
  if (std::ranges::any_of(parts,
                          [](std::string_view part) { return BeginsWithNumber(Trim(part)); })) {
    return true;
  }
  const auto is_name = [](std::string_view part) { return !part.empty() && IsUpper(part.front()); };
  return text.find(' ') == std::string_view::npos && !std::ranges::all_of(parts, is_name);
}

}  // namespace

std::vector<std::string_view> ListedParts(std::string_view text) {
  std::vector<std::string_view> parts;
  const auto add = [&](std::string_view part) {
    part = Trim(part);
    for (const std::string_view mark : {"- ", "* ", "and ", "und ", "et "}) {
      if (part.starts_with(mark)) part = Trim(part.substr(mark.size()));
    }
    if (!part.empty()) parts.push_back(part);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t joint = JointAt(text, at);
    if (joint == 0) {
      ++at;
      continue;
    }
    add(text.substr(begin, at - begin));
    begin = at += joint;
  }
  add(text.substr(begin));
  return parts;
}

std::string_view AddressOfLink(std::string_view text) {
  text = Trim(text);
  const std::size_t middle = text.find("](");
  if (!text.starts_with('[') || !text.ends_with(')') || middle == std::string_view::npos) return {};
  const std::string_view target = text.substr(middle + 2, text.size() - middle - 3);
  return target.find("://") == std::string_view::npos ? std::string_view() : target;
}

bool LooksLikeModule(std::string_view text, const MentionLabels& labels, std::string_view pattern) {
  const std::vector<ModuleMention> mentions = ReadMentions(text, labels);
  const bool is_named = std::ranges::any_of(mentions, [](const ModuleMention& mention) {
    return mention.path.empty() && mention.address.empty();
  });
  if (is_named || !ReadBareNumbers(text).empty()) return true;
  const std::string own = WithoutAddresses(text);
  const std::string_view rest = Trim(own);
  return !rest.empty() && (BeginsWithNumber(rest) || IsPath(rest, pattern));
}

MentionLabels EveryCourseWord() {
  MentionLabels every;
  for (const std::string_view word : CourseWords()) every.inner.push_back(FoldModuleName(word));
  return every;
}

bool SaysAllBefore(std::string_view text) {
  const std::vector<ModuleMention> mentions = ReadMentions(text, EveryCourseWord());
  return mentions.size() == 1 && mentions.front().all_before && !mentions.front().only_last &&
         mentions.front().folder.empty();
}

}  // namespace prereq
