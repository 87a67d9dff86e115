// Every answer is of the files as they were when the tree was last read. Places of the protocol
// count from 0, columns in UTF-16 units.
#include "cli/lsp_server.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>

#include "app/named_file.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/lsp_source.h"
#include "cli/opened.h"
#include "documents/json_parse.h"
#include "files/json_text.h"
#include "prereq/report.h"
#include "report/markdown_text.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

constexpr std::size_t kLargestMessage = std::size_t{64} << 20U;

// Errors of JSON-RPC.
enum : int { kParseError = -32700, kInvalidRequest = -32600, kNoSuchMethod = -32601 };

// A text of `json` below the keys; empty when there is none.
std::string TextAt(const Json& json, const std::vector<std::string>& keys) {
  const Json* at = &json;
  for (const std::string& key : keys) {
    if (!at->is_object() || !at->contains(key)) return {};
    at = &(*at)[key];
  }
  return at->is_string() ? at->get<std::string>() : std::string();
}

int NumberAt(const Json& json, const std::string& first, const std::string& second) {
  if (!json.is_object() || !json.contains(first)) return 0;
  const Json& inner = json[first];
  if (!inner.is_object() || !inner.contains(second) || !inner[second].is_number_integer()) return 0;
  return inner[second].get<int>();
}

class Server {
 public:
  Server(Options options, std::istream& in, std::ostream& out)
      : options_(std::move(options)), in_(in), out_(out) {}

  int Run() {
    while (const std::optional<std::string> message = Receive()) {
      const Result<Json> json = ParseUntrustedJson("stdin", *message, "a message");
      if (!json || !json->is_object()) {
        Fail(Json(nullptr), kParseError, "expected a JSON object");
        continue;
      }
      if (TextAt(*json, {"method"}) == "exit") return is_shut_down_ ? 0 : 2;
      Handle(*json);
    }
    return 2;
  }

 private:
  // The next message; nothing once the client is gone, or speaks something else.
  std::optional<std::string> Receive() {
    std::size_t length = 0;
    for (std::string line; std::getline(in_, line);) {
      const std::string_view field = Trim(line);
      if (field.empty()) {
        std::string body(length, '\0');
        if (length == 0 || !in_.read(body.data(), static_cast<std::streamsize>(length))) break;
        return body;
      }
      constexpr std::string_view kLength = "content-length:";
      if (!Lower(field).starts_with(kLength)) continue;
      const std::string_view digits = Trim(field.substr(kLength.size()));
      const auto [end, failed] =
          std::from_chars(digits.data(), digits.data() + digits.size(), length);
      if (failed != std::errc() || end != digits.data() + digits.size() ||
          length > kLargestMessage) {
        break;
      }
    }
    return std::nullopt;
  }

  void Send(Json message) {
    Json whole{{"jsonrpc", "2.0"}};
    whole.update(message);
    const std::string body = whole.dump(-1, ' ', false, Json::error_handler_t::replace);
    out_ << "Content-Length: " << body.size() << "\r\n\r\n" << body << std::flush;
  }
  void Reply(const Json& id, Json result) { Send({{"id", id}, {"result", std::move(result)}}); }
  void Fail(const Json& id, int code, const std::string& text) {
    Send({{"id", id}, {"error", Json{{"code", code}, {"message", text}}}});
  }

  void Handle(const Json& message) {
    const std::string method = TextAt(message, {"method"});
    const Json params = message.contains("params") ? message["params"] : Json::object();
    if (!message.contains("id")) return Notice(method, params);
    const Json& id = message["id"];
    if (is_shut_down_) return Fail(id, kInvalidRequest, "the server is shut down");
    if (method == "initialize") return Initialize(id, params);
    if (method == "shutdown") {
      is_shut_down_ = true;
      return Reply(id, nullptr);
    }
    if (method == "textDocument/codeAction") return Reply(id, Actions(params));
    if (method == "textDocument/hover") return Reply(id, Hover(params));
    if (method == "textDocument/definition") return Reply(id, Definition(params));
    Fail(id, kNoSuchMethod, "`" + method + "` is not served");
  }

  void Notice(const std::string& method, const Json& params) {
    NoteText(method, params);
    if (method == "initialized" || method == "textDocument/didOpen" ||
        method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
      Lint();
    }
  }

