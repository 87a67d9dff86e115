#include "policy/config_fields.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/format.h"
#include "base/nearest.h"
#include "base/text.h"

namespace prereq {
namespace {

template <class T>
std::optional<T> Parse(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int DaysIn(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

std::string DidYouMean(std::string_view word, std::span<const std::string_view> known) {
  const std::string nearest = Nearest(word, std::vector<std::string>(known.begin(), known.end()));
  return nearest.empty() ? std::string() : fmt::format("; did you mean `{}`?", nearest);
}

}  // namespace

void AddError(Errors& errors, const Location& where, std::string message, std::string fix) {
  errors.push_back({Error::Code::kInvalid, std::move(message), where, std::move(fix)});
}

Name ReadName(const YamlNode& node, std::string_view what, Errors& errors) {
  if (node.IsScalar()) return {std::string(node.text()), node.where()};
  AddError(errors, node.where(),
           fmt::format("expected a text as {}, found {}", what, node.Describe()));
  return {{}, node.where()};
}

std::vector<Name> ReadNames(const YamlNode& node, std::string_view what, Errors& errors) {
  if (node.IsNull()) return {};
  if (node.IsScalar()) return {ReadName(node, what, errors)};
  std::vector<Name> names;
  if (node.IsMap()) {
    AddError(errors, node.where(),
             fmt::format("expected a text or a list of texts as {}, found a map", what));
    return names;
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    Name name = ReadName(node.item(i), fmt::format("an entry of {}", what), errors);
    if (!name.text.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::optional<Number> ReadNumber(const Name& name, std::string_view what, Errors& errors) {
  std::string_view digits = name.text;
  char suffix = '\0';
  if (!digits.empty() && IsLower(digits.back())) {
    suffix = digits.back();
    digits.remove_suffix(1);
  }
  const bool plausible =
      !digits.empty() && digits.size() <= 9 && std::ranges::all_of(digits, IsDigit);
  const auto value = plausible ? Parse<int>(digits) : std::nullopt;
  if (value) return Number{*value, suffix};
  AddError(errors, name.where,
           fmt::format("expected a number such as 6, 06 or 6b as {}, found `{}`", what,
                       Printable(name.text)));
  return std::nullopt;
}

std::optional<Date> ReadDate(const Name& name, std::string_view what, Errors& errors) {
  const std::string_view text = name.text;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-' && IsDigit(text[0])) {
    const auto year = Parse<int>(text.substr(0, 4));
    const auto month = Parse<int>(text.substr(5, 2));
    const auto day = Parse<int>(text.substr(8, 2));
    if (year && month && day && *month >= 1 && *month <= 12 && *day >= 1 &&
        *day <= DaysIn(*year, *month)) {
      return Date{*year, *month, *day};
    }
  }
  AddError(
      errors, name.where,
      fmt::format("expected a day written YYYY-MM-DD as {}, found `{}`", what, Printable(text)));
  return std::nullopt;
}

std::string Alternatives(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += fmt::format("`{}`", words[i]);
  }
  return text;
}

Fields::Fields(const YamlNode& node, std::string what, std::vector<std::string_view> known,
               Errors& errors)
    : node_(node), what_(std::move(what)), is_map_(node.IsMap()), errors_(errors) {
  if (!is_map_) {
    AddError(errors, node.where(),
             fmt::format("expected a map as {}, found {}", what_, node.Describe()));
    return;
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    const YamlNode key = node.key(i);
    if (!key.IsScalar()) continue;  // reported as what it is
    if (std::ranges::find(known, key.text()) != known.end()) continue;
    std::string message = fmt::format("unknown key `{}` in {}", Printable(key.text()), what_);
    const std::string hint = DidYouMean(key.text(), known);
    message += hint.empty() ? fmt::format("; expected {}", Alternatives(known)) : hint;
    AddError(errors, key.where(), std::move(message));
  }
}

bool Fields::Has(std::string_view key) const { return node_.Find(key).has_value(); }

std::optional<YamlNode> Fields::Node(std::string_view key) const {
  const std::optional<YamlNode> value = node_.Find(key);
  return value && !value->IsNull() ? value : std::nullopt;
}

std::string Fields::Describe(std::string_view key) const {
  return fmt::format("`{}` of {}", key, what_);
}

void Fields::Error(const Location& where, std::string message) const {
  AddError(errors_, where, std::move(message));
}

bool Fields::Require(std::string_view key) const {
  if (Node(key)) return true;
  if (!is_map_) return false;
  if (const auto present = node_.Find(key)) {
    Error(present->where(), fmt::format("expected a value for {}, found nothing", Describe(key)));
  } else {
    Error(node_.where(), fmt::format("missing key `{}` in {}", key, what_));
  }
  return false;
}

Name Fields::OneName(std::string_view key) const {
  const auto value = Node(key);
  return value ? ReadName(*value, Describe(key), errors_) : Name{};
}

std::vector<Name> Fields::Names(std::string_view key) const {
  const auto value = Node(key);
  return value ? ReadNames(*value, Describe(key), errors_) : std::vector<Name>();
}

std::vector<std::string> Fields::Texts(std::string_view key) const {
  std::vector<std::string> texts;
  for (Name& name : Names(key)) texts.push_back(std::move(name.text));
  return texts;
}

std::optional<long> Fields::Integer(std::string_view key, long low, long high) const {
  const auto value = Node(key);
  if (!value) return std::nullopt;
  const auto number = value->IsScalar() ? Parse<long>(value->text()) : std::nullopt;
  if (number && *number >= low && *number <= high) return number;
  Error(value->where(), fmt::format("expected a whole number from {} to {} as {}, found {}", low,
                                    high, Describe(key), value->Describe()));
  return std::nullopt;
}

std::optional<Date> Fields::Day(std::string_view key) const {
  const auto value = Node(key);
  if (!value) return std::nullopt;
  const Name name = ReadName(*value, Describe(key), errors_);
  return name.text.empty() ? std::nullopt : ReadDate(name, Describe(key), errors_);
}

std::optional<std::size_t> Fields::Choice(std::string_view key,
                                          std::span<const std::string_view> words) const {
  const auto value = Node(key);
  if (!value) return std::nullopt;
  if (value->IsScalar()) {
    const auto found = std::ranges::find(words, value->text());
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  Error(value->where(),
        fmt::format("expected {} as {}, found {}{}", Alternatives(words), Describe(key),
                    value->Describe(),
                    value->IsScalar() ? DidYouMean(value->text(), words) : std::string()));
  return std::nullopt;
}

}  // namespace prereq
