// The board over HTTP: which path asks what.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/access.h"
#include "server/board_answers.h"
#include "server/http.h"

namespace prereq {

/// Where a change is asked for: a person answers, not the planner.
inline constexpr std::string_view kApplyPath = "/api/apply";

/// Answers one request after another. GET / is the page, which reads the tree again; GET /api/state
/// and POST /api/check, /api/suggest, /api/plan and /api/apply are JSON. An answer that cannot be
/// given is JSON with `error`: 400 for what was asked, 409 where there is no person to ask, 500 for
/// a tree that cannot be read.
class BoardServer {
 public:
  using ReadTree = std::function<Result<Workspace, Errors>()>;

  /// `first` is what `read` gave already.
  BoardServer(Workspace first, ReadTree read, BoardSettings settings, Access access)
      : workspace_(std::move(first)),
        read_(std::move(read)),
        settings_(std::move(settings)),
        access_(std::move(access)) {}

  /// 403 without a word for a client that may not ask; 404 and 405 for what there is not.
  /// Thread-safe.
  [[nodiscard]] std::optional<HttpResponse> Refuse(const HttpHead& head) const;
  HttpResponse Answer(const HttpHead& head, const std::string& body);
  /// An error by its status.
  static HttpResponse Failure(int status);

 private:
  HttpResponse Page();
  [[nodiscard]] Result<Json, Errors> AnswerOf(const std::string& path,
                                              const BoardRequest& request) const;

  Workspace workspace_;
  bool is_fresh_ = true;  // no answer has come from `workspace_` yet
  ReadTree read_;
  BoardSettings settings_;
  Access access_;
};

}  // namespace prereq