  // Remembers what the editor shows of a file: the whole text, as `change` asks for.
  void NoteText(const std::string& method, const Json& params) {
    const bool is_opened = method == "textDocument/didOpen";
    const bool is_changed = method == "textDocument/didChange";
    const std::string path = PathOf(TextAt(params, {"textDocument", "uri"}));
    if (path.empty()) return;
    if (method == "textDocument/didClose") {
      shown_.erase(path);
    } else if (is_opened && params["textDocument"].contains("text")) {
      shown_[path] = TextAt(params, {"textDocument", "text"});
    } else if (is_changed) {
      std::optional<std::string>& text = shown_[path];
      text.reset();
      if (!params.contains("contentChanges") || !params["contentChanges"].is_array()) return;
      for (const Json& change : params["contentChanges"]) {
        const bool is_whole =
            change.is_object() && !change.contains("range") && change.contains("text");
        text = is_whole ? std::optional(TextAt(change, {"text"})) : std::nullopt;
      }
    }
  }

  // Whether the editor shows the bytes that were linted, as far as it said.
  bool IsShownAsLinted(const std::string& path) {
    const auto shown = shown_.find(path);
    if (shown == shown_.end()) return true;
    const SourceFile* file = FileAt(path);
    return file != nullptr && shown->second == file->text();
  }

  void Initialize(const Json& id, const Json& params) {
    std::string folder = PathOf(TextAt(params, {"rootUri"}));
    if (params.contains("workspaceFolders") && params["workspaceFolders"].is_array() &&
        !params["workspaceFolders"].empty()) {
      folder = PathOf(TextAt(params["workspaceFolders"][0], {"uri"}));
    }
    if (options_.input.empty()) {
      const auto root = FindRoot(folder.empty() ? "." : folder);
      options_.input = root && *root ? **root : folder;
    }
    Reply(id,
          Json{{"capabilities",
                Json{{"textDocumentSync",
                      Json{{"openClose", true}, {"change", 1}, {"save", Json::object()}}},
                     {"codeActionProvider", Json{{"codeActionKinds", Json::array({"quickfix"})}}},
                     {"hoverProvider", true},
                     {"definitionProvider", true}}},
               {"serverInfo", Json{{"name", "prereq"}, {"version", PREREQ_VERSION}}}});
  }

  std::string Absolute(const std::string& path) const {
    std::error_code ignored;
    return std::filesystem::absolute(JoinPath(root_, path), ignored).lexically_normal().string();
  }

  // Reads the tree and tells what is wrong with it, and which files are right again.
  void Lint() {
    files_.clear();
    findings_.clear();
    std::map<std::string, Json> diagnostics;
    for (const std::string& path : published_) diagnostics.emplace(path, Json::array());
    Result<Workspace, Errors> workspace =
        OpenWorkspace(options_, {.references = true, .list_malformed = true}, true);
    if (workspace) {
      root_ = workspace->root();
      workspace_.emplace(std::move(*workspace));
      Result<LintResult, Errors> linted = workspace_->Lint();
      if (linted) {
        findings_ = std::move(linted->findings);
      } else {
        TellErrors(linted.error(), diagnostics);
      }
    } else {
      workspace_.reset();
      TellErrors(workspace.error(), diagnostics);
    }
    for (Finding& finding : findings_) {
      // The policy's places are as the user named it; all others are from the root.
      const std::string& policy = workspace_->config().path;
      if (finding.where.path == policy) finding.where.path = workspace_->input().policy_file;
      const std::string path = Absolute(finding.where.path);
      diagnostics[path].push_back(DiagnosticOf(finding));
    }
    published_.clear();
    for (auto& [path, list] : diagnostics) {
      if (!list.empty()) published_.insert(path);
      Send({{"method", "textDocument/publishDiagnostics"},
            {"params", Json{{"uri", UriOf(path)}, {"diagnostics", std::move(list)}}}});
    }
  }

  // A policy that cannot be read is wrong at its own places.
  void TellErrors(const Errors& errors, std::map<std::string, Json>& diagnostics) {
    for (const Error& error : errors) {
      if (error.where.path.empty()) {
        Send({{"method", "window/logMessage"},
              {"params", Json{{"type", 2}, {"message", "prereq: " + error.message}}}});
        continue;
      }
      std::error_code ignored;
      const std::string path =
          std::filesystem::absolute(error.where.path, ignored).lexically_normal().string();
      const int line = std::max(error.where.line, 1) - 1;
      const Json place{{"line", line}, {"character", std::max(error.where.column, 1) - 1}};
      diagnostics[path].push_back(Json{{"range", Json{{"start", place}, {"end", place}}},
                                       {"severity", 1},
                                       {"source", "prereq"},
                                       {"message", error.message}});
    }
  }

