// The table is the one home of these texts; docs/glossary.md is written from it.
#include "report/glossary.h"

#include <algorithm>
#include <array>

#include "base/format.h"
#include "base/text.h"
#include "report/paint.h"
#include "report/wrapped.h"

namespace prereq {
namespace {

constexpr std::array kWords = {
    GlossaryWord{"agreeing",
                 "a certainty of a reference: the number and the name beside it both mean the same "
                 "module, as in `06_autograd` or `Module 6: Autograd`. It is edited when that "
                 "module's number changes."},
    GlossaryWord{"alias", "another name of a module, from the policy or found by `init`."},
    GlossaryWord{
        "certainty",
        "how sure it is which module a reference means: *agreeing* and *owned* are edited, "
        "*likely* is left to a person, *drifted* and *unresolved* are findings, *foreign* "
        "is never touched."},
    GlossaryWord{"certificate",
                 "what proves that no valid order is cheaper; `prereq verify` checks it with code "
                 "that shares nothing with the search."},
    GlossaryWord{"changed",
                 "a state of a task: its place reads differently than the change left it, and "
                 "whether it is right is not known, or it is not. *Open*: it reads as it did. "
                 "*Done*: it reads what the task asks for."},
    GlossaryWord{"claim",
                 "one statement about the order that a fact makes, such as \"queries before "
                 "ranking\"."},
    GlossaryWord{"constraint",
                 "a claim that the author declares in the policy: `before`, `after`, `pin`, "
                 "`within`, `first`, `last`, a phase."},
    GlossaryWord{"core",
                 "a minimal set of claims, or of modules that keep their numbers, that no order "
                 "satisfies together (a minimal unsatisfiable subset)."},
    GlossaryWord{"dependency",
                 "\"A needs B\". It comes from metadata, imports, paths, prose or the policy, "
                 "always with its place in a file."},
    GlossaryWord{"derived",
                 "a kind of mirror: its numbers follow those of the modules by a formula, as "
                 "checkpoint = module − 1."},
    GlossaryWord{"drifted",
                 "a certainty of a reference: its number and its name mean different modules, "
                 "because one of them was left behind by a change. It is a finding, and edited "
                 "only with `--fix-drift`, where the number follows the name."},
    GlossaryWord{"edit",
                 "bytes of one file that are replaced, at an offset, in a file whose digest is "
                 "known."},
    GlossaryWord{"fact",
                 "anything that was read from the tree or the policy and bears on the order."},
    GlossaryWord{"finding",
                 "one rule that is broken, with its place, a witness and, where there is one, a "
                 "fix."},
    GlossaryWord{"foreign",
                 "of a reference: somebody else's address, or a number of another numbering; it is "
                 "never edited. Of a mirror: its files have numbers of their own, which are not "
                 "the modules'."},
    GlossaryWord{"frozen", "a kind of mirror: its files are never touched."},
    GlossaryWord{"graph file", "a policy with its modules listed inline; it needs no repository."},
    GlossaryWord{"likely",
                 "a certainty of a reference: a number alone in prose, as in \"see lesson 6\", "
                 "which may mean the module of that number or something else. It is listed as a "
                 "task, and edited with `--include likely` or after asking with `--interactive`."},
    GlossaryWord{"linear extension",
                 "an order of all modules that satisfies every dependency; a *valid order* "
                 "satisfies the constraints too."},
    GlossaryWord{"mirror",
                 "a second set of files numbered by the first, such as `tests/module_NN`. "
                 "*Synchronised* mirrors move along, *frozen* ones are never touched, *foreign* "
                 "ones have a numbering of their own, *derived* ones follow a formula."},
    GlossaryWord{"module", "one entry of a series, known by its slug, never by its number."},
    GlossaryWord{"neighbour",
                 "the module just before or just after another one in the order. A link that says "
                 "no more than that (\"Next: [Loops](../02-loops/)\") leads to the new neighbour "
                 "after a change; \"the previous lesson\" and what says more is a task of this "
                 "kind."},
    GlossaryWord{"number", "the place of a module as its name prints it: 6 in `06_autograd`."},
    GlossaryWord{"order", "which module has which number."},
    GlossaryWord{"owned",
                 "a certainty of a reference: a number alone, in a place that a pattern, a label "
                 "or a metadata key gives to one module, as `number: 6` in that module's own "
                 "metadata. It is edited."},
    GlossaryWord{"plan",
                 "the moves, edits and tasks that lead from the order of the tree to another one."},
    GlossaryWord{"policy", "what the author declares in `prereq.yaml`."},
    GlossaryWord{"reference",
                 "a place in a file that names a module by number, by name or by both."},
    GlossaryWord{"series", "the numbered set, such as `modules/NN_slug`."},
    GlossaryWord{"slug",
                 "the part of a module's name that stays when its number changes: `autograd`."},
    GlossaryWord{"synchronised",
                 "a kind of mirror: its files get the new numbers together with the modules."},
    GlossaryWord{"task",
                 "a place that a person has to look at, because the program is not sure. It is "
                 "never edited and never left out. `prereq tasks` lists what is open."},
    GlossaryWord{"unresolved",
                 "a certainty of a reference: no module has that number, or that name. It is a "
                 "finding."},
    GlossaryWord{"waiver", "a dependency that no longer counts, with the author's reason."},
    GlossaryWord{"witness",
                 "the facts that alone suffice to show a finding; without any one of them it would "
                 "not hold."},
};
static_assert(std::ranges::is_sorted(kWords, {}, &GlossaryWord::word));

}  // namespace

std::span<const GlossaryWord> Glossary() { return kWords; }

const GlossaryWord* FindWord(std::string_view word) {
  const std::string lower = Lower(word);
  const auto* const found = std::ranges::find(kWords, lower, &GlossaryWord::word);
  return found == kWords.end() ? nullptr : found;
}

std::string RenderWordText(const GlossaryWord& word, const TextStyle& style) {
  return fmt::format("{}\n{}", Painted(word.word, Paint::kBold, style), Wrapped(word.text));
}

std::string RenderWordMarkdown(const GlossaryWord& word) {
  return fmt::format("**{}**: {}\n", word.word, word.text);
}

std::string RenderGlossaryMarkdown() {
  std::string page = "# Glossary\n";
  for (const GlossaryWord& word : kWords) page += "\n" + RenderWordMarkdown(word);
  return page;
}

}  // namespace prereq
