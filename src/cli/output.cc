#include "cli/output.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>

#include "app/named_file.h"
#include "app/surroundings.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/end_guards.h"
#include "cli/finding_formats.h"
#include "cli/progress_line.h"
#include "report/error_fix.h"
#include "report/most_severe.h"
#include "report/quoted_source.h"
#include "tree/output_file.h"

namespace prereq {

namespace {

// More is not read on a terminal; a file and the other formats have all.
constexpr std::size_t kMostShown = 1000;
constexpr std::size_t kMostErrors = 100;

bool is_quiet = false;
std::string running;  // the name of the command, for the last resort among fixes

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::vector<FormatChoice> Formats(const Options& options) {
  if (!options.formats.empty()) return options.formats;
  return {{Environment("GITHUB_ACTIONS") == "true" ? "github" : "text", ""}};
}

bool NeedsSurroundings(const Options& options) {
  const std::vector<FormatChoice> formats = Formats(options);
  return std::ranges::any_of(formats, [](const FormatChoice& choice) {
    const FindingFormat* const format = FindFindingFormat(choice.format);
    return format != nullptr && format->needs_surroundings;
  });
}

// What GitHub annotates no more stands whole on the page of the run.
void AddToStepSummary(const Verdict& verdict) {
  constexpr std::size_t kMostBytes = (std::size_t{1} << 20U) - 1024;  // GitHub drops a longer one
  const std::string file(Environment("GITHUB_STEP_SUMMARY"));
  if (file.empty()) return;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  const std::size_t used = ignored ? 0 : static_cast<std::size_t>(size);
  if (used >= kMostBytes) return SayNote("the step summary is full; the log has all findings");
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << RenderVerdictMarkdown(verdict, kMostBytes - used);
  out.close();
  if (!out) SayNote(fmt::format("cannot write the step summary `{}`", Printable(file)));
}

// What a message quotes is printable by now; whatever is not must still not reach the terminal.
std::string Shown(const std::string& message) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(message, '\n')) lines.push_back(Printable(line));
  return Join(lines, "\n");
}

// What the locale of the environment says; its first setting in the order of POSIX counts.
bool ShowsUtf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = Lower(Environment(name));
    if (!locale.empty()) return locale.find("utf") != std::string::npos;
  }
  return false;
}

ErrorPlace PlaceOf(const Error& error) {
  const std::string& path = error.where.path;
  if (path.empty() || path.starts_with('<')) return ErrorPlace::kNone;
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return ErrorPlace::kFolder;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
    return ErrorPlace::kFile;
  }
  const bool can_miss = error.code == Error::Code::kNotFound || error.code == Error::Code::kStale;
  return can_miss ? ErrorPlace::kMissing : ErrorPlace::kNone;
}

// The lines of files as findings name them, from here; each file is read once.
SourceLines LinesOfFiles() {
  struct File {
    std::string text;
    std::vector<std::string_view> lines;
  };
  auto files = std::make_shared<std::map<std::string, File>>();
  return [files](const std::string& path, int line) -> std::optional<std::string> {
    const auto [file, is_new] = files->try_emplace(path);
    if (is_new) {
      const Result<std::string> text = ReadNamed(path);
      if (text) file->second.text = *text;
      file->second.lines = Lines(file->second.text);
    }
    const std::vector<std::string_view>& lines = file->second.lines;
    const auto index = static_cast<std::size_t>(line) - 1;
    if (index >= lines.size()) return std::nullopt;
    return std::string(lines[index]);
  };
}

// An editor for readers who have not chosen one: the first that is there; all take `+LINE`.
std::string_view KnownEditor() {
  constexpr std::array<std::string_view, 5> kEditors = {"vi", "nano", "vim", "emacs", "micro"};
  if (!Environment("EDITOR").empty()) return kEditors.front();
  const std::string_view path = Environment("PATH");
  for (const std::string_view editor : kEditors) {
    for (const std::string_view folder : Split(path, ':')) {
      if (folder.empty()) continue;
      const std::string file = fmt::format("{}/{}", folder, editor);
      if (access(file.c_str(), X_OK) == 0) return editor;
    }
  }
  return {};
}

}  // namespace

void SayLines(const std::string& text) {
  const WithoutProgressLine alone;
  (void)std::fputs(text.c_str(), stderr);
}

