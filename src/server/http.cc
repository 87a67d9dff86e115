// Each connection serves one request: it reads the head, then the body, hands both to the thread
// that answers, writes what comes back and closes. Everything but the answering happens on the
// thread of Run, so nothing here is locked.
#include "server/http.h"

#define BOOST_ASIO_NO_DEPRECATED
#define BOOST_ERROR_CODE_HEADER_ONLY
#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace prereq {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::uint32_t kMostHead = 16U << 10U;
constexpr int kMostConnections = 64;
constexpr std::chrono::milliseconds kForLastAnswer{250};
constexpr std::chrono::milliseconds kAfterFailure{50};
constexpr std::chrono::seconds kLinger{1};  // for a client that still sends what nobody reads
constexpr std::string_view kTokenField = "X-Prereq-Token";

std::chrono::milliseconds Milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, 1e9) * 1000));
}

// One thread that does one thing after another, in the order in which they came.
class Worker {
 public:
  Worker() : thread_([this] { Work(); }) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() {
    if (thread_.joinable()) thread_.join();
  }

  void Do(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_all();
  }

  // What waits is dropped; whether what was begun ended in time.
  bool End(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    ends_ = true;
    tasks_.clear();
    changed_.notify_all();
    return changed_.wait_for(lock, patience, [this] { return ended_; });
  }

 private:
  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return ends_ || !tasks_.empty(); });
      if (ends_) break;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
    ended_ = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool ends_ = false, ended_ = false;
  std::thread thread_;  // the last member: it uses all others
};

std::string Text(beast::string_view text) { return {text.data(), text.size()}; }

HttpHead HeadOf(const http::request_header<>& request) {
  HttpHead head;
  head.method = Text(request.method_string());
  const std::string target = Text(request.target());
  const std::size_t mark = target.find('?');
  head.path = target.substr(0, mark);
  if (mark != std::string::npos) head.query = target.substr(mark + 1);
  const auto field = [&](beast::string_view name) {
    if (request.count(name) > 1) head.has_twins = true;
    return Text(request[name]);
  };
  head.host = field("Host");
  head.origin = field("Origin");
  head.fetch_site = field("Sec-Fetch-Site");
  head.content_type = field("Content-Type");
  head.token = field({kTokenField.data(), kTokenField.size()});
  return head;
}

}  // namespace

struct HttpServer::State {
  asio::io_context io{1};
  Tcp::acceptor acceptor{io};
  asio::signal_set signals{io, SIGINT, SIGTERM, SIGHUP};
  std::shared_ptr<std::atomic<bool>> ends = std::make_shared<std::atomic<bool>>(false);
  int port = 0;
};

namespace {

// What all connections share. They keep it alive: the last of them goes with the io_context.
struct Shared {
  Shared(asio::io_context& of, HttpService how) : io(of), service(std::move(how)) {}

