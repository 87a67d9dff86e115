#include "paths/printed_words.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
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
    "eprintfn msgbox alert prn bail anyhow unreachable unimplemented";
constexpr std::string_view kPrintingInLatex =
    "href url ref eqref cref autoref pageref nameref label cite citep citet textcite parencite "
    "texttt path hyperref nolinkurl includeonly";

// First words of lines and, before a string, of what they say there; likewise.
constexpr std::string_view kPrintingWords =
    "echo printf print puts println raise write-host write-output write-verbose write-warning "
    "write-error \\echo prompt display di %put moduledoc doc typedoc info warn error debug throw "
    "die abort fatal croak confess carp log";
// Functions that need no brackets, right before a string.
constexpr std::string_view kPrintingFunctions =
    "putstr putstrln print_endline print_string prerr_endline prerr_string failwith invalid_arg "
    "printfn eprintfn failwithf fail msgbox prn panic";

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

bool IsPrintingCall(std::string_view call) {
  const std::string name = Lower(LastName(call));
  if (HasWord(kPrintingCalls, name) || IsException(call)) return true;
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
  const bool prints = HasWord(kPrintingWords, PlainWord(word.head)) || IsPrintingCall(word.call) ||
                      IsBehindPrinting(format, text, word);
  return prints && !(word.quoted && IsReadByCall(format, text, word));
}

}  // namespace prereq
