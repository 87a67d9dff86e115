#include "server/board_server.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/format.h"
#include "base/text.h"
#include "report/graph_page.h"
#include "report/graph_view.h"

namespace prereq {
namespace {

constexpr std::string_view kJsonType = "application/json";
constexpr std::string_view kHtmlType = "text/html; charset=utf-8";

struct Route {
  std::string_view method, path;
};
constexpr std::array<Route, 6> kRoutes{{{"GET", "/"},
                                        {"GET", "/api/state"},
                                        {"POST", "/api/check"},
                                        {"POST", "/api/suggest"},
                                        {"POST", "/api/plan"},
                                        {"POST", kApplyPath}}};

HttpResponse JsonResponse(int status, const Json& json) {
  return {status, std::string(kJsonType),
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", ""};
}

HttpResponse ErrorResponse(int status, const std::string& message) {
  return JsonResponse(status, Json{{"error", message}});
}

std::string Told(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    if (!text.empty()) text += "\n";
    if (!error.where.path.empty()) text += Show(error.where) + ": ";
    text += Printable(error.message);
    if (!error.fix.empty()) text += "; fix: " + Printable(error.fix);
  }
  return text;
}

// The page may run its own script and ask its own server; nothing else.
std::string PolicyOfPage() {
  return fmt::format(
      "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; connect-src 'self'; "
      "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      Sha256Base64(GraphPageScript()));
}

}  // namespace

std::optional<HttpResponse> BoardServer::Refuse(const HttpHead& head) const {
  if (!access_.Admits(head)) return HttpResponse{403, "text/plain", "", ""};
  bool is_there = false;
  for (const Route& route : kRoutes) {
    if (route.path != head.path) continue;
    is_there = true;
    if (route.method != head.method) continue;
    const std::string_view type = std::string_view(head.content_type);
    if (head.method == "POST" && Lower(Trim(type.substr(0, type.find(';')))) != kJsonType) {
      return ErrorResponse(415, "expected a body of type application/json");
    }
    return std::nullopt;
  }
  return is_there ? Failure(405) : Failure(404);
}

HttpResponse BoardServer::Failure(int status) {
  switch (status) {
    case 404:
      return ErrorResponse(status, "there is nothing of that name");
    case 405:
      return ErrorResponse(status, "expected another method");
    case 413:
      return ErrorResponse(status, "the body is too large");
    case 503:
      return ErrorResponse(status,
                           "the time limit ended this before there was an answer; `prereq serve` "
                           "with a larger --time-limit waits longer");
    default:
      return ErrorResponse(status, "this request cannot be read");
  }
}

HttpResponse BoardServer::Page() {
  if (!is_fresh_) {
    Result<Workspace, Errors> again = read_();
    if (!again) return {500, "text/plain; charset=utf-8", Told(again.error()) + "\n", ""};
    workspace_ = std::move(*again);
  }
  is_fresh_ = false;
  std::vector<GraphView> views;
  for (const LoadedSeries& series : workspace_.series()) {
    views.push_back(ChooseGraph(series.facts, series.graph, {}));
  }
  return {200, std::string(kHtmlType),
          RenderLivePage(views, BoardRoot(workspace_),
                         settings_.apply != nullptr && workspace_.tree() != nullptr),
          PolicyOfPage()};
}

Result<Json, Errors> BoardServer::AnswerOf(const std::string& path,
                                           const BoardRequest& request) const {
  if (path == "/api/check") return BoardCheck(workspace_, request);
  if (path == "/api/suggest") return BoardSuggest(workspace_, request, settings_);
  if (path == kApplyPath) return BoardApply(workspace_, request, settings_);
  return BoardPlan(workspace_, request, settings_);
}

HttpResponse BoardServer::Answer(const HttpHead& head, const std::string& body) {
  if (head.path == "/") return Page();
  if (head.path == "/api/state") return JsonResponse(200, BoardState(workspace_));
  const Result<BoardRequest> request = ReadBoardRequest(body);
  if (!request) return ErrorResponse(400, Told({request.error()}));
  const Result<Json, Errors> answer = AnswerOf(head.path, *request);
  if (answer) return JsonResponse(200, *answer);
  if (head.path == kApplyPath && answer.error().front().code == Error::Code::kUnsupported) {
    const Error& error = answer.error().front();
    return ErrorResponse(409, error.message + "; run\n" + error.fix);
  }
  const bool is_theirs = std::ranges::all_of(answer.error(), [](const Error& error) {
    return error.code == Error::Code::kInvalid || error.code == Error::Code::kNotFound;
  });
  return ErrorResponse(is_theirs ? 400 : 500, Told(answer.error()));
}

}  // namespace prereq
