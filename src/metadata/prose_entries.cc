#include "metadata/prose_entries.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kClosers = "*_)\"'`]";
constexpr std::string_view kBlanksAndOpeners = " \t*_(\"'`[>";

// Bytes of a mark that ends a sentence whatever follows it; 0 for none.
std::size_t WideStopAt(std::string_view text, std::size_t at) {
  for (const std::string_view stop : {"。", "！", "？", "।"}) {
    if (text.substr(at).starts_with(stop)) return stop.size();
  }
  return 0;
}

// The letters and digits right before `end`, in front of emphasis; empty: the end of a path.
std::string_view WordBefore(std::string_view text, std::size_t end) {
  while (end > 0 && (text[end - 1] == '*' || text[end - 1] == '_')) --end;
  std::size_t begin = end;
  while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
  const bool is_ending = begin > 0 && end - begin > 1 && text[begin - 1] == '.';
  return is_ending ? std::string_view() : text.substr(begin, end - begin);
}

// "e.g.", "Ch.", "no.": a dot that ends no sentence. `before_number`: a number follows it.
bool IsShortForm(std::string_view text, std::size_t dot, bool before_number) {
  constexpr std::array<std::string_view, 14> kShort = {"no",   "num", "sec",    "chap",  "sect",
                                                       "lect", "ca",  "incl",   "kap",   "fig",
                                                       "prof", "vol", "approx", "abschn"};
  const std::string_view word = WordBefore(text, dot);
  if (word.empty() || std::ranges::all_of(word, IsDigit)) return false;
  const auto characters = std::ranges::count_if(
      word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  constexpr int kLongestBeforeNumber = 4;  // "Lekt. 3", "гл. 3"
  if (characters == 1 || (before_number && characters <= kLongestBeforeNumber)) return true;
  // "Wk", "vgl", "bzw", unlike "SQL".
  const bool is_small = word.size() < 2 || IsLower(word[1]);
  if (is_small && word.find_first_not_of("bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ") == word.npos) {
    return true;
  }
  return std::ranges::find(kShort, Lower(word)) != kShort.end();
}

// Where the sentence that begins at `from` ends, behind its mark; the text's size: it goes on.
// `last_close`: where the text's last `)` stands, else 0.
std::size_t SentenceEnd(std::string_view text, std::size_t from, std::size_t last_close,
                        bool& ended) {
  ended = true;
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '(' && at < last_close) {
      at = text.find(')', at);  // a remark ends no sentence: "Week 1 (esp. part 2), Week 3"
      continue;
    }
    if (const std::size_t wide = WideStopAt(text, at)) return at + wide;
    if (std::string_view(".!?").find(text[at]) == std::string_view::npos) continue;
    std::size_t end = at + 1;
    while (end < text.size() && (kClosers.find(text[end]) != std::string_view::npos ||
                                 std::string_view(".!?").find(text[end]) != text.npos)) {
      ++end;
    }
    const std::size_t next = std::min(text.find_first_not_of(kBlanksAndOpeners, end), text.size());
    const bool blank = end == text.size() || text[end] == ' ' || text[end] == '\t';
    const bool words = next == text.size() || IsWordByte(text[next]);
    const bool number = next < text.size() && IsDigit(text[next]);
    if (blank && words && (text[at] != '.' || !IsShortForm(text, at, number))) return end;
    at = end - 1;
  }
  ended = false;
  return text.size();
}

// Whether what stands between a module and the next one, or the end, only remarks on it or leads
// on to the next: "(Loops)", ": Loops", ", ", " and ".
bool EndsEntry(std::string_view behind) {
  constexpr std::array<std::string_view, 12> kJoints = {"and", "or", "und", "oder", "et",  "ou",
                                                        "y",   "o",  "e",   "и",    "или", "en"};
  const std::size_t begin = behind.find_first_not_of(" \t*_`)]\"'");
  if (begin == std::string_view::npos) return true;
  behind.remove_prefix(begin);
  if (!IsWordByte(behind.front())) return true;
  for (const std::string_view dash : {"–", "—", "·", "。", "，", "、", "：", "（", "→"}) {
    if (behind.starts_with(dash)) return true;
  }
  std::size_t end = 0;
  while (end < behind.size() && IsWordByte(behind[end])) ++end;
  return std::ranges::find(kJoints, Lower(behind.substr(0, end))) != kJoints.end();
}

// Whether the sentence from `begin` to `end` is an entry that `first` begins.
bool IsEntry(std::string_view text, std::size_t begin, std::size_t end, const Span& first) {
  if (first.offset >= end) return false;
  const std::string_view before = text.substr(begin, first.offset - begin);
  if (std::ranges::any_of(before, IsWordByte)) return false;
  const std::size_t behind = std::min(first.end(), end);
  return EndsEntry(text.substr(behind, end - behind));
}

// Whether the words right before a module tell it from what is meant: "unlike Lesson 4".
bool SaysOther(std::string_view before) {
  constexpr std::array<std::string_view, 8> kOther = {"unlike",     "unlike in",    "not",
                                                      "except",     "except for",   "other than",
                                                      "instead of", "as opposed to"};
  constexpr std::array<std::string_view, 2> kNouns = {" the", " in"};
  std::string folded = ' ' + FoldModuleName(before);
  while (folded.ends_with(' ')) folded.pop_back();
  for (const std::string_view noun : kNouns) {
    if (folded.ends_with(noun)) folded.resize(folded.size() - noun.size());
  }
  return std::ranges::any_of(
      kOther, [&](std::string_view words) { return folded.ends_with(' ' + std::string(words)); });
}

