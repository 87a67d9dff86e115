// `prereq completion`: scripts for shells, and the words that these ask for.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/verdict.h"

namespace prereq {
namespace {

const std::vector<std::string> kSubjects = {"bash", "zsh", "fish", "modules", "rules", "series"};

std::vector<std::string> NamesOf(const Argument& argument) {
  std::vector<std::string> names;
  if (argument.is_positional()) return names;
  for (const std::string_view name : Split(argument.name, ',')) names.emplace_back(name);
  return names;
}

// What a shell runs, or lists, for a value: an empty text stands for file names.
std::string WordsFor(const Argument& argument) {
  if (!argument.choices.empty()) return Join(argument.choices, " ");
  switch (argument.completes) {
    case Completes::kModule:
      return "$(prereq completion modules 2>/dev/null)";
    case Completes::kRule:
      return "$(prereq completion rules 2>/dev/null)";
    case Completes::kSeries:
      return "$(prereq completion series 2>/dev/null)";
    default:
      return "";
  }
}

// The words behind `prereq NAME`: what to offer for a value, and else.
struct CommandWords {
  std::string name;
  std::vector<std::string> options;
  std::vector<std::pair<std::string, std::string>> values;  // option → words
  std::string positional;                                   // words; empty: files
};

CommandWords WordsOf(const std::string& name, const std::vector<Argument>& arguments) {
  CommandWords words;
  words.name = name;
  for (const Argument& argument : arguments) {
    for (const std::string& option : NamesOf(argument)) {
      words.options.push_back(option);
      if (!argument.is_flag()) words.values.emplace_back(option, WordsFor(argument));
    }
    if (argument.is_positional() && words.positional.empty()) {
      words.positional = WordsFor(argument);
    }
  }
  return words;
}

// One of each first word; `baseline` offers its parts.
std::vector<CommandWords> AllWords(Options& unused) {
  std::vector<CommandWords> all;
  for (const Command& command : Commands()) {
    const std::string name(command.name);
    const std::size_t blank = name.find(' ');
    const std::vector<Argument> arguments =
        command.declare == nullptr ? std::vector<Argument>() : command.declare(unused).arguments;
    CommandWords words = WordsOf(name.substr(0, blank), arguments);
    if (blank == std::string::npos) {
      all.push_back(std::move(words));
      continue;
    }
    CommandWords& parent = all.back();
    parent.positional += (parent.positional.empty() ? "" : " ") + name.substr(blank + 1);
    for (const std::string& option : words.options) {
      if (std::ranges::find(parent.options, option) == parent.options.end()) {
        parent.options.push_back(option);
      }
    }
    std::ranges::move(words.values, std::back_inserter(parent.values));
  }
  CommandWords* const help = &*std::ranges::find(all, "help", &CommandWords::name);
  for (const CommandWords& words : all) {
    help->positional += (help->positional.empty() ? "" : " ") + words.name;
  }
  return all;
}

// "-C|--directory|--color": what stands before a word of its own, and is no command.
std::string WithValue(const CommandWords& global, std::string_view between) {
  std::vector<std::string> names;
  for (const auto& [option, values] : global.values) names.push_back(option);
  return Join(names, between);
}

// `--color al` and, where the shell takes `=` for a word, `--color=al`.
std::string CasesOf(const CommandWords& words, std::string_view indent) {
  std::string text;
  for (const auto& [option, values] : words.values) {
    text += fmt::format("{}{}) flags='' offered=\"{}\";;\n", indent, option, values);
  }
  return text;
}

// The names of its variables are none that zsh keeps for itself, as `words` and `options` are.
std::string BashScript() {
  Options unused;
  const std::vector<CommandWords> all = AllWords(unused);
  const CommandWords global = WordsOf("", GlobalArguments(unused));
  std::vector<std::string> names;
  for (const CommandWords& words : all) names.push_back(words.name);
  std::string text = fmt::format(
      "# bash completion for prereq; written by `prereq completion bash`.\n"
      "_prereq() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local chosen='' offered='' flags='' word before=''\n"
      "  if [ \"$current\" = = ]; then current=''\n"
      "  elif [ \"$previous\" = = ]; then previous=${{COMP_WORDS[COMP_CWORD-2]}}; fi\n"
      "  for word in \"${{COMP_WORDS[@]:1:$((COMP_CWORD-1))}}\"; do\n"
      "    [ \"$word\" = = ] && continue\n"
      "    case $before in {}) before=''; continue;; esac\n"
      "    before=$word\n"
      "    case $word in -*) ;; *) case ' {} ' in *\" $word \"*) chosen=$word; break;; esac;; "
      "esac\n"
      "  done\n"
      "  flags='{} --help --version'\n"
      "  case $chosen in\n",
      WithValue(global, "|"), Join(names, " "), Join(global.options, " "));
  text += fmt::format("  '') offered='{}';;\n", Join(names, " "));
  for (const CommandWords& words : all) {
    text += fmt::format("  {}) flags=\"$flags {}\"\n", words.name, Join(words.options, " "));
    text += fmt::format("    case $previous in\n{}    *) offered=\"{}\";;\n    esac;;\n",
                        CasesOf(words, "    "), words.positional);
  }
  return text + "  esac\n  case $previous in\n" + CasesOf(global, "  ") +
         "  esac\n"
         "  case $current in -*) offered=$flags;; esac\n"
         "  if [ -n \"$offered\" ]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$offered\" -- \"$current\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _prereq prereq\n";
}

// zsh takes bash's completion; what bash calls mapfile it has not. Where zsh reads the script as
// the function that completes, the first word is asked for while it is read.
std::string ZshScript() {
  std::string script = BashScript();
  std::string text =
      "#compdef prereq\n# zsh completion for prereq; written by `prereq completion "
      "zsh`.\nautoload -U +X bashcompinit && bashcompinit\n";
  constexpr std::string_view kMapfile = "mapfile -t COMPREPLY < <(";
  for (std::size_t at = script.find(kMapfile); at != std::string::npos;
       at = script.find(kMapfile, at)) {
    script.replace(at, kMapfile.size(), "COMPREPLY=( $(");
    script.insert(script.find('\n', at), " )");
  }
  return text + script.substr(script.find('\n') + 1) +
         "[ \"${funcstack[1]}\" = _prereq ] && _bash_complete -o filenames -F _prereq\n";
}

// A text between single quotes of fish.
std::string FishQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string FishOption(const std::string& condition, const Argument& argument) {
  std::string line = "complete -c prereq" + condition;
  for (const std::string& name : NamesOf(argument)) {
    const bool is_long = name.starts_with("--");
    line += fmt::format(" -{} {}", is_long ? 'l' : 's', name.substr(is_long ? 2 : 1));
  }
  if (!argument.is_flag()) {
    std::string words = WordsFor(argument);
    if (words.starts_with('$')) words = words.substr(1, words.find(" 2>") - 1) + ")";
    line += words.empty() ? " -r" : " -x -a " + FishQuoted(words);
  }
  return line + " -d " + FishQuoted(argument.help) + "\n";
}

std::string FishScript() {
  Options unused;
  std::string text = fmt::format(
      "# fish completion for prereq; written by `prereq completion fish`.\n"
      "function __prereq_command\n"
      "    set -l before ''\n"
      "    for word in (commandline -opc)[2..-1]\n"
      "        switch $before\n"
      "            case {}\n"
      "                set before ''\n"
      "                continue\n"
      "        end\n"
      "        set before $word\n"
      "        string match -q -- '-*' $word; or begin; echo $word; return; end\n"
      "    end\n"
      "    return 1\n"
      "end\n"
      "function __prereq_is\n"
      "    set -l command (__prereq_command)\n"
      "    test \"$command\" = $argv[1]\n"
      "end\n"
      "complete -c prereq -n 'not __prereq_command >/dev/null' -f\n",
      WithValue(WordsOf("", GlobalArguments(unused)), " "));
  for (const Argument& argument : GlobalArguments(unused)) text += FishOption("", argument);
  for (const Command& command : Commands()) {
    const std::string name(command.name.substr(0, command.name.find(' ')));
    const bool is_part = name != command.name;
    const std::string condition = fmt::format(" -n '__prereq_is {}'", name);
    if (is_part) {
      text += fmt::format("complete -c prereq{} -f -a {} -d {}\n", condition,
                          command.name.substr(name.size() + 1), FishQuoted(command.about));
    } else {
      text +=
          fmt::format("complete -c prereq -n 'not __prereq_command >/dev/null' -f -a {} -d {}\n",
                      name, FishQuoted(command.about));
    }
    if (command.declare == nullptr) continue;
    for (const Argument& argument : command.declare(unused).arguments) {
      if (!argument.is_positional()) {
        text += FishOption(condition, argument);
        continue;
      }
      std::string words = WordsFor(argument);
      if (words.starts_with('$')) words = words.substr(1, words.find(" 2>") - 1) + ")";
      if (!words.empty()) {
        text += fmt::format("complete -c prereq{} -f -a {}\n", condition, FishQuoted(words));
      }
    }
  }
  std::vector<std::string> names;
  for (const CommandWords& words : AllWords(unused)) names.push_back(words.name);
  return text +
         fmt::format("complete -c prereq -n '__prereq_is help' -f -a '{}'\n", Join(names, " "));
}

// The names that the tree here has, a line each; nothing where it cannot be read: a shell that
// completes a word shows no errors.
std::string NamesHere(const Options& options) {
  std::string text;
  if (options.topic == "rules") {
    for (const RuleInfo& rule : AllRules())
      text += fmt::format("{}\n{}\n", RuleName(rule.id), rule.slug);
    return text;
  }
  OpenOptions how;
  how.collect = {.imports = false};
  const Result<Workspace, Errors> workspace = Workspace::Open(options.input, how);
  if (!workspace) return text;
  if (options.topic == "series") {
    for (const Series& series : workspace->config().series) text += Printable(series.name) + "\n";
    return text;
  }
  for (const LoadedSeries& series : workspace->series()) {
    for (const Module& module : series.facts.modules) {
      const std::string& slug = module.slug;
      if (Printable(slug) == slug && slug.find(' ') == std::string::npos) text += slug + "\n";
    }
  }
  return text;
}

}  // namespace

int RunCompletion(const Options& options) {
  const std::string text = options.topic == "bash"   ? BashScript()
                           : options.topic == "zsh"  ? ZshScript()
                           : options.topic == "fish" ? FishScript()
                                                     : NamesHere(options);
  return WriteOut(text, "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareCompletion(Options& options) {
  return {
      {{.name = "WHAT",
        .target = &options.topic,
        .help = "a shell (bash, zsh, fish), or the names that a script asks for (modules, rules, "
                "series)",
        .choices = kSubjects,
        .is_required = true}},
      "  source <(prereq completion bash)\n"
      "  prereq completion zsh > ~/.zsh/completions/_prereq\n"
      "  prereq completion fish > ~/.config/fish/completions/prereq.fish"};
}

}  // namespace prereq