std::optional<std::string> AskLine(const std::string& question) {
  const WithoutProgressLine alone;
  SayLines(question);
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  return line;
}

bool WriteOut(const std::string& text, const std::string& file) {
  EndNoMore();
  if (file.empty()) {
    const WithoutProgressLine alone;
    const bool written =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (written || errno == EPIPE) return true;
    SayErrors({{Error::Code::kUnreadable,
                fmt::format("cannot write to stdout: {}", std::strerror(errno)),
                {},
                "df ."}});
    return false;
  }
  const Status written = WriteOutputFile(file, text);
  if (!written) SayErrors({written.error()});
  return static_cast<bool>(written);
}

void SayErrors(const Errors& errors) {
  std::string path;  // whose derived fix was said: one is enough for all errors of a file
  // What an error says itself is meant for those before it, too.
  const auto last = std::find_if(errors.rbegin(), errors.rend(),
                                 [](const Error& error) { return !error.fix.empty(); });
  const auto last_fix = static_cast<std::size_t>(errors.rend() - last);
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const Error& error = errors[i];
    if (i == kMostErrors) {
      SayLines(fmt::format("prereq: {} errors in all; these are the first {}\n", errors.size(), i));
      return;
    }
    if (error.where.path.empty()) {
      SayLines(fmt::format("prereq: error: {}\n", Shown(error.message)));
    } else {
      SayLines(fmt::format("{}: error: {}\n", Show(error.where), Shown(error.message)));
    }
    const bool is_said = error.fix.empty() && !path.empty() && path == error.where.path;
    path = error.fix.empty() ? error.where.path : "";
    if (is_said || (error.fix.empty() && i < last_fix)) continue;
    SayLines(fmt::format("  fix: {}\n",
                         Printable(FixOf(error, PlaceOf(error), running, KnownEditor()))));
  }
}

void SetRunning(std::string_view command) { running = command; }

void SetQuiet(bool quiet) { is_quiet = quiet; }

void SayNote(std::string_view text) {
  if (!is_quiet) SayLines(fmt::format("prereq: {}\n", text));
}

int Report(const Options& options, const Verdict& verdict, const std::string& subject,
           const Surroundings& surroundings) {
  const std::size_t all = verdict.findings.size();
  std::size_t cut = 0;
  for (const FormatChoice& choice : Formats(options)) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const bool is_cut = choice.format == "text" && choice.file.empty() && all > kMostShown;
    if (is_cut) cut = all - kMostShown;
    const FindingFormat* const format = FindFindingFormat(choice.format);
    if (format == nullptr) throw std::logic_error("a finding format without a row");
    // The lines are for eyes: what a pipe gets stays as it is.
    const bool quotes = choice.format == "text" && choice.file.empty() &&
                        isatty(STDOUT_FILENO) == 1 && options.against.empty();
    const std::string text =
        is_cut || quotes ? RenderVerdictText(is_cut ? MostSevere(verdict, kMostShown) : verdict,
                                             style, quotes ? LinesOfFiles() : SourceLines())
                         : format->render(verdict, surroundings, style);
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
    if (choice.format == "github" && choice.file.empty() && ExceedsGithub(verdict)) {
      AddToStepSummary(ForServices(verdict, surroundings));
    }
  }
  if (cut > 0) {
    SayNote(fmt::format("{} more findings are not shown; `--format text=FILE` writes all", cut));
  }
  SayNote(fmt::format("{}: {}", subject, Trim(RenderVerdictSummary(verdict))));
  return verdict.HasErrors() ? kExitFindings : kExitClean;
}

int Report(const Options& options, const Verdict& verdict, const std::string& subject,
           const Input& input) {
  return Report(options, verdict, subject,
                NeedsSurroundings(options) ? SurroundingsOf(input, verdict) : Surroundings());
}

TextStyle StyleFor(const Options& options) {
  const std::string_view terminal = Environment("TERM");
  const bool dumb = terminal.empty() || terminal == "dumb";
  const bool is_terminal = isatty(STDOUT_FILENO) == 1;
  const bool pictures = is_terminal && !dumb && ShowsUtf8();
  if (options.colour == "always") return {true, pictures};
  if (options.colour == "never") return {false, pictures};
  return {Environment("NO_COLOR").empty() && !dumb && is_terminal, pictures};
}

}  // namespace prereq