// Whether one part of the text behind a module, between brackets and stops, says that it need not
// come first: "optional", "is helpful but not required", "can be done concurrently".
bool SaysFree(std::string_view part) {
  const std::string words = FoldModuleName(part);
  const auto ends = [&](std::string_view end) { return words.ends_with(end); };
  const auto begins = [&](std::string_view begin) { return words.starts_with(begin); };
  for (const std::string_view need : {"required", "needed", "necessary", "mandatory"}) {
    const std::string denied = "not " + std::string(need);
    if (words == denied || ends("but " + denied)) return true;
    const bool begins_so = begins(denied + " ");
    const std::string_view next =
        std::string_view(words).substr(begins_so ? denied.size() + 1 : words.size());
    for (const std::string_view joint : {"but ", "if ", "for ", "when ", "unless ", "to "}) {
      if (next.starts_with(joint)) return true;
    }
    if ((begins("is ") || begins("are ")) && ends(" " + denied)) return true;
  }
  if (words == "optional" || words == "is optional" || words == "are optional") return true;
  const bool may = begins("can be ") || begins("may be ") || begins("could be ");
  for (const std::string_view beside :
       {"concurrently", "in parallel", "at the same time", "simultaneously", "concurrent"}) {
    if (words == beside || (may && ends(" " + std::string(beside)))) return true;
  }
  return words == "corequisite" || words == "co requisite";
}

// Whether what stands behind a module, up to the next one, says so: "Lesson 5: Loops (optional)".
// What ends in a colon is about what follows.
bool IsFreeBehind(std::string_view behind) {
  for (std::size_t at = 0; at < behind.size();) {
    std::size_t end = at;
    bool is_stop = false;
    std::size_t bytes = 1;
    while (end < behind.size()) {
      for (const std::string_view dash : {"–", "—"}) {
        if (behind.substr(end).starts_with(dash)) bytes = dash.size();
      }
      const char c = behind[end];
      is_stop = c == ';' || (c == '.' && (end + 1 == behind.size() || behind[end + 1] == ' '));
      if (is_stop || bytes > 1 || std::string_view("()[],:|").find(c) != behind.npos) break;
      if (c == '-' && end > 0 && behind[end - 1] == ' ') break;
      ++end;
    }
    const bool leads_on = end < behind.size() && behind[end] == ':';
    if (!leads_on && SaysFree(behind.substr(at, end - at))) return true;
    if (is_stop) return false;
    at = end + bytes;
  }
  return false;
}

// Whether the text takes a module back: "Lesson 4 is not required", "(optional: Lesson 4)",
// "unlike Lesson 4".
// `next`: where the next module begins.
bool IsTakenBack(std::string_view line, const Span& module, std::size_t next) {
  constexpr std::size_t kNear = 40;
  const std::string behind =
      FoldModuleName(line.substr(std::min(module.end(), line.size()), kNear));
  for (const std::string_view verb : {"is", "are"}) {
    for (const std::string_view need : {" not required", " not needed", " not necessary"}) {
      if (behind.starts_with(std::string(verb) + std::string(need))) return true;
    }
  }
  constexpr std::size_t kMostRemark = 160;
  const std::size_t begin = std::min(module.end(), line.size());
  if (next > begin && IsFreeBehind(line.substr(begin, std::min(next - begin, kMostRemark)))) {
    return true;
  }
  const std::size_t from = module.offset - std::min(module.offset, kNear);
  const std::string_view before = line.substr(from, module.offset - from);
  if (SaysOther(before)) return true;
  std::string ahead = Lower(before.substr(before.find_last_of(",;.|") + 1));  // npos + 1 is 0
  std::erase_if(ahead,
                [](char c) { return std::string_view("*_-+").find(c) != std::string_view::npos; });
  const std::string_view word = Trim(ahead);
  if (word == "optional:" || word == "(optional)" || word == "[optional]") return true;
  const std::size_t open = before.rfind('(');
  if (open == std::string_view::npos || before.find(')', open) != before.npos) return false;
  return FoldModuleName(before.substr(open)).starts_with("optional");
}

// Bytes of the mark of a list item: "  2. ".
std::size_t ItemMark(std::string_view line) {
  if (!IsListItem(line)) return 0;
  return std::min(line.find(' ', line.find_first_not_of(" \t>")), line.size());
}

}  // namespace

bool IsListItem(std::string_view line) {
  const std::string_view text = Trim(line);
  if (text.size() < 2) return false;
  if (std::string_view("-*+").find(text.front()) != std::string_view::npos) return text[1] == ' ';
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits > 0 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') &&
         text[digits + 1] == ' ';
}

std::vector<ModuleMention> EntryReader::Entries(std::string_view line,
                                                std::vector<ModuleMention> mentions, bool goes_on) {
  if (!goes_on) sentence_ = Sentence::kFirst;
  std::vector<ModuleMention> entries;
  auto next = mentions.begin();
  const std::size_t mark = line.rfind(')');
  const std::size_t last_close = mark == std::string_view::npos ? 0 : mark;
  for (std::size_t begin = goes_on ? 0 : ItemMark(line); begin < line.size();) {
    bool ended = false;
    const std::size_t end = SentenceEnd(line, begin, last_close, ended);
    if (sentence_ == Sentence::kLater && !Trim(line.substr(begin, end - begin)).empty()) {
      const bool is_entry = next != mentions.end() && IsEntry(line, begin, end, next->span);
      sentence_ = is_entry ? Sentence::kEntry : Sentence::kProse;
    }
    for (; next != mentions.end() && next->span.offset < end; ++next) {
      const auto after = std::next(next);
      const std::size_t limit = after == mentions.end() ? line.size() : after->span.offset;
      if (sentence_ != Sentence::kProse && !IsTakenBack(line, next->span, limit))
        entries.push_back(std::move(*next));
    }
    if (ended) sentence_ = Sentence::kLater;
    begin = end;
  }
  return entries;
}

}  // namespace prereq
