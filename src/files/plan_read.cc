// Every member is asked for by name and type; the first one that is wrong ends the reading.
#include "files/plan_read.h"

#include <limits>
#include <optional>

#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/json_parse.h"
#include "files/json_text.h"
#include "files/task_members.h"

namespace prereq {
namespace {

constexpr std::size_t kLargestPlan = std::size_t{256} << 20U;

class PlanReader {
 public:
  explicit PlanReader(std::string path) : path_(std::move(path)) {}

  Result<SavedPlan> Read(const std::string& text) {
    if (text.size() > kLargestPlan) return Wrong("a plan of at most 256 MiB");
    Result<Json> parsed = ParseUntrustedJson(path_, text, "a saved plan");
    if (!parsed) return parsed.error();
    Json document = *std::move(parsed);
    if (!document.is_object()) return Wrong("a JSON object");
    if (!document.contains("format") || document["format"] != "prereq-plan") {
      return Wrong("`format` to be `prereq-plan`");
    }
    const Json& version = Member(document, "version");
    if (error_) return *error_;
    if (version != 1 && version != 2) {
      const std::string found = version.dump(-1, ' ', true, Json::error_handler_t::replace);
      Wrong(fmt::format("a plan of version 1 or 2, found version {}", Printable(found)));
      error_->code = Error::Code::kUnsupported;
      error_->fix = "make the plan again with this prereq";
      return *error_;
    }
    SavedPlan plan;
    plan.id = Text(document, "id");
    if (error_) return *error_;
    document.erase("id");
    if (Sha256(document.dump(-1, ' ', false, Json::error_handler_t::replace)) != plan.id) {
      Wrong("`id` to be the digest of the plan; the file was changed");
      error_->fix = "make the plan again";
      return *error_;
    }
    for (const char* list : {"before", "changes"}) (void)Array(document, list);
    for (const Json& module : Array(document, "after")) {
      const bool leaves =
          module.is_object() && module.contains("number") && module["number"].is_null();
      plan.after.emplace_back(Text(module, "slug"),
                              leaves ? std::string() : Text(module, "number"));
    }
    const Json& proof = Member(document, "proof");
    if (proof.is_object()) {
      plan.proof = proof.dump(-1, ' ', false, Json::error_handler_t::replace);
    } else if (!proof.is_null()) {
      Wrong("`proof` to be a proposal or null");
    }
    for (const Json& move : Array(document, "moves")) plan.edits.moves.push_back(ReadMove(move));
    for (const Json& file : Array(document, "edits")) plan.edits.files.push_back(ReadFile(file));
    for (const Json& link : Array(document, "symlinks")) {
      plan.edits.retargets.push_back(
          {TreePath(link, "path"), Text(link, "old"), Text(link, "new")});
    }
    // Version 2 is what creates files; a reader of version 1 would leave them out in silence.
    if (version == 2) {
      for (const Json& creation : Array(document, "creates")) {
        plan.edits.created.push_back({TreePath(creation, "path"), Text(creation, "bytes")});
      }
    } else if (document.contains("creates")) {
      Wrong("a plan of version 2 where `creates` stands");
    }
    for (const Json& task : Array(document, "tasks")) plan.edits.tasks.push_back(ReadTask(task));
    if (document.contains("settled")) {
      for (const Json& task : Array(document, "settled")) plan.settled.push_back(ReadTask(task));
    }
    if (error_) return *error_;
    return plan;
  }

 private:
  Error Wrong(const std::string& expected) {
    if (!error_) {
      error_ =
          Error{Error::Code::kInvalid, fmt::format("expected {}", expected), {path_, 0, 0}, {}};
    }
    return *error_;
  }

  const Json& Member(const Json& object, const char* name) {
    static const Json kNothing;
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || found == object.end()) {
      Wrong(fmt::format("a member `{}`", name));
      return kNothing;
    }
    return *found;
  }

  const Json& Array(const Json& object, const char* name) {
    static const Json kNone = Json::array();
    const Json& member = Member(object, name);
    if (member.is_array()) return member;
    Wrong(fmt::format("`{}` to be a list", name));
    return kNone;
  }

