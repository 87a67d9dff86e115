// `prereq serve`: the board in a browser on this machine.
#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <mutex>

#include "base/format.h"
#include "cli/ask_and_apply.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/interrupt.h"
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

// The page asks for a change: the question of `prereq apply`, to the person at the terminal.
bool AskForPage(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                const Order& order, std::mutex& changing) {
  Planned planned = PlanTarget(options, workspace, series, {order, {}, {}});
  if (!planned.change) return false;
  SayNote("the page asks to apply the order that it shows");
  const Verdict verdict = workspace.Check(series, order);
  if (std::ranges::any_of(verdict.findings, [](const Finding& finding) {
        return finding.severity == Severity::kError && IsAboutOrder(finding.rule);
      })) {
    SayNote("note: this order breaks rules; the page says which");
  }
  // What was typed before the question is not an answer to it.
  ::tcflush(STDIN_FILENO, TCIFLUSH);
  std::cin.clear();
  const int exit = AskAndApply(options, workspace, series, planned, &changing);
  // An interrupt that took the change back is meant for the server too.
  if (exit != kExitClean && InterruptGuard::Requested()) ::kill(::getpid(), SIGINT);
  return exit == kExitClean;
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
  std::mutex changing;  // held while the tree is changed
  if (CanAsk()) {
    settings.apply = [&](const Workspace& tree, const LoadedSeries& series, const Order& order) {
      Options asking = options;
      asking.never_unasked = true;  // a terminal can go away
      return AskForPage(asking, tree, series, order, changing);
    };
  }
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
  service.seconds = [&](const HttpHead& head) {
    return head.path == kApplyPath ? 0 : options.answer_seconds;  // a person may take long
  };
  const bool is_idle = server->Run(std::move(service));
  if (is_idle) return kExitClean;
  // The thread that still makes an answer uses what stands above. It may finish a change, and must
  // not begin one.
  changing.lock();
  ::_exit(kExitClean);
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
          "changes nothing before this terminal was asked; without a terminal, nothing at all."};
}

}  // namespace prereq
