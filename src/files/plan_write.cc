// Members are added in one fixed order, which is what makes the text canonical.
#include "files/plan_write.h"

#include "base/digest.h"
#include "base/file_kind.h"
#include "base/format.h"
#include "base/json_marks.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/json.h"
#include "files/json_text.h"
#include "files/task_members.h"

namespace prereq {
namespace {

Json Place(const Location& where) {
  return Json{{"path", BytesJson(where.path)}, {"line", where.line}, {"column", where.column}};
}

Json OrderJson(const Facts& facts, const Order& order) {
  Json modules = Json::array();
  for (const ModuleId id : order.Sequence()) {
    modules.push_back(
        Json{{"slug", BytesJson(facts.module(id).slug)}, {"number", NumberJson(order.number(id))}});
  }
  return modules;
}

Json ChangesJson(const Facts& facts, const Plan& plan) {
  Json changes = Json::array();
  for (const ModuleChange& change : plan.changes) {
    changes.push_back(Json{{"module", BytesJson(facts.module(change.module).slug)},
                           {"before", NumberJson(change.before)},
                           {"after", NumberJson(change.after)},
                           {"reason", BytesJson(change.reason)}});
  }
  return changes;
}

Json EditsJson(const EditSet& edits) {
  Json files = Json::array();
  for (const FileEdit& file : edits.files) {
    Json spans = Json::array();
    for (const SpanEdit& edit : file.spans) {
      spans.push_back(Json{{"offset", edit.span.offset},
                           {"length", edit.span.length},
                           {"new", BytesJson(edit.new_text)},
                           {"rule", CauseName(edit)}});
    }
    files.push_back(Json{{"path", BytesJson(file.path)},
                         {"size", file.size},
                         {"mode", file.mode},
                         {"links", file.links},
                         {"device", file.device},
                         {"inode", file.inode},
                         {"sha256", file.sha256},
                         {"spans", std::move(spans)}});
  }
  return files;
}

Json TasksJson(const std::vector<Task>& tasks) {
  Json list = Json::array();
  for (const Task& task : tasks) {
    Json json{{"kind", TaskKindName(task.kind)},
              {"text", BytesJson(task.text)},
              {"where", Place(task.where)}};
    AddTaskMembers(task, json);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string RenderPlanJson(const Facts& facts, const Plan& plan, const EditSet& edits,
                           const std::string& proof) {
  Json moves = Json::array();
  for (const PathMove& move : edits.moves) {
    moves.push_back(Json{{"from", BytesJson(move.from)},
                         {"to", BytesJson(move.to)},
                         {"kind", FileKindName(move.kind)},
                         {"device", move.device},
                         {"inode", move.inode}});
  }
  Json links = Json::array();
  for (const Retarget& link : edits.retargets) {
    links.push_back(Json{{"path", BytesJson(link.path)},
                         {"old", BytesJson(link.old_target)},
                         {"new", BytesJson(link.new_target)}});
  }
  Json creates = Json::array();
  for (const Creation& creation : edits.created) {
    creates.push_back(
        Json{{"path", BytesJson(creation.path)}, {"bytes", BytesJson(creation.bytes)}});
  }
  Json tasks = TasksJson(plan.tasks);
  for (Json& task : TasksJson(edits.tasks)) tasks.push_back(std::move(task));
  Json document{{"format", "prereq-plan"},
                {"version", creates.empty() ? 1 : 2},
                {"before", OrderJson(facts, plan.before)},
                {"after", OrderJson(facts, plan.after)},
                {"changes", ChangesJson(facts, plan)},
                {"proof", proof.empty() ? Json(nullptr) : Json::parse(proof)},
                {"moves", std::move(moves)},
                {"edits", EditsJson(edits)},
                {"symlinks", std::move(links)},
                {"tasks", std::move(tasks)}};
  if (!creates.empty()) document["creates"] = std::move(creates);
  if (!plan.settled.empty()) document["settled"] = TasksJson(plan.settled);
  document["id"] = Sha256(document.dump());
  return EscapeMarks(document.dump()) + "\n";
}

}  // namespace prereq
