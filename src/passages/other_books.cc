#include "passages/other_books.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "metadata/other_works.h"
#include "references/link_words.h"
#include "references/scan_text.h"
#include "references/shapes/citations.h"

namespace prereq {
namespace {

using references::kReach;

// A title may begin with any letter but a small one.
bool MayBeTitle(std::string_view words) {
  return !words.empty() && !IsLower(words.front()) && !references::IsBlank(words.front()) &&
         std::string_view(":.!?").find(words.back()) == std::string_view::npos;
}

// Whether the address, the target of a link, is one of another site.
bool IsElsewhere(std::string_view target) { return target.find("://") != std::string_view::npos; }

// Behind `, ` or ` (`: `*Advanced R*`, `“Advanced R”`, `\emph{Advanced R}`, `<em>…</em>`,
// `[R](https://…)`.
bool IsBehindTitle(std::string_view text, std::size_t begin) {
  const std::size_t low = begin - std::min(begin, kReach);
  std::string_view before = text.substr(low, begin - low);
  before = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  const std::size_t end = before.find_last_not_of(" ,(") + 1;
  if (end == 0 || end == before.size()) return false;
  before = before.substr(0, end);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kMarks = {
      {{"*", "*"},
       {"_", "_"},
       {"\"", "\""},
       {"\xE2\x80\x9C", "\xE2\x80\x9D"},
       {"\xE2\x80\x9E", "\xE2\x80\x9C"},
       {"\xC2\xAB", "\xC2\xBB"},
       {"\xE3\x80\x8A", "\xE3\x80\x8B"},
       {"\xE3\x80\x8E", "\xE3\x80\x8F"},
       {"<em>", "</em>"},
       {"<i>", "</i>"},
       {"<cite>", "</cite>"},
       {"\\emph{", "}"},
       {"\\textit{", "}"}}};
  for (const auto& [open, close] : kMarks) {
    if (!before.ends_with(close)) continue;
    const std::string_view inside = before.substr(0, before.size() - close.size());
    const std::size_t at = inside.rfind(open);
    if (at == std::string_view::npos) continue;
    const bool is_bold = open.size() == 1 && (inside.ends_with(open) || inside.empty());
    if (!is_bold && MayBeTitle(inside.substr(at + open.size()))) return true;
  }
  if (!before.ends_with(')')) return false;
  const std::size_t target = before.rfind("](");
  return target != std::string_view::npos && IsElsewhere(before.substr(target));
}

// `of [R for Data Science](https://…)`.
bool IsOfLinkedWork(std::string_view text, std::size_t end) {
  const std::string_view behind = text.substr(end, kReach);
  const std::size_t open = behind.find_first_of("[\n");
  if (open == std::string_view::npos || behind[open] != '[') return false;
  if (!MakesPartOfLink(behind.substr(0, open))) return false;
  const auto link = references::LinkTextAround(text, end + open + 1);
  return link &&
         IsElsewhere(text.substr(link->target_begin, link->target_end - link->target_begin));
}

}  // namespace

bool IsOfAnotherBook(std::string_view text, const FileFormat& format, Span part,
                     std::string_view own) {
  const bool is_page =
      format.content == FileContent::kProse || format.content == FileContent::kNotebook;
  if (references::IsCitedPart(text, part, is_page)) return true;
  const std::string_view target = references::TargetOfWords(text, format, part.end() - 1);
  if (!target.empty() && !target.starts_with('#')) return true;  // its target says what is meant
  const std::string_view work = WorkAround(text, part.offset, part.end());
  if (!work.empty() && !NamesFolderOf(work, own)) return true;
  return IsOfLinkedWork(text, part.end()) || IsBehindTitle(text, part.offset);
}

}  // namespace prereq
