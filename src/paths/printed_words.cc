#include "paths/printed_words.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/enclosing_calls.h"
#include "paths/markup_words.h"
#include "paths/use_words.h"
#include "paths/word_neighbours.h"
#include "paths/written_calls.h"

namespace prereq {
namespace {

// Calls, by their last part in lowercase letters, also with `f` or `ln` behind.
constexpr std::string_view kPrintingCalls =
    "print println printf echo cat message warning log info warn debug error puts display markdown "
    "systemexit stop write writeline writeln fprintf eprint panic disp displayln fail fatal skip "
    "todo link description die croak confess carp abort fatalerror preconditionfailure nslog "
    "os_log perror syslog fputs putstr putstrln hputstr hputstrln print_endline print_string "
    "prerr_endline prerr_string failwith invalid_arg usererror trigger_error error_log printfn "
    "eprintfn msgbox alert prn bail anyhow unreachable unimplemented critical exception trace "
    "notice "
    "success inform packagestartupmessage secho exit say dbg debugprint printstyled put_line "
    "revert "
    "reject assertionfailure var_dump page_link switch_page runtime_error logic_error "
    "invalid_argument";
// How names of more of them begin, and what follows in those of logging packages.
constexpr std::string_view kPrintingBegins[] = {
    "cli_alert", "cli_text", "cli_inform", "cli_warn",   "cli_abort",
    "cli_h1",    "cli_h2",   "cli_h3",     "cli_bullet", "cli_progress"};
constexpr std::string_view kLevels =
    "trace debug info information warn warning error critical fatal success message msg line "
    "notice";
// What stands in `Log.d` before the dot, and behind it.
constexpr std::string_view kLogs = "log logger timber", kLevelsOfLog = "v d i w e wtf";
// Names that print in some languages alone.
struct PrintingNames {
  std::string_view kind, calls, heads;
};
constexpr PrintingNames kPrintingNames[] = {
    {"r", "ui_done ui_todo ui_info ui_stop ui_warn ui_oops", ""},
    {"ruby", "p pp", "p pp"},
    {"stata", "note notes title subtitle caption", "note notes label la"},
    {"fortran", "", "write print"},
    {"javascript", "describe it test context suite", ""},
    {"typescript", "describe it test context suite", ""},
};
// Calls that only make a text, or a path, of what they get.
constexpr std::string_view kFormattingCalls =
    "sprintf paste paste0 format glue str_c strcat concat string tostring str repr join gettext "
    "ngettext tr _ c list path purepath file_path basename normalizepath abspath realpath resolve "
    "bold italic underline dim inverse strong em code red green yellow blue cyan magenta gray grey "
    "white black redbright greenbright yellowbright bluebright cyanbright colored colorize styled "
    "style col_red col_green col_yellow col_blue col_cyan";
constexpr std::string_view kPrintingInLatex =
    "href url ref eqref cref autoref pageref nameref label cite citep citet textcite parencite "
    "texttt path hyperref nolinkurl includeonly";

// First words of lines and, before a string, of what they say there; likewise.
constexpr std::string_view kPrintingWords =
    "echo printf print puts println raise write-host write-output write-verbose write-warning "
    "write-error \\echo prompt display di %put moduledoc doc typedoc info warn error debug throw "
    "die abort fatal croak confess carp log say";
// Functions that need no brackets, right before a string.
constexpr std::string_view kPrintingFunctions =
    "putstr putstrln print_endline print_string prerr_endline prerr_string failwith invalid_arg "
    "printfn eprintfn failwithf fail msgbox prn panic say stderr stdout";

// Names of things that hold no path to follow.
constexpr std::string_view kTelling =
    "href url link to description title message error_message summary help visibility";

// `@echo` of Make and batch, `-include` of Make, `@warn` of Julia, in any letters.
std::string PlainWord(std::string_view word) {
  while (word.size() > 1 && (word.front() == '@' || word.front() == '-')) word.remove_prefix(1);
  return Lower(word);
}

// `FileNotFoundException`, `new Error`, `errors.New`.
bool IsException(std::string_view call) {
  if (Lower(LastName(call)) == "new" && call.size() > 4) call.remove_suffix(4);
  const std::string_view name = LastName(call);
  if (name == "errors") return true;
  return !name.empty() && IsUpper(name.front()) &&
         (name.ends_with("Exception") || name.ends_with("Error"));
}

// `LogInformation`, `log_info`, `Log.d`.
bool IsLogging(std::string_view call, std::string_view name) {
  if (name.starts_with("log")) {
    std::string_view level = name.substr(3);
    if (level.starts_with('_')) level.remove_prefix(1);
    if (HasWord(kLevels, level)) return true;
  }
  if (!HasWord(kLevelsOfLog, name) || call.size() < name.size() + 2) return false;
  return HasWord(kLogs, Lower(LastName(call.substr(0, call.size() - name.size() - 1))));
}

const PrintingNames* RowOfPrinting(const FileFormat& format) {
  const auto* row = std::ranges::find(kPrintingNames, format.name, &PrintingNames::kind);
  return row == std::end(kPrintingNames) ? nullptr : row;
}

bool IsPrintingCall(const FileFormat& format, std::string_view call) {
  const std::string name = Lower(LastName(call));
  if (HasWord(kPrintingCalls, name) || IsException(call) || IsLogging(call, name)) return true;
  const auto begins = [&](std::string_view begin) { return name.starts_with(begin); };
  if (std::ranges::any_of(kPrintingBegins, begins)) return true;
  const PrintingNames* row = RowOfPrinting(format);
  if (row != nullptr && HasWord(row->calls, name)) return true;
  for (const std::string_view ending : {"f", "ln"}) {
    if (name.ends_with(ending) &&
        HasWord(kPrintingCalls, std::string_view(name).substr(0, name.size() - ending.size()))) {
      return true;
    }
  }
  return false;
}

// `raise "x"`, `x = putStrLn "x"`, `or die "x"`, `std::cerr << "x"`.
bool IsBehindPrinting(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!word.quoted) return false;
  const std::string_view token = TokenBefore(text, word);
  if (token == "<<") return format.Is("c") || format.Is("cpp");
  const std::string name = PlainWord(LastName(token));
  return HasWord(kPrintingWords, name) || HasWord(kPrintingFunctions, name);
}

// message(sprintf("now %s", "x.R")): a call around those that only make a text prints; `throw`
// before one does.
bool IsPrintedAround(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!word.quoted || word.offset == 0) return false;
  std::size_t at = word.offset - 1;  // its quote
  constexpr int kMostCalls = 4;
  for (int i = 0; i < kMostCalls; ++i) {
    const auto call = CallAround(format, text, at);
    if (!call || call->open < call->whole.size() || !call->has_bracket) return false;
    if (call->type == "throw") return true;
    std::string_view whole = text.substr(call->open - call->whole.size(), call->whole.size());
    whole.remove_prefix(whole.rfind(':') + 1);  // npos + 1 is 0
    if (IsPrintingCall(format, whole)) return true;
    if (!HasWord(kFormattingCalls, call->name) && !whole.ends_with("file.path")) return false;
    at = call->open;
  }
  return false;
}

}  // namespace

bool Prints(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.content == FileContent::kData || IsMarkup(format)) {
    return word.head == "echo" || word.head == "printf";
  }
  const std::string call = Lower(LastName(word.call));
  const bool is_style = format.Is("css") || format.Is("scss");
  if (is_style && call == "url") return Lower(word.head) != "@import";
  if (format.Is("latex") && HasWord(kPrintingInLatex, call)) return true;
  if (call == "format" && (format.Is("lisp") || format.Is("erlang"))) return true;
  if (HasWord(kTelling, Lower(word.assigned))) return true;
  const PrintingNames* row = RowOfPrinting(format);
  const bool is_row =
      row != nullptr && word.previous != '=' && HasWord(row->heads, Lower(word.head));
  const bool prints = is_row || HasWord(kPrintingWords, PlainWord(word.head)) ||
                      IsPrintingCall(format, word.call) || IsBehindPrinting(format, text, word) ||
                      IsPrintedAround(format, text, word);
  return prints && !(word.quoted && IsReadByCall(format, text, word));
}

}  // namespace prereq
