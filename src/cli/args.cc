#include "cli/args.h"

#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "base/text.h"
#include "cli/plan_formats.h"
#include "cli/schemas.h"

namespace prereq {
namespace {

constexpr const char* kInputHelp =
    "a graph file, or a directory with a prereq.yaml (default: the nearest prereq.yaml upward)";
constexpr const char* kOrderHelp =
    "check this order instead: FILE, FILE#N or FILE#words of a heading for one block of a Markdown "
    "file, - for stdin";

const std::vector<std::string> kFindingFormats = {"text",   "json",  "sarif",   "github",
                                                  "gitlab", "junit", "markdown"};

// Builds the parser; every command is one function that declares its options and examples.
class Parser {
 public:
  Parser() : app_("Validates and plans the order of numbered modules.", "prereq") {
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
  }

  std::variant<Options, Printout> Parse(int argc, const char* const* argv) {
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

 private:
  CLI::App* Add(const std::string& name, const std::string& about, const std::string& examples) {
    CLI::App* command = app_.add_subcommand(name, about);
    command->footer(examples);
    command->get_formatter()->column_width(34);
    return command;
  }
  // An empty text is a variable that somebody forgot to set, not "none given".
  static std::string RefuseEmpty(const std::string& path) {
    return path.empty() ? "expected a path, found an empty text" : "";
  }
  void AddOrder(CLI::App* command, const std::string& about) {
    command->add_option("--order", options_.order, about)->check(RefuseEmpty);
  }
  void AddInput(CLI::App* command) {
    command->add_option("INPUT", options_.input, kInputHelp)->check(RefuseEmpty);
    command->add_option("--series", options_.series,
                        "only this series, when the policy declares several");
  }
  CLI::Option* AddFormat(CLI::App* command, const std::vector<std::string>& formats) {
    return command
        ->add_option("--format", format_texts_,
                     "output as " + CLI::detail::join(formats, ", ") +
                         "; F=FILE writes to a file; may repeat")
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
  void AddMinimize(CLI::App* command) {
    command
        ->add_option("--minimize", options_.minimize,
                     "what to keep small first: renames, edits, displacement")
        ->check(CLI::IsMember({"renames", "edits", "displacement"}));
  }

  void AddCheck() {
    CLI::App* check = Add("check", "Does this order satisfy every fact?",
                          "Examples:\n"
                          "  prereq check\n"
                          "  prereq check graphs/tinytorch.yaml\n"
                          "  prereq check --order 'plan.md#new order'\n"
                          "  prereq suggest --format list | prereq check --order -");
    AddInput(check);
    AddOrder(check, kOrderHelp);
    AddFormat(check, kFindingFormats);
  }
  void AddExplain() {
    CLI::App* explain = Add("explain", "What a rule means, and how to fix or silence it.",
                            "Examples:\n"
                            "  prereq explain                lists all rules\n"
                            "  prereq explain PRQ105\n"
                            "  prereq explain stale-reference");
    explain->add_option("RULE", options_.topic, "id or name of a rule (default: all, a line each)");
    AddFormat(explain, {"text", "markdown"});
  }
  void AddReport() {
    CLI::App* report = Add("report", "Shows findings that --format json saved, in another format.",
                           "Examples:\n"
                           "  prereq check --format json=findings.json\n"
                           "  prereq report findings.json\n"
                           "  prereq report findings.json --format sarif=findings.sarif");
    report->add_option("FILE", options_.topic, "the saved findings; - for stdin")->required();
    AddFormat(report, kFindingFormats);
  }
  void AddSchema() {
    std::vector<std::string> names;
    for (const std::string_view name : kSchemaNames) names.emplace_back(name);
    Add("schema", "The JSON schema of a file that prereq reads or writes.",
        "Examples:\n"
        "  prereq schema config > prereq.schema.json     for an editor's completion\n"
        "  prereq schema findings                        what --format json writes")
        ->add_option("NAME", options_.topic, "one of " + CLI::detail::join(names, ", "))
        ->required()
        ->check(CLI::IsMember(names));
  }
  void AddLint() {
    CLI::App* lint =
        Add("lint", "Everything that is wrong with a tree, before a merge.",
            "Examples:\n"
            "  prereq lint\n"
            "  prereq lint --since origin/main       only what this branch introduced\n"
            "  prereq lint --against origin/main     the tree that merging would make\n"
            "  prereq lint --fix                     correct the numbers that leave no doubt\n"
            "  prereq lint --rule PRQ301 --max-warnings 0");
    AddInput(lint);
    CLI::Option* since = lint->add_option(
        "--since", options_.since, "only findings that the tree of this revision does not have");
    CLI::Option* against =
        lint->add_option("--against", options_.against,
                         "lint the merge of HEAD with this revision; writes nothing")
            ->excludes(since);
    lint->add_option("--rule", options_.rules, "only this rule (id or name); may repeat")
        ->allow_extra_args(false);
    lint->add_option("--max-warnings", options_.max_warnings,
                     "exit 1 when there are more warnings than this")
        ->check(CLI::NonNegativeNumber);
    CLI::Option* fix = lint->add_flag(
        "--fix", options_.fix,
        "correct wrong numbers that leave no doubt, all or nothing; then lint again");
    fix->excludes(against);
    for (CLI::Option* how : AddApplyOptions(lint)) how->needs(fix);
    AddFormat(lint, kFindingFormats);
  }
  void AddBaseline() {
    CLI::App* baseline =
        Add("baseline", "Accepts findings for now, in prereq-baseline.yaml.",
            "Examples:\n"
            "  prereq baseline add --reason 'to be rewritten in spring'\n"
            "  prereq baseline add --rule PRQ301 --reason 'old lecture notes'\n"
            "  prereq baseline prune                 forget what is no longer found");
    baseline->require_subcommand(1);
    CLI::App* add = baseline->add_subcommand("add", "Accepts what lint finds today.");
    AddInput(add);
    add->add_option("--reason", options_.reason, "why it may stay; written beside each new entry")
        ->required();
    add->add_option("--rule", options_.rules, "only this rule (id or name); may repeat")
        ->allow_extra_args(false);
    CLI::App* prune =
        baseline->add_subcommand("prune", "Lowers and removes entries that accept too much.");
    AddInput(prune);
  }

  void AddInit() {
    CLI::App* init =
        Add("init", "Finds the numbered series of a repository and writes a prereq.yaml.",
            "Examples:\n"
            "  prereq init\n"
            "  prereq init path/to/repository\n"
            "  prereq init --force                   replace the policy that is there");
    init->add_option("DIRECTORY", options_.input, "where to write it (default: here)");
    init->add_flag("--force", options_.force, "replace a prereq.yaml that is there");
  }
  void AddTree(CLI::App* command) {
    command->add_option("DIRECTORY", options_.input,
                        "the tree (default: where the nearest prereq.yaml upward stands)");
    command->add_flag("--no-git", options_.no_git, "leave git's index alone");
  }
  void AddRefs() {
    CLI::App* refs = Add("refs", "Every place that names a module, with kind and certainty.",
                         "Examples:\n"
                         "  prereq refs                           all of them\n"
                         "  prereq refs autograd                  those that mean one module\n"
                         "  prereq refs --summary                 counts by kind and certainty");
    refs->add_option("MODULE", options_.topic, "only places that mean this module (its slug)");
    refs->add_option("--in", options_.input, kInputHelp);
    refs->add_option("--series", options_.series, "only this series");
    refs->add_flag("--summary", options_.summary, "counts by kind and certainty");
    AddFormat(refs, {"text", "json"});
  }
  void AddReached(CLI::App* command) {
    AddOrder(command, "the order to reach (default: what `prereq suggest` proposes)");
    AddMinimize(command);
  }
  void AddChoices(CLI::App* command) {
    command
        ->add_option("--include", options_.include,
                     "edit these too: likely (places that probably mean a module) or history "
                     "(changelogs and other files that tell what was); may repeat")
        ->check(CLI::IsMember({"likely", "history"}))
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--fix-drift", options_.fix_drift,
                      "let places whose number and name disagree follow the name");
    command->add_flag("--resort", options_.resort,
                      "put the entries of lists, tables and maps that stood in module order into "
                      "the new one");
    command
        ->add_option("--exclude", options_.exclude,
                     "leave these alone: a path, a glob of paths, or a kind as `prereq refs` "
                     "shows it; may repeat")
        ->allow_extra_args(false);
  }
  void AddPlan() {
    CLI::App* plan = Add("plan", "What has to change to reach an order; changes nothing.",
                         "Examples:\n"
                         "  prereq plan                           to the order that suggest gives\n"
                         "  prereq plan --order new-order.txt\n"
                         "  prereq plan --format script > rename.sh\n"
                         "  prereq plan --format patch | git apply --index\n"
                         "  prereq plan --format redirects-mdbook >> book.toml\n"
                         "  prereq plan --format markdown > docs/reordering-plan.md\n"
                         "  prereq plan --format json=plan.json && prereq apply --plan plan.json\n"
                         "  prereq plan --interactive --format json=plan.json");
    AddInput(plan);
    AddReached(plan);
    AddChoices(plan);
    plan->add_flag("--interactive", options_.interactive,
                   "ask about each unsure place on the terminal, then show the plan");
    AddFormat(plan, PlanFormats());
  }
  std::vector<CLI::Option*> AddApplyOptions(CLI::App* command) {
    return {
        command->add_option("--verify", options_.verify,
                            "a command that must succeed on the new tree, else all is taken back"),
        command->add_flag("--no-git", options_.no_git, "leave git's index alone"),
        command->add_flag("--allow-dirty", options_.allow_dirty,
                          "touch files with changes that are not committed"),
        command->add_flag("--allow-lfs", options_.allow_lfs, "edit Git LFS pointers"),
        command->add_flag("--allow-submodules", options_.allow_submodules, "move submodules")};
  }
  void AddApply() {
    CLI::App* apply =
        Add("apply", "Does what the plan says, all or nothing.",
            "Examples:\n"
            "  prereq apply                          to the order that suggest gives\n"
            "  prereq apply --order new-order.txt --verify 'pytest -q'\n"
            "  prereq apply --plan plan.json\n"
            "  prereq undo                           takes it back");
    AddInput(apply);
    CLI::Option* saved =
        apply->add_option("--plan", options_.plan, "a plan that `plan --format json` saved");
    AddReached(apply);
    AddChoices(apply);
    for (const char* decided : {"--order", "--include", "--fix-drift", "--resort", "--exclude"}) {
      saved->excludes(apply->get_option(decided));
    }
    AddApplyOptions(apply);
  }
  // One change of the order: `subject` is how help calls the module, empty when there is none.
  CLI::App* AddChange(const std::string& name, const std::string& about, const std::string& subject,
                      const std::string& example) {
    CLI::App* command = Add(name, about, "Examples:\n  prereq " + example);
    if (!subject.empty()) {
      command->add_option(subject, options_.topic, "the module's slug, or NN_slug")->required();
    }
    command->add_option("--in", options_.input, kInputHelp);
    command->add_option("--series", options_.series, "this series, when there are several");
    CLI::Option* dry_run =
        command->add_flag("--dry-run", options_.dry_run, "show the plan, change nothing");
    AddFormat(command, PlanFormats())->needs(dry_run);
    AddChoices(command);
    AddApplyOptions(command);
    return command;
  }
  void AddPlace(CLI::App* command) {
    CLI::Option* before =
        command->add_option("--before", options_.place_before, "just before this module");
    CLI::Option* after =
        command->add_option("--after", options_.place_after, "just after this module");
    CLI::Option* to = command->add_option("--to", options_.place_to, "to this number")
                          ->check(CLI::Range(0, 99999));
    before->excludes(after)->excludes(to);
    after->excludes(to);
  }
  void AddChanges() {
    AddPlace(AddChange("move", "Moves one module; the others and all references follow.", "MODULE",
                       "move autograd --after optimizers"));
    AddPlace(AddChange("insert", "Makes room for a new module.", "SLUG",
                       "insert profiling --after tensor"));
    AddChange("remove", "Takes a module out of the series; its files are set aside.", "MODULE",
              "remove setup --dry-run");
    CLI::App* rename =
        AddChange("rename", "Gives a module another slug.", "MODULE", "rename dense layers");
    rename->add_option("NEW", options_.new_name, "the new slug")->required();
    AddChange("close-gaps", "Numbers the series without gaps.", "", "close-gaps --dry-run");
  }
  void AddUndo() {
    AddTree(Add("undo", "Takes back the last apply: the same bytes, modes and links.",
                "Examples:\n"
                "  prereq undo"));
  }
  void AddRecover() {
    AddTree(Add("recover", "Finishes, or takes back, what a crash interrupted.",
                "Examples:\n"
                "  prereq recover"));
  }
  void AddSuggest() {
    CLI::App* suggest = Add("suggest", "The cheapest valid numbering, with its proof.",
                            "Examples:\n"
                            "  prereq suggest\n"
                            "  prereq suggest --minimize displacement --freeze-unaffected\n"
                            "  prereq suggest --keep setup,tensor --before losses,autograd\n"
                            "  prereq suggest --all=5\n"
                            "  prereq suggest --explain-not my-plan.md\n"
                            "  prereq suggest --format json=proposal.json && prereq verify "
                            "proposal.json");
    AddInput(suggest);
    suggest
        ->add_option("--minimize", options_.minimize,
                     "what counts first: renames (default), edits, displacement")
        ->check(CLI::IsMember({"renames", "edits", "displacement"}));
    suggest->add_option("--all", options_.all, "list the other optimal numberings (up to N)")
        ->expected(0, 1)
        ->default_str("20")
        ->check(CLI::Range(1, 10000));
    suggest->add_option("--explain-not", options_.explain_not,
                        "an order file: why that is not the answer");
    suggest->add_option("--keep", options_.keep, "modules that must keep their numbers: A,B")
        ->delimiter(',')
        ->allow_extra_args(false);
    suggest
        ->add_option("--before", options_.before,
                     "as if the policy said so: A,B puts A before B; may repeat")
        ->allow_extra_args(false);
    suggest->add_flag("--freeze-unaffected", options_.freeze_unaffected,
                      "modules outside every violated stretch must stay");
    suggest->add_option("--budget", options_.budget, "search nodes (default 200000)")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 50));
    suggest
        ->add_option("--time-limit", options_.time_limit,
                     "seconds, then the best found so far (default 60; 0: none)")
        ->check(CLI::NonNegativeNumber);
    AddFormat(suggest, {"text", "list", "json"});
  }
  void AddVerify() {
    CLI::App* verify = Add("verify", "Does a saved proposal hold? Needs the file alone.",
                           "Examples:\n"
                           "  prereq suggest --format json=proposal.json\n"
                           "  prereq verify proposal.json");
    verify->add_option("PROPOSAL", options_.input, "a file written by `suggest --format json`")
        ->required();
  }
  void AddWhy() {
    CLI::App* why =
        Add("why", "Which facts force one module to come before another.",
            "Examples:\n"
            "  prereq why tensor training            every fact, the shortest way first\n"
            "  prereq why setup release --in graphs/phases.yaml");
    why->add_option("A", options_.topic, "a module's slug, or NN_slug")->required();
    why->add_option("B", options_.new_name, "the other one")->required();
    why->add_option("--in", options_.input, kInputHelp);
    why->add_option("--series", options_.series, "only this series");
  }
  Printout Explain(const CLI::ParseError& stop, int argc, const char* const* argv) {
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

  CLI::App app_;
  Options options_;
  std::vector<std::string> format_texts_;
};

}  // namespace

std::variant<Options, Printout> ParseArgs(int argc, const char* const* argv) {
  return Parser().Parse(argc, argv);
}

}  // namespace prereq
