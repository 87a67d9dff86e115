// Each connection serves one request: it reads the head, then the body, hands both to the thread
// that answers, writes what comes back and closes. Everything but the answering happens on the
// thread of Run, so nothing here is locked.
//
// Beast parses and Asio waits. Their message, stream and serializer types would make the program
// larger by a third of a megabyte and are not used.
#include "server/http.h"

#include "base/format.h"

#define BOOST_ASIO_NO_DEPRECATED
#define BOOST_ERROR_CODE_HEADER_ONLY
#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/basic_signal_set.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/basic_parser.hpp>
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
using Clock = std::chrono::steady_clock;
// With the executor named, nothing is made for any executor.
using Executor = asio::io_context::executor_type;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using Signals = asio::basic_signal_set<Executor>;

constexpr std::uint32_t kMostHead = 16U << 10U;
constexpr int kMostConnections = 64;
constexpr std::chrono::milliseconds kForLastAnswer{250};
constexpr std::chrono::milliseconds kAfterFailure{50};
constexpr std::chrono::seconds kLinger{1};  // for a client that still sends what is not read

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

// One request as it comes in.
class RequestParser : public http::basic_parser<true> {
 public:
  HttpHead head;
  std::string body;

 private:
  using Text = beast::string_view;
  static std::string Copy(Text text) { return {text.data(), text.size()}; }

  void on_request_impl(http::verb /*verb*/, Text method, Text target, int /*version*/,
                       ErrorCode& /*failed*/) override {
    head.method = Copy(method);
    const std::string whole = Copy(target);
    const std::size_t mark = whole.find('?');
    head.path = whole.substr(0, mark);
    if (mark != std::string::npos) head.query = whole.substr(mark + 1);
  }
  void on_response_impl(int /*code*/, Text /*reason*/, int /*version*/,
                        ErrorCode& /*failed*/) override {}
  void on_field_impl(http::field /*field*/, Text name, Text value, ErrorCode& /*failed*/) override {
    constexpr std::array<std::pair<const char*, std::string HttpHead::*>, 5> kFields{
        {{"Host", &HttpHead::host},
         {"Origin", &HttpHead::origin},
         {"Sec-Fetch-Site", &HttpHead::fetch_site},
         {"Content-Type", &HttpHead::content_type},
         {"X-Prereq-Token", &HttpHead::token}}};
    if (is_header_done()) return;  // behind a chunked body: too late to say who asks
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      if (!beast::iequals(name, kFields[i].first)) continue;
      head.has_twins = head.has_twins || seen_[i];
      seen_[i] = true;
      head.*kFields[i].second = Copy(value);
    }
  }
  void on_header_impl(ErrorCode& /*failed*/) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/,
                         ErrorCode& /*failed*/) override {}
  std::size_t on_body_impl(Text more, ErrorCode& /*failed*/) override {
    body.append(more.data(), more.size());
    return more.size();
  }
  void on_chunk_header_impl(std::uint64_t /*size*/, Text /*extensions*/,
                            ErrorCode& /*failed*/) override {}
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, Text more, ErrorCode& failed) override {
    return on_body_impl(more, failed);
  }
  void on_finish_impl(ErrorCode& /*failed*/) override {}

  std::array<bool, 5> seen_{};
};

std::string_view ReasonOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Payload Too Large";
    case 415:
      return "Unsupported Media Type";
    case 503:
      return "Service Unavailable";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
  }
}

// The response as it goes out. Its type, policy and status are ours: no byte of them is a name.
std::string Written(const HttpResponse& response, bool with_body) {
  std::string text = fmt::format(
      "HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
      "Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
      "Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\n{}\r\n",
      response.status, ReasonOf(response.status), response.type, response.body.size(),
      response.policy.empty() ? "default-src 'none'; frame-ancestors 'none'" : response.policy,
      response.status == 405 ? "Allow: GET, POST\r\n" : "");
  if (with_body) text += response.body;
  return text;
}

}  // namespace

