// PRQ206: padded numbers in metadata that programs read differently.
#include "base/format.h"
#include "model/number_style.h"
#include "model/scalar_number.h"
#include "references/history.h"
#include "rules/certain_fixes.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

// Whether most padded numbers in metadata are texts, as a name of a folder is.
bool AreMostlyQuoted(const std::vector<Reference>& references) {
  std::size_t quoted = 0, plain = 0;
  for (const Reference& reference : references) {
    if (reference.shape != ReferenceShape::kNumberKey) continue;
    const std::string text = NumberStyle::Read(reference, reference.number, reference.written);
    if (text.starts_with('0')) ++(IsQuotedNumber(reference) ? quoted : plain);
  }
  return quoted > plain;
}

void FindPaddedNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  const HistoryFiles history(input.config.references.history);
  const bool as_texts = AreMostlyQuoted(input.facts.references);
  for (const Reference& reference : input.facts.references) {
    if (reference.shape != ReferenceShape::kNumberKey || IsQuotedNumber(reference)) continue;
    if (reference.number.length == 0 || history.Has(reference.where.path)) continue;
    // One that is wrong as well is for PRQ204, whose fix writes no such number.
    if (reference.certainty == Certainty::kDrifted) continue;
    if (ScalarNotationOf(reference.where.path) != ScalarNotation::kYaml) continue;
    const std::string text = NumberStyle::Read(reference, reference.number, reference.written);
    if (ReadersAgree(ScalarNotation::kYaml, text, false)) continue;
    const std::string plain = fmt::format("{}", reference.written.value);
    Finding finding;
    finding.evidence_kind = ReferenceShapeName(reference.shape);
    finding.where = reference.where;
    if (reference.module) finding.modules = {input.slug(*reference.module)};
    finding.headline =
        fmt::format("readers disagree about the number `{}`: {}", text, DescribeReadings(text));
    if (as_texts) {
      finding.fix = FixByHand(fmt::format("write \"{}\" in quotes, as the others have it", text));
    } else {
      finding.fix = {FixSafety::kSafe,
                     {},
                     std::string(kFixCommand),
                     {{reference.where.path, reference.number, text, plain}}};
    }
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kPaddedNumber = {
    {RuleId::kPaddedNumber, "padded-number", Severity::kWarn, RuleSubject::kTree,
     "a number in metadata has zeros in front that programs read differently",
     "An unquoted number of a module's YAML metadata or front matter begins with a zero and is "
     "`08`, "
     "`09` or of more digits: YAML 1.1 takes `010` for the octal number 8 and `08` for a text, "
     "YAML 1.2 takes them for ten and eight. `01` to `07` mean the same to all and are not "
     "reported.",
     "A patch release of a site generator may bring another YAML reader, and the module changes "
     "its "
     "place or loses its number.",
     "# modules/010_autograd/module.yaml\nnumber: 010",
     "# modules/010_autograd/module.yaml\nnumber: 10",
     "Write the number without zeros in front; `prereq lint --fix` does it. Quotes do not help: "
     "they "
     "make it a text, which some programs take for no number at all.",
     ""},
    RuleStage::kTree,
    &FindPaddedNumbers};

}  // namespace prereq
