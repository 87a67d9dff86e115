// Lists and maps that give numbers to modules in other forms than names.
// An ordered list whose items speak of the modules of their numbers, in other words than names:
// `2. Using the URL for routing` where routing is 2. Each alone may be chance; several of one list
// are not, and a person looks at them.
#include <vector>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kFewest = 3;

struct Item {
  Token token;
  std::optional<ModuleId> module;  // whose name the item holds
  std::size_t end = 0;             // of its line
};

class LooseLists {
 public:
  explicit LooseLists(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      Look(begin, end);
      begin = end + 1;
    }
    Close();
    if (!added_.empty()) AddFound(scan_, std::move(added_));
  }

 private:
  void Look(std::size_t begin, std::size_t end) {
    const std::size_t at = SkipBlanks(text_, begin);
    if (at >= end) return;  // blank lines part no items
    if (!IsDigit(text_[at])) {
      if (at == begin) Close();  // an item's text may go on, indented
      return;
    }
    const auto token = ReadToken(scan_, at);
    const std::size_t mark = token ? token->end : end;
    if (mark + 1 >= end || (text_[mark] != '.' && text_[mark] != ')') ||
        !IsBlank(text_[mark + 1])) {
      return Close();
    }
    if (!items_.empty() && token->number.value != items_.back().token.number.value + 1) Close();
    items_.push_back({*token, std::nullopt, end});
  }

  // The module of this number whose name stands somewhere in the item.
  [[nodiscard]] std::optional<ModuleId> NamedIn(std::size_t begin, std::size_t end,
                                                Number number) const {
    constexpr std::size_t kShortest = 3, kLongest = 160;
    const std::vector<ModuleId> owners = scan_.lexicon.Owners(number);
    if (owners.size() != 1) return std::nullopt;
    end = std::min(end, begin + kLongest);
    for (std::size_t at = begin; at < end; ++at) {
      if (!scan_.lexicon.MayBeginName(text_, at) || IdentifierBefore(text_, at)) continue;
      const auto match = scan_.lexicon.NameAt(text_, at);
      if (!match || match->length < kShortest) continue;
      for (const ModuleId id : match->modules) {
        if (id == owners.front()) return id;
      }
    }
    return std::nullopt;
  }

  void Close() {
    std::size_t named = 0;
    if (items_.size() >= kFewest) {
      for (Item& item : items_) {
        item.module = NamedIn(item.token.end + 2, item.end, item.token.number);
        named += item.module ? 1 : 0;
      }
    }
    if (named >= kFewest && named * 2 >= items_.size()) {
      for (const Item& item : items_) {
        if (!item.module) continue;
        Found found = MakeFound(scan_, item.token, item.token.span(), {item.token.end, 0},
                                ReferenceShape::kLabel);
        found.reference.module = item.module;
        found.reference.certainty = Certainty::kLikely;
        added_.push_back(std::move(found));
      }
    }
    items_.clear();
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<Item> items_;
  std::vector<Found> added_;
};

// `{"loops": 2, "names": 3}`, `("loops", 2)`: numbers that data and code give to slugs. All of them
// in the file must agree, and three at least; they may be weights of something.
void SettleLooseMaps(Scan& scan) {
  const std::string_view text = scan.text;
  std::vector<Item> items;
  for (std::size_t at = NextDigit(text, 0); at < text.size(); at = NextDigit(text, at)) {
    const std::size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    std::size_t back = begin;
    const auto skip = [&](std::string_view bytes) {
      while (back > 0 && bytes.find(text[back - 1]) != std::string_view::npos) --back;
    };
    skip(" \t\"'");
    if (back == 0 || std::string_view(":=,>").find(text[back - 1]) == std::string_view::npos)
      continue;
    skip(":=,>");
    skip(" \t\"'");
    const std::size_t end = back;
    while (back > 0 && (IsWord(text[back - 1]) || text[back - 1] == '-')) --back;
    if (back == end || IsDigit(text[back])) continue;
    const auto match = scan.lexicon.Slug(text.substr(back, end - back));
    const auto token = ReadToken(scan, begin);
    if (!match || match->whole != end - back || !token || IdentifierAt(text, token->end)) continue;
    const std::optional<ModuleId> module = Agreeing(scan, match->modules, token->number, 0);
    if (!module) return;
    items.push_back({*token, module, token->end});
  }
  if (items.size() < kFewest) return;
  std::vector<Found> added;
  for (const Item& item : items) {
    Found found =
        MakeFound(scan, item.token, item.token.span(), {item.token.end, 0}, ReferenceShape::kLabel);
    found.reference.module = item.module;
    found.reference.certainty = Certainty::kLikely;
    added.push_back(std::move(found));
  }
  AddFound(scan, std::move(added));
}

}  // namespace

void SettleLooseLists(Scan& scan) {
  const FileContent content = scan.format.content;
  if (scan.format.Is("markdown")) LooseLists(scan).Run();
  if (content == FileContent::kData || content == FileContent::kCode) SettleLooseMaps(scan);
}

}  // namespace prereq::references
