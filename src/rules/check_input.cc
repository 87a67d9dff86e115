#include "rules/check_input.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/cycle.h"
#include "rules/reference_faults.h"

namespace prereq {
namespace {

// The modules whose slug, with or without a number before it, is a word of `text`; as they stand.
std::vector<std::string> ModulesNamedIn(const Facts& facts, std::string_view text) {
  std::vector<std::string> slugs;
  for (std::size_t at = 0; at < text.size();) {
    const auto is_part = [&] { return IsWordByte(text[at]) || text[at] == '-'; };
    const std::size_t begin = at;
    while (at < text.size() && is_part()) ++at;
    const std::string_view word = text.substr(begin, at - begin);
    for (const std::string_view name : {word, SplitNumberedName(word).rest}) {
      const auto id = facts.FindSlug(name);
      if (!id) continue;
      const std::string& slug = facts.module(*id).slug;
      if (std::ranges::find(slugs, slug) == slugs.end()) slugs.push_back(slug);
      break;
    }
    if (begin == at) ++at;
  }
  return slugs;
}

}  // namespace

CheckInput::CheckInput(const Facts& the_facts, const Graph& the_graph, const Order& the_order,
                       const Config& the_config)
    : facts(the_facts),
      graph(the_graph),
      order(the_order),
      config(the_config),
      width(PrintedWidth(the_facts)) {}

CheckInput::~CheckInput() = default;

std::string CheckInput::Shown(ModuleId id) const {
  const auto number = order.number(id);
  return number ? ShowNumber(*number, width) : "?";
}

std::string CheckInput::Named(ModuleId id) const {
  return fmt::format("{} ({})", slug(id), Shown(id));
}

Evidence CheckInput::PlaceOf(ModuleId id) const {
  return {"order", fmt::format("{} is number {}", slug(id), Shown(id)), facts.module(id).where};
}

const std::vector<ModuleId>& CheckInput::sequence() const {
  if (!sequence_) sequence_ = order.Sequence();
  return *sequence_;
}

std::optional<ModuleId> CheckInput::OwnerOf(Number number) const {
  const auto owner = std::ranges::lower_bound(sequence(), number, {},
                                              [this](ModuleId id) { return *order.number(id); });
  if (owner == sequence().end() || order.number(*owner) != number) return std::nullopt;
  return *owner;
}

const std::vector<ClaimId>& CheckInput::broken() const {
  if (!broken_) broken_ = BrokenClaims(graph, order);
  return *broken_;
}

const Cycles& CheckInput::cycles() const {
  if (!cycles_) cycles_ = std::make_unique<const Cycles>(FindCycles(graph));
  return *cycles_;
}

const ReferenceFaults& CheckInput::reference_faults() const {
  if (!reference_faults_) {
    reference_faults_ = std::make_unique<const ReferenceFaults>(FindReferenceFaults(*this));
  }
  return *reference_faults_;
}

const std::vector<Finding>& CheckInput::FindingsOf(RuleId rule) const {
  const auto [found, is_new] = findings_.try_emplace(rule);
  if (is_new) {
    std::vector<Finding> findings;
    EntryOf(rule).check(*this, findings);
    for (Finding& finding : findings) finding.rule = rule;
    found->second = std::move(findings);
  }
  return found->second;
}

Fix CheckInput::SuggestFix() const {
  for (const RuleId rule : {RuleId::kCycle, RuleId::kConstraintConflict}) {
    const std::vector<Finding>& impossible = FindingsOf(rule);
    if (impossible.empty()) continue;
    return FixByHand(fmt::format("first resolve the {} at {}: no order is valid before",
                                 RuleName(rule), Show(impossible.front().where)));
  }
  if (!config.has_modules) return FixByCommand("prereq suggest");
  const bool dashed = config.path.starts_with('-');
  return FixByCommand("prereq suggest " + ShellQuote(dashed ? "./" + config.path : config.path));
}

std::vector<std::string> ModulesOf(const Graph& graph, const std::vector<ClaimId>& claims) {
  std::set<std::string> slugs;
  for (const ClaimId id : claims) {
    const Claim& claim = graph.claim(id);
    if (claim.kind == Claim::Kind::kPrecedence) {
      slugs.insert({graph.slug(claim.before), graph.slug(claim.after)});
    } else {
      slugs.insert(graph.slug(claim.module));
    }
  }
  return {slugs.begin(), slugs.end()};
}

Finding AboutUnknownName(const CheckInput& input, const NameProblem& problem, std::string advice) {
  const std::string name = Printable(problem.name.text);
  Finding finding;
  finding.where = problem.name.where;
  finding.evidence_kind = FactKindName(problem.kind);
  finding.headline = fmt::format("`{}` names no module ({})", name, problem.context);
  finding.modules = {name};
  const std::vector<std::string> several = ModulesNamedIn(input.facts, problem.name.text);
  finding.fix =
      FixByHand(several.size() > 1
                    ? fmt::format("it names several modules; make each an entry of its own: {}",
                                  Join(several, ", "))
                    : std::move(advice));
  return finding;
}

std::vector<Evidence> EvidenceOf(const Claim& claim) {
  std::vector<Evidence> lines;
  for (const Source& source : claim.sources) {
    lines.push_back({std::string(FactKindName(source.kind)), source.text, source.where});
  }
  return lines;
}

std::size_t AddFacts(const Claim& claim, Finding& finding) {
  const std::size_t first = finding.facts.size() + 1;
  std::ranges::move(EvidenceOf(claim), std::back_inserter(finding.facts));
  return first;
}

int PrintedWidth(const Facts& facts) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return pattern ? pattern->width() : 1;
}

}  // namespace prereq