struct HttpServer::State {
  asio::io_context io{1};
  Acceptor acceptor{io.get_executor()};
  Signals signals{io.get_executor(), SIGINT, SIGTERM, SIGHUP};
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
  Connection(const std::shared_ptr<Shared>& shared, Socket socket)
      : shared_(shared), socket_(std::move(socket)), timer_(shared->io.get_executor()) {
    ++shared_->connections;
    parser_.header_limit(kMostHead);
    parser_.body_limit(shared_->service.most_body);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { --shared_->connections; }

  void Start() {
    CloseAfter(Milliseconds(shared_->service.read_seconds));
    Read();
  }

 private:
  // What happens when the time is over; takes the place of what was set before.
  void After(std::chrono::milliseconds time, void (Connection::*late)()) {
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this(), late, number = ++timers_](ErrorCode cancelled) {
      if (!cancelled && number == self->timers_) (self.get()->*late)();
    });
  }
  void CloseAfter(std::chrono::milliseconds time) { After(time, &Connection::Close); }
  void Close() {
    ErrorCode ignored;
    socket_.close(ignored);
  }
  void TooLate() { Write(shared_->service.failure(503)); }

  // A client that goes away hears nothing.
  void Read() {
    socket_.async_read_some(asio::buffer(chunk_),
                            [self = shared_from_this()](ErrorCode failed, std::size_t count) {
                              if (failed) return self->StopTimer();
                              self->bytes_.append(self->chunk_.data(), count);
                              self->Parse();
                            });
  }

  void Parse() {
    while (!parser_.is_done() || !is_admitted_) {
      ErrorCode failed;
      const std::size_t count = parser_.put(asio::buffer(bytes_), failed);
      bytes_.erase(0, count);
      if (failed == http::error::need_more && bytes_.size() <= kMostHead) return Read();
      if (failed == http::error::body_limit) return Write(shared_->service.failure(413));
      if (failed) return Write(shared_->service.failure(400));
      if (parser_.is_header_done() && !is_admitted_) {
        const std::optional<HttpResponse> refused = shared_->service.refuse(parser_.head);
        if (refused) return Write(*refused);
        is_admitted_ = true;
      }
      if (bytes_.empty() && !parser_.is_done()) return Read();
    }
    Answer();
  }

  void Answer() {
    if (const double seconds = shared_->service.seconds(parser_.head); seconds > 0) {
      After(Milliseconds(seconds), &Connection::TooLate);
    } else {
      StopTimer();
    }
    shared_->worker.Do([self = shared_from_this()]() mutable {
      HttpResponse response;
      if (!self->is_over_) {
        response = self->shared_->service.answer(self->parser_.head, self->parser_.body);
      }
      // The thread of Run alone may let go of a connection.
      asio::io_context& io = self->shared_->io;
      asio::post(
          io, [self = std::move(self), response = std::move(response)] { self->Write(response); });
    });
  }

  void StopTimer() {
    ++timers_;
    timer_.cancel();
  }

  void Write(const HttpResponse& response) {
    if (is_over_.exchange(true)) return;
    out_ = Written(response, parser_.head.method != "HEAD");
    CloseAfter(Milliseconds(shared_->service.read_seconds));
    asio::async_write(socket_, asio::buffer(out_),
                      [self = shared_from_this()](ErrorCode failed, std::size_t) {
                        if (failed) return self->StopTimer();
                        self->Finish();
                      });
  }

  // Bytes left unread would make the system reset the connection, and the client would lose
  // the response.
  void Finish() {
    ErrorCode ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    CloseAfter(kLinger);
    Drain();
  }
  void Drain() {
    socket_.async_read_some(asio::buffer(chunk_),
                            [self = shared_from_this()](ErrorCode failed, std::size_t) {
                              if (failed) return self->StopTimer();
                              self->Drain();
                            });
  }

  std::shared_ptr<Shared> shared_;
  Socket socket_;
  Timer timer_;
  unsigned timers_ = 0;  // counts what it was set to
  RequestParser parser_;
  std::string bytes_;  // that came and are not parsed yet
  std::string out_;
  bool is_admitted_ = false;
  std::atomic<bool> is_over_ = false;  // a response is on its way
  std::array<char, 16384> chunk_{};
};

void Accept(Acceptor& acceptor, const std::shared_ptr<Shared>& shared) {
  acceptor.async_accept([&acceptor, shared](ErrorCode failed, Socket socket) {
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
  if (!failed) state->acceptor.set_option(Acceptor::reuse_address(true), failed);
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
