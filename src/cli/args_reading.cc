// The command line of the commands that look at a course: check, suggest, lint, refs, …
#include "cli/args_parser.h"
#include "cli/schemas.h"

namespace prereq {
namespace {

constexpr const char* kOrderHelp =
    "check this order instead: FILE, FILE#N or FILE#words of a heading for one block of a Markdown "
    "file, - for stdin";

const std::vector<std::string> kFindingFormats = {"text",   "json",  "sarif",   "github",
                                                  "gitlab", "junit", "markdown"};

}  // namespace

void ArgsParser::AddCheck() {
  CLI::App* check = Add("check", "Does this order satisfy every fact?",
                        "Examples:\n"
                        "  prereq check\n"
                        "  prereq check graphs/tinytorch.yaml\n"
                        "  prereq check --order 'plan.md#new order'\n"
                        "  prereq suggest --format list | prereq check --order -");
  AddInput(check);
  AddInputFormat(check);
  AddOrder(check, kOrderHelp);
  AddFormat(check, kFindingFormats);
}

void ArgsParser::AddExplain() {
  CLI::App* explain = Add("explain", "What a rule means, and how to fix or silence it.",
                          "Examples:\n"
                          "  prereq explain                lists all rules\n"
                          "  prereq explain PRQ105\n"
                          "  prereq explain stale-reference");
  explain->add_option("RULE", options_.topic, "id or name of a rule (default: all, a line each)");
  AddFormat(explain, {"text", "markdown"});
}

void ArgsParser::AddReport() {
  CLI::App* report = Add("report", "Shows findings that --format json saved, in another format.",
                         "Examples:\n"
                         "  prereq check --format json=findings.json\n"
                         "  prereq report findings.json\n"
                         "  prereq report findings.json --format sarif=findings.sarif");
  report->add_option("FILE", options_.topic, "the saved findings; - for stdin")->required();
  AddFormat(report, kFindingFormats);
}

void ArgsParser::AddSchema() {
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

void ArgsParser::AddLint() {
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
  CLI::Option* fix =
      lint->add_flag("--fix", options_.fix,
                     "correct wrong numbers that leave no doubt, all or nothing; then lint again");
  fix->excludes(against);
  for (CLI::Option* how : AddApplyOptions(lint)) how->needs(fix);
  AddFormat(lint, kFindingFormats);
}

void ArgsParser::AddBaseline() {
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

void ArgsParser::AddInit() {
  CLI::App* init =
      Add("init", "Finds the numbered series of a repository and writes a prereq.yaml.",
          "Examples:\n"
          "  prereq init\n"
          "  prereq init path/to/repository\n"
          "  prereq init --force                   replace the policy that is there");
  init->add_option("DIRECTORY", options_.input, "where to write it (default: here)");
  init->add_flag("--force", options_.force, "replace a prereq.yaml that is there");
}

void ArgsParser::AddRefs() {
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

void ArgsParser::AddSuggest() {
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
  AddInputFormat(suggest);
  AddMinimize(suggest);
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
      ->check(CLI::NonNegativeNumber)
      ->each([this](const std::string& /*value*/) { options_.ends_at_limit = true; });
  AddFormat(suggest, {"text", "list", "json"});
}

void ArgsParser::AddVerify() {
  CLI::App* verify = Add("verify", "Does a saved proposal hold? Needs the file alone.",
                         "Examples:\n"
                         "  prereq suggest --format json=proposal.json\n"
                         "  prereq verify proposal.json");
  verify
      ->add_option("PROPOSAL", options_.input,
                   "a file written by `suggest` or `plan` with `--format json`; - for stdin")
      ->required();
}

void ArgsParser::AddWhy() {
  CLI::App* why = Add("why", "Which facts force one module to come before another.",
                      "Examples:\n"
                      "  prereq why tensor training            every fact, the shortest way first\n"
                      "  prereq why setup release --in graphs/phases.yaml");
  why->add_option("A", options_.topic, "a module's slug, or NN_slug")->required();
  why->add_option("B", options_.new_name, "the other one")->required();
  why->add_option("--in", options_.input, kInputHelp);
  why->add_option("--series", options_.series, "only this series");
}

void ArgsParser::AddGraph() {
  CLI::App* graph = Add("graph", "What is known about who comes before whom, and by which fact.",
                        "Examples:\n"
                        "  prereq graph                          each module with what it needs\n"
                        "  prereq graph --focus autograd --kind import\n"
                        "  prereq graph --reduce --format dot | dot -Tsvg > graph.svg\n"
                        "  prereq graph --format mermaid=graph.mmd --format json=graph.json");
  AddInput(graph);
  AddInputFormat(graph);
  graph->add_flag("--reduce", options_.reduce,
                  "leave out each precedence that a longer way says as well");
  graph
      ->add_option("--focus", options_.focus,
                   "only this module and those that must come before or after it")
      ->check(RefuseEmpty);
  graph
      ->add_option("--kind", options_.kinds,
                   "only facts of this kind: metadata, import, prose, policy; several with commas")
      ->delimiter(',')
      ->allow_extra_args(false);
  AddFormat(graph, {"text", "json", "dot", "mermaid"});
}

}  // namespace prereq
