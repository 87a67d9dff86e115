#include "files/task_members.h"

#include <limits>

#include "base/ascii.h"
#include "base/text.h"
#include "files/json_text.h"
#include "prereq/order.h"

namespace prereq {
namespace {

// `6`, `06b`.
std::optional<Number> NumberIn(const std::string& text) {
  constexpr std::size_t kMostDigits = 9;
  std::size_t end = 0;
  while (end < text.size() && IsDigit(text[end])) ++end;
  const bool has_suffix = end + 1 == text.size() && IsLower(text[end]);
  if (end == 0 || end > kMostDigits || (end != text.size() && !has_suffix)) return std::nullopt;
  return Number{static_cast<int>(ValueOfDigits(text.substr(0, end))),
                has_suffix ? text[end] : '\0'};
}

std::optional<int> LinesOf(const Json& json) {
  if (!json.is_number_unsigned()) return std::nullopt;
  const auto number = json.get<std::uint64_t>();
  if (number > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) return std::nullopt;
  return static_cast<int>(number);
}

std::optional<std::vector<std::string>> TextsOf(const Json& object, const char* name) {
  std::vector<std::string> texts;
  if (!object.contains(name)) return texts;
  if (!object[name].is_array()) return std::nullopt;
  for (const Json& one : object[name]) {
    auto text = BytesOfJson(one);
    if (!text) return std::nullopt;
    texts.push_back(*std::move(text));
  }
  return texts;
}

std::optional<TaskGoal> GoalOf(const Json& task) {
  if (!task.contains("goal")) return TaskGoal();
  const Json& json = task["goal"];
  if (!json.is_object()) return std::nullopt;
  auto any_of = TextsOf(json, "any_of");
  auto in_order = TextsOf(json, "in_order");
  auto lacks = json.contains("lacks") ? BytesOfJson(json["lacks"]) : std::string();
  const auto lines = json.contains("lines") ? LinesOf(json["lines"]) : 1;
  if (!any_of || !in_order || !lacks || !lines) return std::nullopt;
  TaskGoal goal{*std::move(any_of), *std::move(lacks), *std::move(in_order), *lines};
  if (json.contains("first_mentions")) {
    if (!json["first_mentions"].is_boolean()) return std::nullopt;
    goal.first_mentions = json["first_mentions"].get<bool>();
  }
  return goal;
}

Json GoalJson(const TaskGoal& goal) {
  Json json = Json::object();
  const auto add = [&](const char* name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    json[name] = Json::array();
    for (const std::string& text : texts) json[name].push_back(BytesJson(text));
  };
  add("any_of", goal.any_of);
  if (!goal.lacks.empty()) json["lacks"] = BytesJson(goal.lacks);
  add("in_order", goal.in_order);
  if (!goal.in_order.empty()) json["lines"] = goal.lines;
  if (goal.first_mentions) json["first_mentions"] = true;
  return json;
}

}  // namespace

void AddTaskMembers(const Task& task, Json& json) {
  if (task.goal.IsKnown()) json["goal"] = GoalJson(task.goal);
  for (const std::string& slug : task.meant) json["meant"].push_back(BytesJson(slug));
  if (task.number) json["number"] = NumberJson(task.number);
  if (task.earlier) json["earlier"] = BytesJson(*task.earlier);
}

bool ReadTaskMembers(const Json& json, Task& task) {
  auto goal = GoalOf(json);
  auto meant = TextsOf(json, "meant");
  if (!goal || !meant) return false;
  task.goal = *std::move(goal);
  task.meant = *std::move(meant);
  if (json.contains("earlier")) {
    task.earlier = BytesOfJson(json["earlier"]);
    if (!task.earlier) return false;
  }
  if (!json.contains("number")) return true;
  const auto text = BytesOfJson(json["number"]);
  task.number = text ? NumberIn(*text) : std::nullopt;
  return task.number.has_value();
}

}  // namespace prereq
