// `prereq explain`: what a rule means, or a word.
#include "base/format.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/report.h"
#include "report/glossary.h"

namespace prereq {
namespace {

int NoSuchTopic(const std::string& name) {
  std::vector<std::string> words;
  for (const GlossaryWord& word : Glossary()) words.emplace_back(word.word);
  std::string nearest = NearestRule(name);
  if (nearest.empty()) nearest = Nearest(name, words);
  Error error;
  error.code = Error::Code::kNotFound;
  error.message = fmt::format("there is no rule and no word `{}`", Printable(name));
  error.fix = nearest.empty() ? "prereq explain" : "prereq explain " + ShellQuote(nearest);
  SayErrors({error});
  return kExitNoAnswer;
}

constexpr std::string_view kGlossaryTopic = "glossary";

// One word; without one the whole glossary.
std::string ExplainWord(const GlossaryWord* word, bool as_text, const TextStyle& style) {
  if (word != nullptr) return as_text ? RenderWordText(*word, style) : RenderWordMarkdown(*word);
  if (!as_text) return RenderGlossaryMarkdown();
  std::string text;
  for (const GlossaryWord& one : Glossary()) text += RenderWordText(one, style);
  return text;
}

}  // namespace

int RunExplain(const Options& options) {
  const RuleInfo* rule = FindRule(options.topic);
  const GlossaryWord* word = FindWord(options.topic);
  const bool is_glossary = options.topic == kGlossaryTopic;
  if (!options.topic.empty() && rule == nullptr && word == nullptr && !is_glossary) {
    return NoSuchTopic(options.topic);
  }
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    std::string text;
    if (rule == nullptr && (word != nullptr || is_glossary)) {
      text = ExplainWord(word, choice.format == "text", style);
    } else if (choice.format == "text") {
      text = rule == nullptr ? RenderRuleList(style) : RenderRuleText(*rule, style);
    } else if (rule != nullptr) {
      text = RenderRuleMarkdown(*rule);
    } else {
      for (const RuleInfo& one : AllRules()) text += RenderRuleMarkdown(one) + '\n';
    }
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
  }
  return kExitClean;
}

Declaration DeclareExplain(Options& options) {
  return {{{.name = "TOPIC",
            .target = &options.topic,
            .help = "id or name of a rule, a word of our messages, or `glossary` (default: all "
                    "rules, a line each)",
            .completes = Completes::kRule},
           FormatArgument(options, {"text", "markdown"})},
          "  prereq explain                lists all rules\n"
          "  prereq explain PRQ105\n"
          "  prereq explain stale-reference\n"
          "  prereq explain drifted        what a word means; `glossary` has all of them"};
}

}  // namespace prereq
