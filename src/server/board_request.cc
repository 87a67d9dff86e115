#include "server/board_request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/format.h"
#include "base/text.h"
#include "documents/json_parse.h"

namespace prereq {
namespace {

constexpr std::string_view kRequestName = "the request";
constexpr std::array<std::pair<std::string_view, Objective>, 3> kObjectiveNames{
    {{"renames", Objective::kRenames},
     {"edits", Objective::kEdits},
     {"displacement", Objective::kDisplacement}}};

Error NotExpected(std::string_view key, std::string_view expected) {
  return {Error::Code::kInvalid,
          fmt::format("`{}` of the request: expected {}", Printable(key), expected),
          {},
          ""};
}

// A line of an order and nothing but that: control bytes could end it.
bool IsOneWord(const Json& json) {
  if (!json.is_string()) return false;
  const auto& text = json.get_ref<const std::string&>();
  return !Trim(text).empty() && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::optional<std::vector<std::string>> WordsOf(const Json& json) {
  if (!json.is_array() || !std::ranges::all_of(json, IsOneWord)) return std::nullopt;
  return json.get<std::vector<std::string>>();
}

// What is wrong with the value of `key`, else it is taken over.
std::optional<Error> ReadMember(const std::string& key, const Json& value, BoardRequest& request) {
  if (key == "series") {
    if (!value.is_string()) return NotExpected(key, "a text");
    request.series = value.get<std::string>();
  } else if (key == "order" || key == "keep") {
    std::optional<std::vector<std::string>> words = WordsOf(value);
    if (!words) return NotExpected(key, "a list of modules, each on one line");
    (key == "order" ? request.order : request.keep) = std::move(*words);
  } else if (key == "minimize") {
    const auto* const named = std::ranges::find_if(
        kObjectiveNames, [&](const auto& row) { return value.is_string() && value == row.first; });
    if (named == kObjectiveNames.end()) {
      return NotExpected(key, "renames, edits or displacement");
    }
    request.minimize = named->second;
  } else {
    return Error{Error::Code::kInvalid,
                 fmt::format("the request has an unknown key `{}`", Printable(key)),
                 {},
                 ""};
  }
  return std::nullopt;
}

}  // namespace

Result<BoardRequest> ReadBoardRequest(const std::string& text) {
  const Result<Json> json = ParseUntrustedJson(std::string(kRequestName), text, "a JSON object");
  if (!json) return json.error();
  if (!json->is_object()) {
    return Error{Error::Code::kInvalid, "expected a JSON object", {}, ""};
  }
  BoardRequest request;
  for (const auto& [key, value] : json->items()) {
    if (std::optional<Error> wrong = ReadMember(key, value, request)) return *std::move(wrong);
  }
  return request;
}

std::string WriteBoardRequest(const BoardRequest& request) {
  const auto* const named = std::ranges::find_if(
      kObjectiveNames, [&](const auto& row) { return row.second == request.minimize; });
  return Json{{"series", request.series},
              {"order", request.order},
              {"keep", request.keep},
              {"minimize", std::string(named->first)}}
      .dump();
}

}  // namespace prereq
