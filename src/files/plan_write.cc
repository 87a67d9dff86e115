// Members are added in one fixed order, which is what makes the text canonical.
#include "files/plan_write.h"

#include "base/digest.h"
#include "base/file_kind.h"
#include "base/format.h"
#include "base/json_marks.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/json.h"

namespace prereq {
namespace {

bool IsUtf8(const std::string& text) {
  const Json probe = text;
  try {
    (void)probe.dump();
  } catch (const Json::type_error&) {
    return false;
  }
  return true;
}

Json Bytes(const std::string& text) {
  if (IsUtf8(text)) return text;
  std::string hex;
  for (const char c : text) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return Json{{"hex", hex}};
}

Json NumberJson(const std::optional<Number>& number) {
  return number ? Json(ShowNumber(*number)) : Json(nullptr);
}

Json Place(const Location& where) {
  return Json{{"path", Bytes(where.path)}, {"line", where.line}, {"column", where.column}};
}

Json OrderJson(const Facts& facts, const Order& order) {
  Json modules = Json::array();
  for (const ModuleId id : order.Sequence()) {
    modules.push_back(
        Json{{"slug", Bytes(facts.module(id).slug)}, {"number", NumberJson(order.number(id))}});
  }
  return modules;
}

Json ChangesJson(const Facts& facts, const Plan& plan) {
  Json changes = Json::array();
  for (const ModuleChange& change : plan.changes) {
    changes.push_back(Json{{"module", Bytes(facts.module(change.module).slug)},
                           {"before", NumberJson(change.before)},
                           {"after", NumberJson(change.after)},
                           {"reason", Bytes(change.reason)}});
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
                           {"new", Bytes(edit.new_text)},
                           {"rule", edit.rule}});
    }
    files.push_back(Json{{"path", Bytes(file.path)},
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

}  // namespace

std::string RenderPlanJson(const Facts& facts, const Plan& plan, const EditSet& edits,
                           const std::string& proof) {
  Json moves = Json::array();
  for (const PathMove& move : edits.moves) {
    moves.push_back(Json{{"from", Bytes(move.from)},
                         {"to", Bytes(move.to)},
                         {"kind", FileKindName(move.kind)},
                         {"device", move.device},
                         {"inode", move.inode}});
  }
  Json links = Json::array();
  for (const Retarget& link : edits.retargets) {
    links.push_back(Json{{"path", Bytes(link.path)},
                         {"old", Bytes(link.old_target)},
                         {"new", Bytes(link.new_target)}});
  }
  Json tasks = Json::array();
  for (const std::vector<Task>* some : {&plan.tasks, &edits.tasks}) {
    for (const Task& task : *some) {
      tasks.push_back(Json{{"kind", TaskKindName(task.kind)},
                           {"text", Bytes(task.text)},
                           {"where", Place(task.where)}});
    }
  }
  Json document{{"format", "prereq-plan"},
                {"version", 1},
                {"before", OrderJson(facts, plan.before)},
                {"after", OrderJson(facts, plan.after)},
                {"changes", ChangesJson(facts, plan)},
                {"proof", proof.empty() ? Json(nullptr) : Json::parse(proof)},
                {"moves", std::move(moves)},
                {"edits", EditsJson(edits)},
                {"symlinks", std::move(links)},
                {"tasks", std::move(tasks)}};
  document["id"] = Sha256(document.dump());
  return EscapeMarks(document.dump()) + "\n";
}

}  // namespace prereq