  const SourceFile* FileAt(const std::string& path) {
    const auto [file, is_new] = files_.try_emplace(path);
    if (is_new) {
      Result<std::string> text = ReadNamed(path);
      if (text) file->second = std::make_unique<SourceFile>(*std::move(text));
    }
    return file->second.get();
  }

  // Where a finding stands; a file or folder as a whole at its first byte.
  Json RangeOf(const Finding& finding) {
    const Json start{{"line", 0}, {"character", 0}};
    const SourceFile* file = FileAt(Absolute(finding.where.path));
    const auto offset = file == nullptr ? std::nullopt : file->OffsetOf(finding.where);
    if (!offset) return Json{{"start", start}, {"end", start}};
    std::size_t end = file->WordEnd(*offset);
    for (const FixEdit& edit : finding.fix.edits) {
      if (edit.path == finding.where.path && edit.span.offset >= *offset) {
        end = std::max(end, edit.span.end());
      }
    }
    return Json{{"start", file->At(*offset)}, {"end", file->At(end)}};
  }

  Json DiagnosticOf(const Finding& finding) {
    std::string message = finding.headline;
    for (const std::string& line : finding.because) message += "\n" + line;
    if (!finding.fix.empty()) message += "\nfix: " + ShowFix(finding.fix);
    Json related = Json::array();
    for (const Evidence& fact : finding.facts) {
      if (fact.where.path.empty()) continue;
      const std::string path = Absolute(fact.where.path);
      const SourceFile* file = FileAt(path);
      const auto offset = file == nullptr ? std::nullopt : file->OffsetOf(fact.where);
      const Json place = offset ? file->At(*offset) : Json{{"line", 0}, {"character", 0}};
      related.push_back(Json{{"location", Json{{"uri", UriOf(path)},
                                               {"range", Json{{"start", place}, {"end", place}}}}},
                             {"message", fact.kind + ": " + fact.text}});
    }
    return Json{{"range", RangeOf(finding)},
                {"severity", finding.severity == Severity::kError ? 1 : 2},
                {"code", RuleName(finding.rule)},
                {"source", "prereq"},
                {"message", std::move(message)},
                {"relatedInformation", std::move(related)}};
  }

  // The fixes of findings that stand in the lines of `params.range`.
  Json Actions(const Json& params) {
    Json actions = Json::array();
    if (!params.contains("range")) return actions;
    const std::string path = PathOf(TextAt(params, {"textDocument", "uri"}));
    const int first = NumberAt(params["range"], "start", "line");
    const int last = NumberAt(params["range"], "end", "line");
    for (const Finding& finding : findings_) {
      const int line = finding.where.line - 1;
      const bool is_here = Absolute(finding.where.path) == path && line >= first && line <= last;
      if (!is_here || finding.fix.edits.empty()) continue;
      // The places of an unsaved text are others.
      const bool is_shown = std::ranges::all_of(finding.fix.edits, [&](const FixEdit& edit) {
        return IsShownAsLinted(Absolute(edit.path));
      });
      if (!is_shown) continue;
      Json changes = Json::object();
      for (const FixEdit& edit : finding.fix.edits) {
        const std::string where = Absolute(edit.path);
        const SourceFile* file = FileAt(where);
        if (file == nullptr) continue;
        changes[UriOf(where)].push_back(Json{{"range", Json{{"start", file->At(edit.span.offset)},
                                                            {"end", file->At(edit.span.end())}}},
                                             {"newText", edit.new_text}});
      }
      const FixEdit& edit = finding.fix.edits.front();
      actions.push_back(
          Json{{"title", fmt::format("write `{}` instead of `{}` ({})", Printable(edit.new_text),
                                     Printable(edit.old_text), FixSafetyName(finding.fix.safety))},
               {"kind", "quickfix"},
               {"isPreferred", finding.fix.safety == FixSafety::kSafe},
               {"diagnostics", Json::array({DiagnosticOf(finding)})},
               {"edit", Json{{"changes", std::move(changes)}}}});
    }
    return actions;
  }

