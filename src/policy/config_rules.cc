#include "policy/config_rules.h"

#include <algorithm>
#include <vector>

#include "base/format.h"
#include "base/nearest.h"
#include "base/text.h"
#include "policy/config_fields.h"

namespace prereq {
namespace {

struct Word {
  std::string text;
  std::size_t offset = 0;  // in the rule
  std::size_t end = 0;
  bool quoted = false;
};

// Words between blanks; "several words" and 'several words' in quotes are one.
std::vector<Word> SplitWords(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::vector<Word> words;
  for (std::size_t at = text.find_first_not_of(kBlank); at != std::string_view::npos;
       at = text.find_first_not_of(kBlank, at)) {
    const char first = text[at];
    const std::size_t close =
        first == '"' || first == '\'' ? text.find(first, at + 1) : std::string_view::npos;
    if (close != std::string_view::npos) {
      words.push_back({std::string(text.substr(at + 1, close - at - 1)), at, close + 1, true});
      at = close + 1;
    } else {
      const std::size_t end = std::min(text.find_first_of(kBlank, at), text.size());
      words.push_back({std::string(text.substr(at, end - at)), at, end, false});
      at = end;
    }
  }
  return words;
}

class RuleParser {
 public:
  RuleParser(const YamlNode& scalar, Errors& errors)
      : node_(scalar), text_(scalar.text()), words_(SplitWords(text_)), errors_(errors) {}

  std::optional<Rule> Parse() {
    Rule rule;
    rule.text = Trim(text_);
    rule.where = node_.where();
    const std::size_t link = FindOnly({"before", "after", "within"});
    if (link == kSeveral)
      return Fail("more than one `before`, `after` or `within`; put names in quotes");
    if (link != kNone && Is(link, "within")) return ParseWithin(std::move(rule), link);
    if (link != kNone) return ParsePrecedence(std::move(rule), link);
    if (words_.size() >= 3 && Is(0, "pin")) return ParsePin(std::move(rule));
    if (words_.size() >= 2) {
      for (const auto& [word, kind] :
           {std::pair("first", Rule::Kind::kFirst), std::pair("last", Rule::Kind::kLast)}) {
        if (!Is(0, word) && !Is(words_.size() - 1, word)) continue;
        rule.kind = kind;
        // `first first`: a module of that name at either end reads the same.
        rule.subject =
            Is(words_.size() - 1, word) ? NameOf(0, words_.size() - 1) : NameOf(1, words_.size());
        return rule;
      }
    }
    if (!words_.empty() && Is(0, "pin")) return Fail(kPinForm);
    return Fail(MisspeltKeyword());
  }

  std::optional<Waiver> ParseRequires() {
    const std::size_t link = FindOnly({"requires"});
    if (link == kSeveral) return Failed("more than one `requires`; put names in quotes");
    if (link == kNone || link == 0 || link + 1 == words_.size()) {
      return Failed("expected `A requires B`, the prerequisite that no longer counts");
    }
    Waiver waiver;
    waiver.text = Trim(text_);
    waiver.dependent = NameOf(0, link);
    waiver.prerequisite = NameOf(link + 1, words_.size());
    return waiver;
  }

 private:
  static constexpr const char* kPinForm = "expected `pin A to N`";
  static constexpr std::size_t kNone = std::string_view::npos;
  static constexpr std::size_t kSeveral = kNone - 1;

  [[nodiscard]] bool Is(std::size_t word, std::string_view keyword) const {
    return !words_[word].quoted && words_[word].text == keyword;
  }

  [[nodiscard]] std::size_t FindOnly(const std::vector<std::string_view>& keywords) const {
    std::size_t found = kNone;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (const std::string_view keyword : keywords) {
        if (!Is(i, keyword)) continue;
        if (found != kNone) return kSeveral;
        found = i;
      }
    }
    return found;
  }

  // The words from `begin` to `end` as one name: as written, or without its quotes.
  [[nodiscard]] Name NameOf(std::size_t begin, std::size_t end) const {
    const Word& first = words_[begin];
    const Location where = node_.PlaceOf(first.offset + (first.quoted ? 1 : 0));
    if (end == begin + 1) return {first.text, where};
    const std::size_t last = words_[end - 1].end;
    return {std::string(text_.substr(first.offset, last - first.offset)), where};
  }

  std::optional<Rule> ParsePrecedence(Rule rule, std::size_t link) {
    if (link == 0 || link + 1 == words_.size()) return Fail("expected a name on both sides");
    Name left = NameOf(0, link);
    Name right = NameOf(link + 1, words_.size());
    rule.kind = Rule::Kind::kBefore;
    const bool before = Is(link, "before");
    if (!before) std::swap(left, right);
    rule.subject = std::move(left);
    rule.object = std::move(right);
    return rule;
  }

  std::optional<Rule> ParsePin(Rule rule) {
    const std::size_t to = words_.size() - 2;
    if (words_.size() < 4 || !Is(to, "to")) return Fail(kPinForm);
    const auto number = NumberAt(words_.back().offset, words_.back().text);
    if (!number) return std::nullopt;
    rule.kind = Rule::Kind::kPin;
    rule.subject = NameOf(1, to);
    rule.low = rule.high = *number;
    return rule;
  }

  std::optional<Rule> ParseWithin(Rule rule, std::size_t link) {
    if (link == 0 || link + 1 == words_.size()) return Fail("expected `A within N..M`");
    const std::size_t begin = words_[link + 1].offset;
    const std::string_view range = std::string_view(text_).substr(begin);
    const std::size_t dots = range.find("..");
    if (dots == std::string_view::npos) return Fail("expected `A within N..M`");
    const auto low = NumberAt(begin, Trim(range.substr(0, dots)));
    const auto high = NumberAt(begin + dots + 2, Trim(range.substr(dots + 2)));
    if (!low || !high) return std::nullopt;
    if (*high < *low) return Fail("the first number of `within` is larger than the second");
    rule.kind = Rule::Kind::kWithin;
    rule.subject = NameOf(0, link);
    rule.low = *low;
    rule.high = *high;
    return rule;
  }

  std::optional<Number> NumberAt(std::size_t offset, std::string_view text) {
    return ReadNumber({std::string(text), node_.PlaceOf(offset)}, "the number of a constraint",
                      errors_);
  }

  [[nodiscard]] std::string MisspeltKeyword() const {
    const std::vector<std::string> keywords = {"before", "after", "within", "pin", "first", "last"};
    for (const Word& word : words_) {
      const std::string nearest = word.quoted ? std::string() : Nearest(word.text, keywords);
      if (!nearest.empty() && nearest != word.text)
        return fmt::format("did you mean `{}`?", nearest);
    }
    return "expected `A before B`, `A after B`, `pin A to N`, `A within N..M`, `A first` or `A "
           "last`";
  }

  std::nullopt_t Failed(const std::string& why) const {
    AddError(errors_, node_.where(),
             fmt::format("cannot read the rule {}: {}", node_.Describe(), why));
    return std::nullopt;
  }
  std::optional<Rule> Fail(const std::string& why) const { return Failed(why); }

  const YamlNode& node_;
  std::string_view text_;
  std::vector<Word> words_;
  Errors& errors_;
};

}  // namespace

std::optional<Rule> ParseRule(const YamlNode& scalar, Errors& errors) {
  return RuleParser(scalar, errors).Parse();
}

std::optional<Waiver> ParseWaivedRule(const YamlNode& scalar, Errors& errors) {
  return RuleParser(scalar, errors).ParseRequires();
}

}  // namespace prereq