  std::string Text(const Json& object, const char* name) {
    const Json& member = Member(object, name);
    if (auto bytes = BytesOfJson(member)) return *std::move(bytes);
    Wrong(fmt::format("`{}` to be a text", name));
    return {};
  }

  std::string TreePath(const Json& object, const char* name) {
    std::string path = Text(object, name);
    if (!IsTreePath(path)) {
      Wrong(fmt::format("`{}` to be a path inside the root, found `{}`", name, Printable(path)));
    }
    return path;
  }

  template <class T>
  T Count(const Json& object, const char* name) {
    const Json& member = Member(object, name);
    if (!member.is_number_unsigned() ||
        member.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<T>::max()}) {
      Wrong(fmt::format("`{}` to be a number from 0", name));
      return 0;
    }
    return static_cast<T>(member.get<std::uint64_t>());
  }

  PathMove ReadMove(const Json& json) {
    PathMove move{TreePath(json, "from"), TreePath(json, "to"), FileKind::kOther,
                  Count<std::uint64_t>(json, "device"), Count<std::uint64_t>(json, "inode")};
    const std::string kind = Text(json, "kind");
    if (kind == "file") {
      move.kind = FileKind::kRegular;
    } else if (kind == "directory") {
      move.kind = FileKind::kDirectory;
    } else if (kind == "symlink") {
      move.kind = FileKind::kSymlink;
    } else if (kind == "submodule") {
      move.kind = FileKind::kSubmodule;
    } else if (kind != "other") {
      Wrong(fmt::format("`kind` to be file, directory, symlink, submodule or other, found `{}`",
                        Printable(kind)));
    }
    return move;
  }

  FileEdit ReadFile(const Json& json) {
    FileEdit file;
    file.path = TreePath(json, "path");
    file.size = Count<std::uint64_t>(json, "size");
    file.mode = Count<std::uint32_t>(json, "mode");
    file.links = Count<std::uint64_t>(json, "links");
    file.device = Count<std::uint64_t>(json, "device");
    file.inode = Count<std::uint64_t>(json, "inode");
    file.sha256 = Text(json, "sha256");
    if (!IsSha256(file.sha256)) Wrong("`sha256` to be 64 lower-case hex digits");
    std::size_t done = 0;
    for (const Json& span : Array(json, "spans")) {
      SpanEdit edit{{Count<std::size_t>(span, "offset"), Count<std::size_t>(span, "length")},
                    Text(span, "new")};
      if (!SetCause(edit, Text(span, "rule"))) Wrong("`rule` to be one of plan.schema.json");
      if (edit.span.offset < done || edit.span.offset > file.size ||
          edit.span.length > file.size - edit.span.offset) {
        Wrong(fmt::format("the spans of `{}` to be sorted, disjoint and inside the file",
                          Printable(file.path)));
        break;
      }
      done = edit.span.end();
      file.spans.push_back(std::move(edit));
    }
    return file;
  }

  Task ReadTask(const Json& json) {
    const Json& where = Member(json, "where");
    const std::optional<TaskKind> kind = ParseTaskKind(Text(json, "kind"));
    if (!kind) Wrong("`kind` to be a kind of task");
    Task task{kind.value_or(TaskKind::kBlock),
              Text(json, "text"),
              {Text(where, "path"), Count<int>(where, "line"), Count<int>(where, "column")}};
    if (!ReadTaskMembers(json, task))
      Wrong("`goal`, `meant`, `number` and `earlier` of a task to be whole");
    return task;
  }

  std::string path_;
  std::optional<Error> error_;  // the first one
};

}  // namespace

Result<SavedPlan> ReadPlanJson(const std::string& path, const std::string& text) {
  return PlanReader(path).Read(text);
}

bool CallsItselfPlan(const std::string& text) {
  const Result<Json> document = ParseUntrustedJson("", text, "a plan");
  if (!document || !document->is_object()) return false;
  const auto format = document->find("format");
  return format != document->end() && *format == "prereq-plan";
}

}  // namespace prereq
