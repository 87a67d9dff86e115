#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"

namespace prereq {

namespace {

std::string RenderVerdict(const std::string& format, const Verdict& verdict,
                          const TextStyle& style) {
  if (format == "json") return RenderVerdictJson(verdict);
  if (format == "sarif") return RenderVerdictSarif(verdict, {});
  if (format == "github") return RenderVerdictGithub(verdict);
  if (format == "gitlab") return RenderVerdictGitlab(verdict);
  if (format == "junit") return RenderVerdictJunit(verdict);
  if (format == "markdown") return RenderVerdictMarkdown(verdict, 0);
  return RenderVerdictText(verdict, style);
}

}  // namespace

bool WriteOut(const std::string& text, const std::string& file) {
  if (file.empty()) {
    const bool written =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (written || errno == EPIPE) return true;
    fmt::print(stderr, "prereq: error: cannot write to stdout: {}\n", std::strerror(errno));
    return false;
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return true;
  fmt::print(stderr, "prereq: error: cannot write `{}`: {}\n", Printable(file),
             std::strerror(errno));
  return false;
}

void SayErrors(const Errors& errors) {
  for (const Error& error : errors) {
    if (error.where.path.empty()) {
      fmt::print(stderr, "prereq: error: {}\n", error.message);
    } else {
      fmt::print(stderr, "{}: error: {}\n", Show(error.where), error.message);
    }
    if (!error.fix.empty()) fmt::print(stderr, "  fix: {}\n", error.fix);
  }
}

void SayNote(std::string_view text) { fmt::print(stderr, "prereq: {}\n", text); }

int Report(const Options& options, const Verdict& verdict, const std::string& subject) {
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const std::string text = RenderVerdict(choice.format, verdict, style);
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
  }
  SayNote(fmt::format("{}: {}", subject, Trim(RenderVerdictSummary(verdict))));
  return verdict.HasErrors() ? kExitFindings : kExitClean;
}

TextStyle StyleFor(const Options& options) {
  if (options.colour == "always") return {true};
  if (options.colour == "never") return {false};
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return {(no_colour == nullptr || *no_colour == '\0') && !dumb && isatty(STDOUT_FILENO) == 1};
}

}  // namespace prereq
