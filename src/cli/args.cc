#include "cli/args.h"

#include "base/nearest.h"
#include "base/text.h"
#include "cli/args_parser.h"

namespace prereq {

ArgsParser::ArgsParser() : app_("Validates and plans the order of numbered modules.", "prereq") {
  app_.set_version_flag("--version", "prereq " PREREQ_VERSION);
  app_.require_subcommand(1);
  app_.get_formatter()->column_width(34);
  app_.add_option("--color", options_.colour, "colour in text output: auto, always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app_.add_option("--threads", options_.threads,
                  "threads for reading (default: all cores; the output never depends on it)")
      ->check(CLI::Range(0, 1024));
  app_.add_flag("--no-cache", options_.no_cache,
                "read every file anew and remember nothing (the output never depends on it)");
  app_.fallthrough();
  app_.footer(
      "Exit status: 0 clean, 1 findings at error level, 2 could not answer, 3 a bug in prereq.\n"
      "Examples:\n"
      "  prereq check                          is the order of this repository valid?\n"
      "  prereq suggest                        the cheapest valid numbering, with its proof\n"
      "  prereq plan --format script           the renames as a shell script\n"
      "`prereq COMMAND --help` shows each command's options and examples.");
  AddCheck();
  AddExplain();
  AddReport();
  AddSchema();
  AddLint();
  AddBaseline();
  AddInit();
  AddRefs();
  AddPlan();
  AddApply();
  AddChanges();
  AddUndo();
  AddRecover();
  AddSuggest();
  AddVerify();
  AddWhy();
  AddGraph();
}

std::variant<Options, Printout> ArgsParser::Parse(int argc, const char* const* argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return Explain(stop, argc, argv);
  }
  const CLI::App* chosen = app_.get_subcommands().front();
  options_.command = chosen->get_name();
  if (!chosen->get_subcommands().empty()) {
    options_.topic = chosen->get_subcommands().front()->get_name();
  }
  for (const std::string& text : format_texts_) {
    const std::size_t equals = text.find('=');
    options_.formats.push_back(
        {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)});
  }
  for (std::size_t i = 0; i < options_.formats.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (options_.formats[i].file != options_.formats[j].file) continue;
      const std::string& file = options_.formats[i].file;
      return Printout{"prereq: error: two formats for " +
                          (file.empty() ? std::string("stdout") : "`" + Printable(file) + "`") +
                          "; give one of them a file: --format " + options_.formats[i].format +
                          "=FILE\nfix: prereq " + options_.command + " --help\n",
                      true};
    }
  }
  return options_;
}

CLI::App* ArgsParser::Add(const std::string& name, const std::string& about,
                          const std::string& examples) {
  CLI::App* command = app_.add_subcommand(name, about);
  command->footer(examples);
  command->get_formatter()->column_width(34);
  return command;
}

std::string ArgsParser::RefuseEmpty(const std::string& path) {
  return path.empty() ? "expected a path, found an empty text" : "";
}

void ArgsParser::AddOrder(CLI::App* command, const std::string& about) {
  command->add_option("--order", options_.order, about)->check(RefuseEmpty);
}

void ArgsParser::AddInput(CLI::App* command) {
  command->add_option("INPUT", options_.input, kInputHelp)->check(RefuseEmpty);
  command->add_option("--series", options_.series,
                      "only this series, when the policy declares several");
}

void ArgsParser::AddInputFormat(CLI::App* command) {
  command
      ->add_option("--input-format", options_.input_format,
                   "how INPUT is written: policy, or an edge list as edges (`a b` puts a before b, "
                   "as tsort reads it), csv, tsv or dot; default: by its ending (.edges .csv .tsv "
                   ".dot .gv), - is edges, all else a policy")
      ->check(CLI::IsMember({"policy", "edges", "csv", "tsv", "dot"}));
}

CLI::Option* ArgsParser::AddFormat(CLI::App* command, const std::vector<std::string>& formats) {
  return command
      ->add_option(
          "--format", format_texts_,
          "output as " + CLI::detail::join(formats, ", ") + "; F=FILE writes to a file; may repeat")
      ->check([formats](const std::string& text) {
        const std::string format = text.substr(0, text.find('='));
        if (text.ends_with('=')) return "expected a file after `" + Printable(text) + "`";
        for (const std::string& known : formats) {
          if (format == known) return std::string();
        }
        return "unknown format `" + Printable(format) + "`; expected one of " +
               CLI::detail::join(formats, ", ");
      })
      ->allow_extra_args(false);
}

void ArgsParser::AddMinimize(CLI::App* command) {
  command
      ->add_option("--minimize", options_.minimize,
                   "what to keep small first: renames (default), edits (each module weighs the "
                   "paths and certain references that change with its number), displacement")
      ->check(CLI::IsMember({"renames", "edits", "displacement"}));
}

Printout ArgsParser::Explain(const CLI::ParseError& stop, int argc, const char* const* argv) {
  if (stop.get_name() == "CallForHelp" || stop.get_name() == "CallForAllHelp") {
    const std::vector<CLI::App*> chosen = app_.get_subcommands();
    return {chosen.empty() ? app_.help() : chosen.front()->help("prereq"), false};
  }
  if (stop.get_name() == "CallForVersion") return {"prereq " PREREQ_VERSION "\n", false};
  std::string message = stop.what();
  std::string fix = "prereq --help";
  const std::vector<CLI::App*> chosen = app_.get_subcommands();
  if (!chosen.empty()) fix = "prereq " + chosen.front()->get_name() + " --help";
  if (chosen.empty() && argc > 1 && argv[1][0] != '-') {
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands({})) names.push_back(command->get_name());
    message = "there is no command `" + Printable(argv[1]) + "`";
    const std::string nearest = Nearest(argv[1], names);
    if (!nearest.empty()) fix = "prereq " + nearest;
  } else if (argc <= 1) {
    return {app_.help(), true};
  }
  return {"prereq: error: " + Printable(message) + "\nfix: " + fix + "\n", true};
}

std::variant<Options, Printout> ParseArgs(int argc, const char* const* argv) {
  return ArgsParser().Parse(argc, argv);
}

}  // namespace prereq
