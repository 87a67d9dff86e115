#include "metadata/quoted_examples.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr auto kMarks = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"\"", "\""},
    {"“", "”"},
    {"„", "“"},
    {"„", "”"},
    {"«", "»"},
    {"»", "«"},
    {"‘", "’"},
    {"'", "'"},
    {"「", "」"},
    {"『", "』"},
    {"&quot;", "&quot;"},
});

// Folded words in front of an example.
constexpr auto kForExample = std::to_array<std::string_view>(
    {"e g",         "eg",           "for example",  "for instance", "example",
     "examples",    "z b",          "zum beispiel", "beispiel",     "beispielsweise",
     "par exemple", "p ex",         "exemple",      "por ejemplo",  "p ej",
     "ejemplo",     "por exemplo",  "exemplo",      "ad esempio",   "per esempio",
     "esempio",     "bijv",         "bijvoorbeeld", "np",           "na przykład",
     "t ex",        "till exempel", "exempel",      "f eks",        "for eksempel",
     "esim",        "např",         "například",    "например",     "пример",
     "наприклад",   "приклад",      "örneğin",      "ví dụ",        "例如",
     "比如",        "例えば",       "例",           "예를 들어",    "예"});

bool LeadsToExample(std::string_view before) {
  constexpr std::size_t kNear = 32;  // bytes; a character cut at the front does no harm
  const std::string folded =
      FoldModuleName(before.substr(before.size() - std::min(before.size(), kNear)));
  return std::ranges::any_of(kForExample, [&](std::string_view words) {
    if (!folded.ends_with(words)) return false;
    const std::size_t at = folded.size() - words.size();
    return at == 0 || folded[at - 1] == ' ' || static_cast<unsigned char>(words.front()) >= 0xE3;
  });
}

// A stretch in quotation marks, and what stands between them.
struct Quote {
  Span whole, inside;
};

std::size_t BehindCode(std::string_view text, std::size_t at) {
  const std::size_t close = text.find('`', at + 1);
  return (close == std::string_view::npos ? at : close) + 1;
}

// Where `mark` stands from `at` on, outside of code; npos: nowhere.
std::size_t Closing(std::string_view text, std::string_view mark, std::size_t at) {
  for (; at < text.size(); at = text[at] == '`' ? BehindCode(text, at) : at + 1) {
    if (!text.substr(at).starts_with(mark)) continue;
    const std::size_t end = at + mark.size();
    const bool apostrophe = mark == "'" || mark == "’";
    if (!apostrophe || end == text.size() || !IsAlphanumeric(text[end])) return at;
  }
  return std::string_view::npos;
}

std::vector<Quote> QuotesOf(std::string_view text) {
  std::vector<Quote> quotes;
  std::array<bool, kMarks.size()> closes{};  // whether one that closes may still follow
  closes.fill(true);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = text[at] == '`' ? BehindCode(text, at) : at + 1;
    // An attribute's value (`href="…"`), inches (`13"`) and an apostrophe open none.
    const bool opens = at == 0 || (text[at - 1] != '=' && !IsAlphanumeric(text[at - 1]));
    for (std::size_t i = 0; opens && i < kMarks.size(); ++i) {
      const auto& [open, close] = kMarks[i];
      if (!closes[i] || !text.substr(at).starts_with(open)) continue;
      const std::size_t begin = at + open.size(), end = Closing(text, close, begin);
      closes[i] = end != std::string_view::npos;
      if (!closes[i]) continue;
      next = end + close.size();
      quotes.push_back({{at, next - at}, {begin, end - begin}});
      break;
    }
    at = next;
  }
  return quotes;
}

// Whether words stand outside of the quotes: more than the number of an item.
bool HasWordsOutside(std::string_view text, const std::vector<Quote>& quotes) {
  std::string outside;
  std::size_t at = 0;
  for (const Quote& quote : quotes) {
    outside.append(text.substr(at, quote.whole.offset - at)).append(" ");
    at = quote.whole.end();
  }
  outside.append(text.substr(at));
  return FoldModuleName(outside).find_first_not_of("0123456789 ") != std::string::npos;
}

}  // namespace

std::vector<Span> QuotedExamples(std::string_view text, const std::vector<Span>& modules) {
  std::vector<Span> examples;
  if (modules.empty()) return examples;
  const std::vector<Quote> quotes = QuotesOf(text);
  if (quotes.empty()) return examples;
  const bool amid_words = HasWordsOutside(text, quotes);
  auto module = modules.begin();
  for (const Quote& quote : quotes) {
    while (module != modules.end() && module->offset < quote.inside.offset) ++module;
    const std::string_view lead = text.substr(0, quote.whole.offset);
    // One of several: (e.g., "Lesson 1", "Root access").
    constexpr std::size_t kLongestJoint = 4;
    const bool goes_on = !examples.empty() && lead.size() - examples.back().end() < kLongestJoint &&
                         std::ranges::none_of(lead.substr(examples.back().end()), IsWordByte);
    bool is_example = goes_on || LeadsToExample(lead);
    if (!is_example && amid_words && module != modules.end() &&
        module->offset < quote.inside.end()) {
      const std::string_view words =
          text.substr(quote.inside.offset, module->offset - quote.inside.offset);
      const std::size_t last = words.find_last_not_of(" \t\n*_`");
      is_example = last != std::string_view::npos && IsWordByte(words[last]);
    }
    if (is_example) examples.push_back(quote.whole);
  }
  return examples;
}

}  // namespace prereq
