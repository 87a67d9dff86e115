#include "policy/add_rule.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/format.h"
#include "base/json_marks.h"
#include "base/text.h"
#include "documents/json.h"

namespace prereq {
namespace {

constexpr std::string_view kKey = "constraints:";

Error No(const std::string& path, std::string message, std::string fix = {}) {
  return {Error::Code::kInvalid, std::move(message), {path, 0, 0}, std::move(fix)};
}

// A double-quoted scalar.
std::string Quoted(const std::string& text) {
  return EscapeMarks(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

// A rule as YAML: plain where that reads as the text that it is.
std::string Scalar(const std::string& rule) {
  const bool plain = std::ranges::all_of(rule, [](char c) {
    return IsAlphanumeric(c) || c == ' ' || c == '_' || c == '-' || c == '.';
  });
  return plain ? rule : Quoted(rule);
}

std::string Flow(const std::string& rule, const std::string& because) {
  const std::string quoted = Quoted(rule);
  return because.empty() ? quoted
                         : fmt::format("{{rule: {}, because: {}}}", quoted, Quoted(because));
}

std::string Block(const std::string& indent, const std::string& rule, const std::string& because) {
  if (because.empty()) return fmt::format("{}- {}\n", indent, Scalar(rule));
  return fmt::format("{0}- rule: {1}\n{0}  because: {2}\n", indent, Scalar(rule), Quoted(because));
}

std::optional<Insertion> PlaceFor(const std::string& text, const std::string& rule,
                                  const std::string& because) {
  const KeyPlace key = FindTopKey(text, kKey);
  const auto open_end = [&](std::size_t end) { return end > 0 && text[end - 1] != '\n'; };
  if (key.kind == KeyPlace::Kind::kAbsent) {
    return Insertion{text.size(), fmt::format("{}\n{}\n{}", open_end(text.size()) ? "\n" : "", kKey,
                                              Block("  ", rule, because))};
  }
  if (key.kind == KeyPlace::Kind::kBlock) {
    const ListEnd end = EndOfBlockList(text, key.behind);
    return Insertion{end.offset,
                     (open_end(end.offset) ? "\n" : "") + Block(end.indent, rule, because)};
  }
  const std::size_t line_end = std::min(text.find('\n', key.behind), text.size());
  const std::size_t open = text.find('[', key.behind);
  const std::size_t close = text.rfind(']', line_end);
  if (open > line_end || close == std::string::npos || close < open) return std::nullopt;
  if (!Trim(std::string_view(text).substr(key.behind, open - key.behind)).empty()) {
    return std::nullopt;
  }
  const bool is_empty = Trim(std::string_view(text).substr(open + 1, close - open - 1)).empty();
  return Insertion{close, (is_empty ? "" : ", ") + Flow(rule, because)};
}

}  // namespace

Result<Insertion> AddRule(const std::string& path, const std::string& text, const std::string& rule,
                          const std::string& because) {
  const Result<Config, Errors> before = ParseConfig(path, text);
  if (!before) return before.error().front();
  const auto same = [&](const Rule& one) { return one.text == rule; };
  if (std::ranges::any_of(before->rules, same)) {
    return No(path, fmt::format("the policy says `{}` already", Printable(rule)));
  }
  std::optional<Insertion> place = PlaceFor(text, rule, because);
  if (place) {
    place->text = WithLineEndsOf(text, place->text);
    std::string with = text;
    with.insert(place->offset, place->text);
    const Result<Config, Errors> after = ParseConfig(path, with);
    if (after && after->rules.size() == before->rules.size() + 1 && same(after->rules.back())) {
      return *place;
    }
  }
  return No(path, "found no place for a constraint in this policy",
            fmt::format("add to `constraints:` by hand: {}", Flow(rule, because)));
}

}  // namespace prereq
