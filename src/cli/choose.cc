#include "cli/choose.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/format.h"
#include "base/text.h"
#include "cli/opened.h"
#include "cli/output.h"
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

// The line at `offset` as it is, and with the rewrite done.
std::pair<std::string, std::string> BeforeAndAfter(const std::string& bytes,
                                                   const Rewrite& rewrite) {
  const Reference& reference = rewrite.reference;
  const std::size_t at = std::min(reference.whole.offset, bytes.size());
  const std::size_t start = at == 0 ? std::string::npos : bytes.rfind('\n', at - 1);
  const std::size_t begin = start == std::string::npos ? 0 : start + 1;
  const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
  const std::string before = bytes.substr(begin, end - begin);
  std::string after = before;
  const auto put = [&](Span span, const std::optional<std::string>& text) {  // from the end
    if (!text || span.offset < begin || span.end() > end) return;
    after.replace(span.offset - begin, span.length, *text);
  };
  std::vector<std::pair<Span, std::optional<std::string>>> spans = {
      {reference.number, rewrite.new_number},
      {reference.last_number, rewrite.new_last_number},
      {reference.name, rewrite.new_name}};
  std::ranges::sort(spans, std::greater<>(), [](const auto& one) { return one.first; });
  for (const auto& [span, text] : spans) put(span, text);
  return {before, after};
}

class Asker {
 public:
  Asker(const Workspace& workspace, const LoadedSeries& series)
      : workspace_(workspace), series_(series) {}

  // False when a file could not be read.
  bool Ask(const std::vector<Question>& questions, PlanOptions& choices) {
    bool all = false;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const Question& question = questions[i];
      char answer = 'y';
      if (!all) {
        const Result<std::string> bytes = workspace_.tree()->Read(question.where().path);
        if (!bytes) return SayErrors({bytes.error()}), false;
        Show(question, *bytes, fmt::format("{} of {}", i + 1, questions.size()));
        answer = Answer();
      }
      if (answer == 'q') break;
      all |= answer == 'a';
      if (answer == 'n') continue;
      (question.rewrite != nullptr ? choices.chosen : choices.chosen_blocks)
          .insert(question.place());
    }
    return true;
  }

 private:
  void Show(const Question& question, const std::string& bytes, const std::string& count) const {
    std::cerr << prereq::Show(question.where()) << " (" << count << "): " << Why(question) << "\n";
    if (question.rewrite != nullptr) {
      const auto [before, after] = BeforeAndAfter(bytes, *question.rewrite);
      std::cerr << "- " << Printable(Trim(before)) << "\n+ " << Printable(Trim(after)) << "\n";
      return;
    }
    const std::vector<BlockEntry>& entries = question.resort->block.entries;
    const auto first_line = [&](std::size_t entry) {
      const Span body = entries[entry].body;
      const std::string text = bytes.substr(body.offset, body.length);
      return Printable(Trim(text.substr(0, text.find('\n'))));
    };
    for (std::size_t i = 0; i < entries.size(); ++i) std::cerr << "- " << first_line(i) << "\n";
    for (const std::size_t i : question.resort->order) std::cerr << "+ " << first_line(i) << "\n";
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
    for (std::string line;;) {
      std::cerr << "change this? [y,n,a,q,?] " << std::flush;
      if (!std::getline(std::cin, line)) return 'q';
      const std::string_view said = Trim(line);
      if (said.size() == 1 && std::string_view("ynaq").find(said[0]) != std::string_view::npos) {
        return said[0];
      }
      std::cerr << kKeys;
    }
  }

  const Workspace& workspace_;
  const LoadedSeries& series_;
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
  if (!Asker(workspace, series).Ask(questions, choices)) return std::nullopt;
  return choices;
}

}  // namespace prereq
