#include "references/own_fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/path.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "references/own_number.h"
#include "references/page_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Where fields of a page's metadata stand: its front matter, or all of a file for its folder.
Span FieldsOf(const Scan& scan) {
  const std::string name = Lower(BaseName(scan.path));
  if (name.starts_with("_category_.")) return {0, scan.text.size()};
  if (!scan.format.front_matter) return {};
  const auto front = FindFrontMatter(scan.text);
  const bool fenced = front && front->language != FrontMatterPart::Language::kComment;
  return fenced ? front->span : Span{};
}

// Calls `visit` with the place of every value that the fields have under `key`, behind its quote.
template <class Visit>
void EachValue(const Scan& scan, Span fields, std::string_view key, Visit visit) {
  const std::string_view text = scan.text.substr(0, fields.end());
  for (std::size_t at = text.find(key, fields.offset); at != std::string_view::npos;
       at = text.find(key, at + 1)) {
    const auto is_quote = [&](std::size_t i) { return text[i] == '"' || text[i] == '\''; };
    std::size_t begin = at, end = at + key.size();
    const bool quoted = begin > fields.offset && is_quote(begin - 1);
    if (quoted) --begin;
    begin = SkipBlanksBack(text, begin);
    const bool starts = begin <= fields.offset || text[begin - 1] == '\n' ||
                        (quoted && (text[begin - 1] == '{' || text[begin - 1] == ','));
    if (quoted && end < text.size() && is_quote(end)) ++end;
    end = SkipBlanks(text, end);
    if (!starts || end >= text.size() || (text[end] != ':' && text[end] != '=')) continue;
    end = SkipBlanks(text, end + 1);
    if (end < text.size() && is_quote(end)) ++end;
    if (end < text.size()) visit(end);
  }
}

// What the fields of a module's page say of its number, and of a page in a mirror of it: `title:
// Lesson 2: Loops`, `sidebar_label: 2. Loops`, and keys that a site puts its pages in order by.
void SettleFields(Scan& scan, ModuleId id) {
  const Span fields = FieldsOf(scan);
  if (fields.length == 0) return;
  constexpr std::array<std::string_view, 7> kTitles = {
      "title", "label", "sidebar_label", "linkTitle", "nav_title", "navtitle", "short_title"};
  constexpr std::array<std::string_view, 3> kOrders = {"sidebar_position", "nav_order", "position"};
  const std::vector<int> inner = InnerNumbers(scan, id);
  std::vector<Found> added;
  for (const std::string_view key : kTitles) {
    EachValue(scan, fields, key, [&](std::size_t begin) {
      const std::size_t end = std::min(scan.text.find_first_of("\n\"", begin), fields.end());
      const auto number = ReadHeadingNumber(scan, {begin, end, 1});
      if (number && SaysNumberOfPage(inner, *number)) {
        SettleNumberOfPage(scan, id, *number, end, added);
      } else if (number && !number->section && number->marked &&
                 EvidenceOfFile(scan, id, number->token).agrees) {
        SettleTitleNumber(scan, id, *number, end, 1, added);
      }
    });
  }
  // Of the module's own pages the metadata tell.
  if (scan.lexicon.IsOwnFile(id, scan.path)) return AddFound(scan, std::move(added));
  for (const std::string_view key : kOrders) {
    EachValue(scan, fields, key, [&](std::size_t begin) {
      const auto token = ReadToken(scan, begin);
      static constexpr ByteSet kEnds(" \t\r\n\"',}");
      const bool ends =
          token && (token->end == scan.text.size() || kEnds.Has(scan.text[token->end]));
      if (!ends || !EvidenceOfFile(scan, id, *token).agrees) return;
      const std::size_t first = scan.text.substr(0, begin).rfind(key);
      Found found = MakeFound(scan, *token, {first, token->end - first}, {token->end, 0},
                              ReferenceShape::kNumberKey);
      found.reference.module = id;
      found.reference.certainty = Certainty::kLikely;  // unless all pages of the mirror have it
      added.push_back(std::move(found));
    });
  }
  AddFound(scan, std::move(added));
}

}  // namespace

bool HasTitleField(const Scan& scan) {
  const Span fields = FieldsOf(scan);
  bool any = false;
  if (fields.length > 0) EachValue(scan, fields, "title", [&](std::size_t) { any = true; });
  return any;
}

void SettleOwnFields(Scan& scan) {
  const std::optional<ModuleId> id = HomeOf(scan);
  const bool fixed = scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed;
  if (id && !fixed && scan.lexicon.NumberOf(*id)) SettleFields(scan, *id);
}

}  // namespace prereq::references
