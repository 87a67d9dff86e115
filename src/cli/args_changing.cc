// The command line of the commands that bring a course into another order, and back.
#include "cli/args_parser.h"
#include "cli/plan_formats.h"

namespace prereq {

void ArgsParser::AddTree(CLI::App* command) {
  command->add_option("DIRECTORY", options_.input,
                      "the tree (default: where the nearest prereq.yaml upward stands)");
  command->add_flag("--no-git", options_.no_git, "leave git's index alone");
}

void ArgsParser::AddReached(CLI::App* command) {
  AddOrder(command, "the order to reach (default: what `prereq suggest` proposes)");
  AddMinimize(command);
}

void ArgsParser::AddChoices(CLI::App* command) {
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

void ArgsParser::AddPlan() {
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

std::vector<CLI::Option*> ArgsParser::AddApplyOptions(CLI::App* command) {
  return {
      command->add_option("--verify", options_.verify,
                          "a command that must succeed on the new tree, else all is taken back"),
      command->add_flag("--yes", options_.yes,
                        "let the policy's `verify` commands run; once is enough until they change"),
      command->add_flag("--no-git", options_.no_git, "leave git's index alone"),
      command->add_flag("--allow-dirty", options_.allow_dirty,
                        "touch files with changes that are not committed"),
      command->add_flag("--allow-lfs", options_.allow_lfs, "edit Git LFS pointers"),
      command->add_flag("--allow-submodules", options_.allow_submodules, "move submodules")};
}

void ArgsParser::AddApply() {
  CLI::App* apply = Add("apply", "Does what the plan says, all or nothing.",
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

CLI::App* ArgsParser::AddChange(const std::string& name, const std::string& about,
                                const std::string& subject, const std::string& example) {
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

void ArgsParser::AddPlace(CLI::App* command) {
  CLI::Option* before =
      command->add_option("--before", options_.place_before, "just before this module");
  CLI::Option* after =
      command->add_option("--after", options_.place_after, "just after this module");
  CLI::Option* to =
      command->add_option("--to", options_.place_to, "to this number")->check(CLI::Range(0, 99999));
  before->excludes(after)->excludes(to);
  after->excludes(to);
}

void ArgsParser::AddChanges() {
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

void ArgsParser::AddUndo() {
  AddTree(Add("undo", "Takes back the last apply: the same bytes, modes and links.",
              "Examples:\n"
              "  prereq undo"));
}

void ArgsParser::AddRecover() {
  AddTree(Add("recover", "Finishes, or takes back, what a crash interrupted.",
              "Examples:\n"
              "  prereq recover"));
}

}  // namespace prereq