  asio::io_context& io;
  HttpService service;
  Worker worker;
  int connections = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(const std::shared_ptr<Shared>& shared, Tcp::socket socket)
      : shared_(shared), stream_(std::move(socket)), patience_(shared->io) {
    ++shared_->connections;
    parser_.header_limit(kMostHead);
    parser_.body_limit(shared_->service.most_body);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { --shared_->connections; }

  void Start() {
    stream_.expires_after(Milliseconds(shared_->service.read_seconds));
    http::async_read_header(
        stream_, buffer_, parser_,
        [self = shared_from_this()](ErrorCode failed, std::size_t) { self->OnHead(failed); });
  }

 private:
  void OnHead(ErrorCode failed) {
    if (failed) return Fail(failed);
    head_ = HeadOf(parser_.get().base());
    if (std::optional<HttpResponse> refused = shared_->service.refuse(head_)) {
      return Write(std::move(*refused));
    }
    http::async_read(stream_, buffer_, parser_,
                     [self = shared_from_this()](ErrorCode failed_too, std::size_t) {
                       self->OnBody(failed_too);
                     });
  }

  void OnBody(ErrorCode failed) {
    if (failed) return Fail(failed);
    stream_.expires_never();
    if (const double seconds = shared_->service.seconds(head_); seconds > 0) {
      patience_.expires_after(Milliseconds(seconds));
      patience_.async_wait([self = shared_from_this()](ErrorCode cancelled) {
        if (!cancelled) self->Write(self->shared_->service.failure(503));
      });
    }
    shared_->worker.Do(
        [self = shared_from_this(), body = std::move(parser_.get().body())]() mutable {
          if (self->is_over_) return self->GiveBack(self, {});
          self->GiveBack(self, self->shared_->service.answer(self->head_, body));
        });
  }

  // From the worker to the thread of Run, which alone may let go of a connection.
  static void GiveBack(std::shared_ptr<Connection>& self, HttpResponse response) {
    asio::io_context& io = self->shared_->io;
    asio::post(io, [self = std::move(self), response = std::move(response)]() mutable {
      self->Write(std::move(response));
    });
  }

  // A client that goes away, or that is too slow, hears nothing.
  void Fail(ErrorCode failed) {
    if (failed == http::error::body_limit) return Write(shared_->service.failure(413));
    if (failed.category() == http::make_error_code(http::error::bad_method).category() &&
        failed != http::error::end_of_stream && failed != http::error::partial_message) {
      Write(shared_->service.failure(400));
    }
  }

  void Write(HttpResponse response) {
    if (is_over_.exchange(true)) return;
    patience_.cancel();
    response_.version(11);
    response_.result(static_cast<unsigned>(response.status));
    response_.keep_alive(false);
    response_.set(http::field::content_type, response.type);
    response_.set("Content-Security-Policy", response.policy.empty()
                                                 ? "default-src 'none'; frame-ancestors 'none'"
                                                 : response.policy);
    response_.set("X-Content-Type-Options", "nosniff");
    response_.set("X-Frame-Options", "DENY");
    response_.set("Referrer-Policy", "no-referrer");
    response_.set("Cross-Origin-Opener-Policy", "same-origin");
    response_.set("Cross-Origin-Resource-Policy", "same-origin");
    response_.set(http::field::cache_control, "no-store");
    if (response.status == 405) response_.set(http::field::allow, "GET, POST");
    response_.body() = std::move(response.body);
    response_.prepare_payload();
    if (head_.method == "HEAD") response_.body().clear();
    stream_.expires_after(Milliseconds(shared_->service.read_seconds));
    http::async_write(stream_, response_,
                      [self = shared_from_this()](ErrorCode failed, std::size_t) {
                        if (!failed) self->Close();
                      });
  }

  // Bytes that nobody read would make the system reset the connection, and the client would lose
  // the response.
  void Close() {
    ErrorCode ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    Drain();
  }
  void Drain() {
    stream_.async_read_some(asio::buffer(waste_),
                            [self = shared_from_this()](ErrorCode failed, std::size_t) {
                              if (!failed) self->Drain();
                            });
  }

  std::shared_ptr<Shared> shared_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{kMostHead * 4};
  http::request_parser<http::string_body> parser_;
  http::response<http::string_body> response_;
  HttpHead head_;
  asio::steady_timer patience_;
  std::atomic<bool> is_over_ = false;  // a response is on its way
  std::array<char, 4096> waste_{};
};

void Accept(Tcp::acceptor& acceptor, const std::shared_ptr<Shared>& shared) {
  acceptor.async_accept([&acceptor, shared](ErrorCode failed, Tcp::socket socket) {
    if (failed == asio::error::operation_aborted) return;
    // Too many open files, say: it may pass.
    if (failed) std::this_thread::sleep_for(kAfterFailure);
    if (!failed && shared->connections < kMostConnections) {
      std::make_shared<Connection>(shared, std::move(socket))->Start();
    }
    Accept(acceptor, shared);
  });
}

}  // namespace

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::Listen(int port) {
  auto state = std::make_unique<State>();
  const Tcp::endpoint here(asio::ip::address_v4::loopback(), static_cast<unsigned short>(port));
  ErrorCode failed;
  state->acceptor.open(here.protocol(), failed);
  // Without this a port stays unusable for a minute after an earlier server had it.
  if (!failed) state->acceptor.set_option(Tcp::acceptor::reuse_address(true), failed);
  if (!failed) state->acceptor.bind(here, failed);
  if (!failed) state->acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) {
    const bool is_busy = failed == asio::error::address_in_use;
    return Error{is_busy ? Error::Code::kBusy : Error::Code::kUnreadable,
                 "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " +
                     (is_busy ? "another program has that port" : failed.message()),
                 {},
                 ""};
  }
  state->port = state->acceptor.local_endpoint().port();
  return HttpServer(std::move(state));
}

int HttpServer::port() const { return state_->port; }

std::function<bool()> HttpServer::ending() const {
  return [ends = state_->ends] { return ends->load(); };
}

bool HttpServer::Run(HttpService service) {
  const auto shared = std::make_shared<Shared>(state_->io, std::move(service));
  state_->signals.async_wait([this](ErrorCode failed, int) {
    if (failed) return;
    state_->ends->store(true);
    state_->io.stop();
  });
  Accept(state_->acceptor, shared);
  state_->io.run();
  return shared->worker.End(kForLastAnswer);
}

}  // namespace prereq
