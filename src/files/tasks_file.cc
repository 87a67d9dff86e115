#include "files/tasks_file.h"

#include <limits>

#include "base/digest.h"
#include "base/format.h"
#include "base/json_marks.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/json_parse.h"
#include "files/json_text.h"
#include "files/task_members.h"

namespace prereq {
namespace {

constexpr std::size_t kLargestList = std::size_t{64} << 20U;
constexpr int kVersion = 1;

Error Wrong(const std::string& path, const std::string& expected) {
  return Error{Error::Code::kInvalid, fmt::format("expected {}", expected), {path, 0, 0}, {}};
}

std::optional<int> CountOf(const Json& object, const char* name) {
  if (!object.contains(name) || !object[name].is_number_unsigned()) return std::nullopt;
  const auto number = object[name].get<std::uint64_t>();
  if (number > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) return std::nullopt;
  return static_cast<int>(number);
}

std::optional<bool> FlagOf(const Json& object, const char* name) {
  if (!object.contains(name) || !object[name].is_boolean()) return std::nullopt;
  return object[name].get<bool>();
}

std::optional<std::string> TextOf(const Json& object, const char* name) {
  return object.contains(name) ? BytesOfJson(object[name]) : std::nullopt;
}

std::optional<std::string> DigestOf(const Json& object, const char* name) {
  auto digest = TextOf(object, name);
  return digest && (digest->empty() || IsSha256(*digest)) ? digest : std::nullopt;
}

std::optional<LeftTask> TaskOf(const Json& json) {
  if (!json.is_object() || !json.contains("where") || !json["where"].is_object()) {
    return std::nullopt;
  }
  const auto kind = ParseTaskKind(TextOf(json, "kind").value_or(""));
  const auto text = TextOf(json, "text");
  const auto path = TextOf(json["where"], "path");
  const auto line = CountOf(json["where"], "line");
  const auto column = CountOf(json["where"], "column");
  const auto content = DigestOf(json, "content");
  const auto above = DigestOf(json, "above");
  const auto below = DigestOf(json, "below");
  const auto is_only = FlagOf(json, "only");
  const auto state = ParseTaskState(TextOf(json, "state").value_or(""));
  const auto is_answered = json.contains("answered") ? FlagOf(json, "answered") : false;
  Task task{kind.value_or(TaskKind::kBlock), text.value_or(""), {}};
  if (!ReadTaskMembers(json, task) || !is_answered || !kind || !text || !path ||
      !IsTreePath(*path) || !line || !column || !content || !above || !below || !is_only ||
      !state) {
    return std::nullopt;
  }
  task.where = {*path, *line, *column};
  return LeftTask{std::move(task), *content, *above, *below, *is_only, *state, *is_answered};
}

}  // namespace

std::string WriteTasksJson(const TaskList& list) {
  Json tasks = Json::array();
  for (const LeftTask& left : list.tasks) {
    const Location& where = left.task.where;
    Json task{
        {"kind", TaskKindName(left.task.kind)},
        {"text", BytesJson(left.task.text)},
        {"where",
         Json{{"path", BytesJson(where.path)}, {"line", where.line}, {"column", where.column}}},
        {"state", TaskStateName(left.state)},
        {"content", left.content},
        {"above", left.above},
        {"below", left.below},
        {"only", left.is_only}};
    AddTaskMembers(left.task, task);
    if (left.is_answered) task["answered"] = true;
    tasks.push_back(std::move(task));
  }
  const Json document{
      {"format", "prereq-tasks"}, {"version", kVersion}, {"tasks", std::move(tasks)}};
  return EscapeMarks(document.dump()) + '\n';
}

Result<TaskList> ReadTasksJson(const std::string& path, const std::string& text) {
  if (text.size() > kLargestList) return Wrong(path, "a list of tasks of at most 64 MiB");
  const Result<Json> document = ParseUntrustedJson(path, text, "a list of tasks");
  if (!document) return document.error();
  if (!document->is_object() || TextOf(*document, "format") != "prereq-tasks") {
    return Wrong(path, "`format` to be `prereq-tasks`");
  }
  if (CountOf(*document, "version") != kVersion) {
    Error error = Wrong(path, fmt::format("a list of tasks of version {}", kVersion));
    error.code = Error::Code::kUnsupported;
    return error;
  }
  if (!document->contains("tasks") || !(*document)["tasks"].is_array()) {
    return Wrong(path, "`tasks` to be a list");
  }
  TaskList list;
  for (const Json& json : (*document)["tasks"]) {
    auto left = TaskOf(json);
    if (!left) return Wrong(path, fmt::format("task {} to be whole", list.tasks.size() + 1));
    list.tasks.push_back(*std::move(left));
  }
  return list;
}

}  // namespace prereq
