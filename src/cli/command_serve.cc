// `prereq serve`: the board in a browser on this machine.
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "server/board_server.h"

namespace prereq {
namespace {

// 128 bits that nobody can guess, as hex digits.
Result<std::string> RandomToken() {
  std::array<unsigned char, 16> bytes{};
  for (std::size_t got = 0; got < bytes.size();) {
    const ssize_t more = ::getrandom(bytes.data() + got, bytes.size() - got, 0);
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return Error{Error::Code::kUnreadable, "there are no random numbers", {}, ""};
    got += static_cast<std::size_t>(more);
  }
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

// A bug in one answer must not end the others.
HttpResponse AnswerOrSay(BoardServer& board, const HttpHead& head, const std::string& body) {
  try {
    return board.Answer(head, body);
  } catch (const std::exception& bug) {
    SayLines(fmt::format("prereq: bug: {}\nprereq: nothing was changed; please report this\n",
                         bug.what()));
    return BoardServer::Failure(500);
  }
}

}  // namespace

int RunServe(const Options& options) {
  constexpr double kForTheSearch = 0.8;  // of an answer's time
  Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  Result<HttpServer> server = HttpServer::Listen(options.port);
  if (!server) {
    Error error = server.error();
    error.fix = OnSameInput(options, "prereq serve");
    return SayErrors({error}), kExitNoAnswer;
  }
  const Result<std::string> token = RandomToken();
  if (!token) return SayErrors({token.error()}), kExitNoAnswer;
  const Access access(*token, server->port());
  BoardSettings settings;
  settings.plan_command = OnSameInput(options, "prereq plan");
  settings.suggest_command = OnSameInput(options, "prereq suggest");
  settings.seconds = options.answer_seconds * kForTheSearch;
  settings.interrupted = server->ending();
  BoardServer board(
      *std::move(workspace), [&] { return OpenWorkspace(options, {.references = true}); },
      std::move(settings), access);
  if (!WriteOut(access.Url() + "\n", "")) return kExitNoAnswer;
  SayNote("open this address in a browser; whoever has it may ask. Ctrl-C ends it");

  HttpService service;
  service.refuse = [&](const HttpHead& head) { return board.Refuse(head); };
  service.answer = [&](const HttpHead& head, const std::string& body) {
    return AnswerOrSay(board, head, body);
  };
  service.failure = BoardServer::Failure;
  service.seconds = options.answer_seconds;
  const bool is_idle = server->Run(std::move(service));
  // The thread that still makes an answer uses what stands above.
  if (!is_idle) ::_exit(kExitClean);
  return kExitClean;
}

Declaration DeclareServe(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  Append({{.name = "--port",
           .target = &options.port,
           .help = "the port on 127.0.0.1 (default: any that is free)",
           .value = "N",
           .lowest = 0,
           .highest = 65535},
          {.name = "--time-limit",
           .target = &options.answer_seconds,
           .help = "seconds for each answer (default 60; 0: none)",
           .value = "S"}},
         arguments);
  return {std::move(arguments),
          "  prereq serve                          prints an address; open it in a browser\n"
          "  prereq serve graphs/tinytorch.yaml --port 8080\n"
          "On the page: drag modules, or Alt with an arrow key; see which facts that breaks; keep\n"
          "some and get the cheapest valid order of the others; copy an order, or see its plan.\n"
          "It listens on 127.0.0.1 alone, answers only who has the address with its token, and\n"
          "never writes to the tree."};
}

}  // namespace prereq
