// `prereq man`: the manual page, from the table of commands.
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"

namespace prereq {
namespace {

// Text as roff takes it: no line may look like a request, no dash like a hyphen.
std::string Roff(std::string_view text) {
  std::string escaped;
  bool starts_line = true;
  for (const char c : text) {
    if (starts_line && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
    starts_line = c == '\n';
  }
  return escaped;
}

std::string ShownName(const Argument& argument) {
  std::string name = argument.name;
  if (const std::size_t comma = name.find(','); comma != std::string::npos) {
    name.replace(comma, 1, ", ");
  }
  if (argument.is_flag() || argument.is_positional()) return name;
  const std::string value = argument.value.empty() ? "TEXT" : argument.value;
  return argument.bare.empty() ? name + " " + value : fmt::format("{}[={}]", name, value);
}

std::string ArgumentList(const std::vector<Argument>& arguments) {
  std::string text;
  for (const Argument& argument : arguments) {
    text += fmt::format(".TP\n.B {}\n{}", Roff(ShownName(argument)), Roff(argument.help));
    const bool said = argument.help.find(Join(argument.choices, ", ")) != std::string::npos;
    if (!argument.choices.empty() && !said) {
      text += Roff(": " + Join(argument.choices, ", "));
    }
    text += "\n";
  }
  return text;
}

std::string Usage(const Command& command, const Declaration& declaration) {
  std::string usage = fmt::format("prereq {}", command.name);
  for (const Argument& argument : declaration.arguments) {
    if (!argument.is_positional()) continue;
    usage += argument.is_required ? " " + argument.name : " [" + argument.name + "]";
  }
  return usage + " [OPTIONS]";
}

std::string ManualPage() {
  Options unused;
  std::string text = ".\\\" Written by `prereq man`.\n.TH PREREQ 1 \"\" \"prereq " PREREQ_VERSION
                     "\"\n.SH NAME\nprereq \\- validates and plans the order of numbered modules\n"
                     ".SH SYNOPSIS\n.B prereq\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR\n.SH COMMANDS\n";
  std::string_view group;
  for (const Command& command : Commands()) {
    if (GroupTitle(command.group) != group) {
      group = GroupTitle(command.group);
      text += fmt::format(".SS {}\n", group);
    }
    if (command.declare == nullptr) continue;
    const Declaration declaration = command.declare(unused);
    text += fmt::format(".TP\n.B {}\n{}\n.RS\n{}", Roff(Usage(command, declaration)),
                        Roff(command.about), ArgumentList(declaration.arguments));
    text += fmt::format(".PP\n.nf\n{}\n.fi\n.RE\n", Roff(declaration.examples));
  }
  text += ".SH OPTIONS OF EVERY COMMAND\n" + ArgumentList(GlobalArguments(unused));
  text +=
      ".SH EXIT STATUS\n0 clean, 1 findings at error level, 2 could not answer, 3 a bug in "
      "prereq.\n.SH ENVIRONMENT\n.TP\n.B PREREQ_CACHE_DIR\nwhere to remember what reading files "
      "told\n.TP\n.B NO_COLOR\nno colour\n";
  return text;
}

}  // namespace

int RunMan(const Options& /*options*/) {
  return WriteOut(ManualPage(), "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareMan(Options& /*options*/) {
  return {{}, "  prereq man > ~/.local/share/man/man1/prereq.1"};
}

}  // namespace prereq
