#include "cli/choose.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "plan/resort_bytes.h"
#include "prereq/edits.h"
#include "series/named_module.h"

namespace prereq {
namespace {

constexpr const char* kKeys =
    "  y  yes, change this\n"
    "  n  no, leave it\n"
    "  a  yes to this and all that follow\n"
    "  q  no to this and all that follow\n";

// One thing to ask about; exactly one of the two is set.
struct Question {
  const Rewrite* rewrite = nullptr;
  const Resort* resort = nullptr;

  [[nodiscard]] const Location& where() const {
    return rewrite != nullptr ? rewrite->reference.where : resort->block.where;
  }
  [[nodiscard]] PlaceInFile place() const {
    return {where().path, rewrite != nullptr ? rewrite->reference.whole.offset
                                             : resort->block.entries.front().body.offset};
  }
};

std::vector<Question> QuestionsOf(const Plan& sure, const Plan& all) {
  const auto is_sure = [&](const Rewrite& rewrite) {
    const auto offset = [](const Rewrite& other) {
      return PlaceInFile(other.reference.where.path, other.reference.whole.offset);
    };
    return std::ranges::binary_search(sure.rewrites, offset(rewrite), {}, offset);
  };
  std::vector<Question> questions;
  for (const Rewrite& rewrite : all.rewrites) {
    if (!is_sure(rewrite)) questions.push_back({&rewrite, nullptr});
  }
  if (sure.resorts.empty()) {
    for (const Resort& resort : all.resorts) questions.push_back({nullptr, &resort});
  }
  std::ranges::stable_sort(questions, {}, &Question::place);
  return questions;
}

// Adds to a plan what the question asks about.
void SayYes(const Question& question, Plan& plan) {
  if (question.rewrite == nullptr) return plan.resorts.push_back(*question.resort);
  const auto place = [](const Rewrite& one) {
    return PlaceInFile(one.reference.where.path, one.reference.whole.offset);
  };
  const auto behind = std::ranges::upper_bound(plan.rewrites, place(*question.rewrite), {}, place);
  plan.rewrites.insert(behind, *question.rewrite);
}

// The edits that the plan makes in the file of the question when that is said yes to.
Result<FileEdit> EditsWith(const Question& question, Plan plan, const FileReader& tree) {
  const std::string& path = question.where().path;
  std::erase_if(plan.rewrites,
                [&](const Rewrite& one) { return one.reference.where.path != path; });
  std::erase_if(plan.resorts, [&](const Resort& one) { return one.block.where.path != path; });
  std::erase_if(plan.links, [&](const LinkChange& one) { return one.link.where.path != path; });
  SayYes(question, plan);
  Result<EditSet> edits = MakeEdits(plan, tree);
  if (!edits) return edits.error();
  for (FileEdit& file : edits->files) {
    if (file.path == path) return std::move(file);
  }
  return FileEdit();
}

// The line around `at`, without its end.
Span LineAround(std::string_view bytes, std::size_t at) {
  at = std::min(at, bytes.size());
  const std::size_t start = at == 0 ? std::string::npos : bytes.rfind('\n', at - 1);
  const std::size_t begin = start == std::string::npos ? 0 : start + 1;
  return {begin, std::min(bytes.find('\n', at), bytes.size()) - begin};
}

class Asker {
 public:
  // `sure`: what is planned without a question.
  Asker(const Workspace& workspace, const LoadedSeries& series, Plan sure)
      : workspace_(workspace), series_(series), made_(std::move(sure)) {}

  // False when a file could not be read.
  bool Ask(const std::vector<Question>& questions, PlanOptions& choices) {
    bool all = false;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const Question& question = questions[i];
      char answer = 'y';
      if (!all) {
        const Result<std::string> bytes = workspace_.tree()->Read(question.where().path);
        if (!bytes) return SayErrors({bytes.error()}), false;
        const Status shown =
            Show(question, *bytes, fmt::format("{} of {}", i + 1, questions.size()));
        if (!shown) return SayErrors({shown.error()}), false;
        answer = Answer();
      }
      if (answer == 'q') break;
      all |= answer == 'a';
      if (answer == 'n') continue;
      if (!all) SayYes(question, made_);
      (question.rewrite != nullptr ? choices.chosen : choices.chosen_blocks)
          .insert(question.place());
    }
    return true;
  }

 private:
  // What stands there, and what will.
  Status Show(const Question& question, const std::string& bytes, const std::string& count) const {
    const Result<FileEdit> made = EditsWith(question, made_, *workspace_.tree());
    if (!made) return made.error();
    SayLines(fmt::format("{} ({}): {}\n", prereq::Show(question.where()), count, Why(question)));
    std::string before, after;
    const auto add = [&](Span piece) {
      const auto shown = [](const std::string& text) {
        return Printable(Trim(text.substr(0, text.find('\n'))));
      };
      before += fmt::format("- {}\n", shown(bytes.substr(piece.offset, piece.length)));
      after += fmt::format("+ {}\n", shown(Edited(bytes, piece, made->spans)));
    };
    if (question.rewrite != nullptr) {
      add(LineAround(bytes, question.rewrite->reference.whole.offset));
    } else {
      for (const BlockEntry& entry : question.resort->block.entries) add(entry.body);
    }
    SayLines(before + after);
    return Done{};
  }

  [[nodiscard]] std::string Why(const Question& question) const {
    if (question.resort != nullptr) {
      return fmt::format("{} entries that stood in module order",
                         question.resort->block.entries.size());
    }
    const Reference& reference = question.rewrite->reference;
    const std::string name =
        reference.module ? NumberedName(series_.facts, series_.facts.order, *reference.module)
                         : std::string("modules");
    if (reference.certainty == Certainty::kDrifted) {
      return fmt::format("names {}, but with another number", Printable(name));
    }
    return fmt::format("only a number, probably {}", Printable(name));
  }

  static char Answer() {
    while (true) {
      const std::optional<std::string> line = AskLine("change this? [y,n,a,q,?] ");
      if (!line) return 'q';
      const std::string_view said = Trim(*line);
      if (said.size() == 1 && std::string_view("ynaq").find(said[0]) != std::string_view::npos) {
        return said[0];
      }
      SayLines(std::string(kKeys));
    }
  }

  const Workspace& workspace_;
  const LoadedSeries& series_;
  Plan made_;  // with what was said yes to
};

}  // namespace

std::optional<PlanOptions> ChooseUnsure(const Workspace& workspace, const LoadedSeries& series,
                                        const Target& target, PlanOptions choices,
                                        const Options& options) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) {
    Error error{Error::Code::kInvalid,
                "--interactive asks on a terminal, and stdin or stderr is not one",
                {},
                {}};
    error.fix = OnSameInput(options, "prereq plan") + " --include likely --resort";
    SayErrors({error});
    return std::nullopt;
  }
  PlanOptions everything = choices;
  everything.include_likely = everything.fix_drift = true;
  everything.resort = BlockScope::kEverything;
  const Result<Plan> sure = Renumber(series.facts, series.graph, target, choices);
  const Result<Plan> all = Renumber(series.facts, series.graph, target, everything);
  if (!sure || !all) {
    SayErrors({sure ? all.error() : sure.error()});
    return std::nullopt;
  }
  const std::vector<Question> questions = QuestionsOf(*sure, *all);
  if (questions.empty()) SayNote("nothing to ask: every place is sure");
  if (!Asker(workspace, series, *sure).Ask(questions, choices)) return std::nullopt;
  return choices;
}

}  // namespace prereq