  struct Named {
    const LoadedSeries* series;
    ModuleId module;
  };
  // The module that the place of `params` names.
  std::optional<Named> ModuleAt(const Json& params) {
    if (!workspace_) return std::nullopt;
    const std::string path = PathOf(TextAt(params, {"textDocument", "uri"}));
    const SourceFile* file = FileAt(path);
    if (file == nullptr) return std::nullopt;
    const auto offset = file->OffsetAt(NumberAt(params, "position", "line"),
                                       NumberAt(params, "position", "character"));
    if (!offset) return std::nullopt;
    for (const LoadedSeries& series : workspace_->series()) {
      for (const Reference& reference : series.facts.references) {
        if (!reference.module || *offset < reference.whole.offset ||
            *offset >= reference.whole.end() || Absolute(reference.where.path) != path) {
          continue;
        }
        return Named{&series, *reference.module};
      }
    }
    return DeclaredAt(path, file->LineOf(*offset), file->WordAt(*offset));
  }

  // The module that `word` means on a line where metadata or the policy declares something.
  std::optional<Named> DeclaredAt(const std::string& path, int line,
                                  const std::string& word) const {
    const Input& input = workspace_->input();
    const bool is_policy = path == Absolute(input.policy_file);
    const auto stands_here = [&](const Location& where) {
      if (where.line != line) return false;
      return is_policy ? where.path == input.config.path : Absolute(where.path) == path;
    };
    for (const LoadedSeries& series : workspace_->series()) {
      const auto names = [&](ModuleId id) {
        return id.value >= 0 && series.graph.slug(id) == word;
      };
      for (const Claim& claim : series.graph.claims.listed()) {
        for (const ModuleId id : {claim.before, claim.after, claim.module}) {
          if (!names(id)) continue;
          if (std::ranges::any_of(claim.sources, stands_here, &Source::where)) {
            return Named{&series, id};
          }
        }
      }
    }
    return std::nullopt;
  }

  Json Hover(const Json& params) {
    const auto named = ModuleAt(params);
    if (!named) return nullptr;
    const Facts& facts = named->series->facts;
    const Graph& graph = named->series->graph;
    const auto number = facts.order.number(named->module);
    std::string text = fmt::format(
        "**{}** {}\n", MarkdownText(graph.slug(named->module)),
        number ? fmt::format("is number {}", number->value) : std::string("has no number"));
    for (const PhaseStep& step : graph.claims.steps()) {
      for (const auto* side : {&step.before, &step.after}) {
        if (!std::ranges::binary_search(*side, named->module)) continue;
        text += fmt::format("\n- {}: phase {} comes before phase {} ({})",
                            FactKindName(FactKind::kPolicy), MarkdownText(step.earlier),
                            MarkdownText(step.later), MarkdownCode(Show(step.where)));
      }
    }
    for (const Claim& claim : graph.claims.listed()) {
      const bool is_about = claim.kind == Claim::Kind::kPrecedence
                                ? claim.before == named->module || claim.after == named->module
                                : claim.module == named->module;
      if (!is_about) continue;
      for (const Source& source : claim.sources) {
        text += fmt::format("\n- {}: {} ({})", FactKindName(source.kind), MarkdownText(source.text),
                            MarkdownCode(Show(source.where)));
      }
    }
    return Json{{"contents", Json{{"kind", "markdown"}, {"value", std::move(text)}}}};
  }

  // The page of the module: its README or index, else its first file.
  Json Definition(const Json& params) {
    const auto named = ModuleAt(params);
    if (!named) return nullptr;
    const std::string& path = named->series->facts.module(named->module).path;
    std::string page;
    for (const ScannedFile& file : named->series->facts.files) {
      if (!IsWithin(file.path, path)) continue;
      const std::string name = Lower(BaseName(file.path));
      if (page.empty() || name.starts_with("readme.") || name.starts_with("index."))
        page = file.path;
      if (page == file.path && name.starts_with("readme.")) break;
    }
    if (page.empty()) return nullptr;
    const Json start{{"line", 0}, {"character", 0}};
    return Json{{"uri", UriOf(Absolute(page))}, {"range", Json{{"start", start}, {"end", start}}}};
  }

  Options options_;
  std::istream& in_;
  std::ostream& out_;
  bool is_shut_down_ = false;
  std::string root_;
  std::optional<Workspace> workspace_;
  std::vector<Finding> findings_;                             // paths from the root
  std::map<std::string, std::unique_ptr<SourceFile>> files_;  // by absolute path
  std::set<std::string> published_;                           // files that have diagnostics
  // What the editor shows of open files, by absolute path; nullopt: not known.
  std::map<std::string, std::optional<std::string>> shown_;
};

}  // namespace

int ServeLsp(const Options& options, std::istream& in, std::ostream& out) {
  return Server(options, in, out).Run();
}

}  // namespace prereq
