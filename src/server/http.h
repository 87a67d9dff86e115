// HTTP for one person on this machine: a server that listens on 127.0.0.1 and nowhere else.
//
// http.cc is the wall around Boost.Beast; it knows nothing of what is asked.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "prereq/result.h"

namespace prereq {

/// What a browser says before the body. Fields that it does not send are empty.
struct HttpHead {
  std::string method;  // "GET"
  std::string path;    // behind the host, without the query
  std::string query;   // without `?`
  std::string host;
  std::string origin;
  std::string fetch_site;    // Sec-Fetch-Site
  std::string content_type;  // with its parameters
  std::string token;         // X-Prereq-Token
  bool has_twins = false;    // a field that decides about access stands there twice
};

struct HttpResponse {
  int status = 200;
  std::string type;  // Content-Type
  std::string body;
  std::string policy;  // Content-Security-Policy; empty: nothing may be loaded or run
};

/// Who serves and within which limits. All but `answer` are called on the thread of Run,
/// `answer` on one other, one call at a time.
struct HttpService {
  /// Looks at the head alone; a response refuses it before its body is read.
  std::function<std::optional<HttpResponse>(const HttpHead&)> refuse;
  std::function<HttpResponse(const HttpHead&, const std::string& body)> answer;
  /// What is sent in place of an answer that takes too long (503), of one to a body
  /// that is too large (413), and to what is not HTTP (400).
  std::function<HttpResponse(int status)> failure;
  /// For an answer to this, waiting for others included; 0: no limit.
  std::function<double(const HttpHead&)> seconds;
  std::size_t most_body = std::size_t{1} << 20U;
  double read_seconds = 10;  // for a request to arrive
};

class HttpServer {
 public:
  /// Binds 127.0.0.1:`port`; 0: any port that is free. Errors: kBusy when the port is in use,
  /// kUnreadable where the system refuses. From now on SIGINT, SIGTERM and SIGHUP wait for Run.
  static Result<HttpServer> Listen(int port);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  [[nodiscard]] int port() const;
  /// Whether Run was told to end; from any thread.
  [[nodiscard]] std::function<bool()> ending() const;
  /// Serves until SIGINT, SIGTERM or SIGHUP. False when an answer that is still being made does not
  /// stop within a quarter of a second: then the process must end without destructors. Called once.
  [[nodiscard]] bool Run(HttpService service);

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace prereq
