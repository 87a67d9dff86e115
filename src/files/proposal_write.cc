// A proposal with its problem and certificate as JSON.
#include "base/json_marks.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/json.h"
#include "files/json_text.h"
#include "prereq/proposal_file.h"

namespace prereq {
namespace {

const char* ObjectiveName(Objective objective) {
  switch (objective) {
    case Objective::kRenames:
      return "renames";
    case Objective::kEdits:
      return "edits";
    case Objective::kDisplacement:
      return "displacement";
  }
  return "renames";
}

Json ClaimJson(const Claim& claim) {
  static constexpr const char* kKinds[] = {"precedence", "window", "first", "last"};
  Json json = {{"kind", kKinds[static_cast<int>(claim.kind)]}};
  if (claim.kind == Claim::Kind::kPrecedence) {
    json["before"] = claim.before.value;
    json["after"] = claim.after.value;
  } else {
    json["module"] = claim.module.value;
  }
  if (claim.kind == Claim::Kind::kWindow) {
    json["low"] = ShowNumber(claim.low);
    json["high"] = ShowNumber(claim.high);
  }
  json["sources"] = Json::array();
  for (const Source& source : claim.sources) {
    json["sources"].push_back({{"kind", FactKindName(source.kind)},
                               {"text", EscapeInvalidUtf8(source.text)},
                               {"because", EscapeInvalidUtf8(source.because)},
                               {"where", LocationJson(source.where)}});
  }
  return json;
}

Json CoresJson(const std::vector<KeepCore>& cores) {
  Json json = Json::array();
  for (const KeepCore& core : cores) {
    Json one = {{"modules", Json::array()}, {"claims", Json::array()}, {"amount", core.amount}};
    for (const ModuleId id : core.modules) one["modules"].push_back(id.value);
    for (const ClaimId id : core.claims) one["claims"].push_back(id.value);
    json.push_back(std::move(one));
  }
  return json;
}

Json PriceLeafJson(const PriceBranch& leaf) {
  Json json = {{"module", -1},
               {"modules", leaf.modules},
               {"slots", leaf.slots},
               {"precedences", Json::array()},
               {"cores", CoresJson(leaf.cores)},
               {"other", leaf.other}};
  for (const PrecedencePrice& one : leaf.precedences) {
    json["precedences"].push_back(
        {one.before.value, one.after.value, one.gap, one.slot, one.price});
  }
  return json;
}

Json PricesJson(const std::vector<PriceProof>& proofs) {
  Json json = Json::array();
  for (const PriceProof& proof : proofs) {
    Json one = {{"part", proof.part == PriceProof::Part::kWeight ? "weight" : "displacement"},
                {"other_limit", proof.other_limit ? Json(*proof.other_limit) : Json(nullptr)},
                {"scale", proof.scale},
                {"bound", proof.bound},
                {"branches", Json::array()}};
    for (const PriceBranch& branch : proof.branches) {
      if (branch.module.value < 0) {
        one["branches"].push_back(PriceLeafJson(branch));
      } else {
        one["branches"].push_back({{"module", branch.module.value},
                                   {"slot", branch.slot},
                                   {"first", branch.first},
                                   {"second", branch.second}});
      }
    }
    json.push_back(std::move(one));
  }
  return json;
}

Json CertificateJson(const Certificate& certificate, const CertifiedParts& certified) {
  Json json = {
      {"proves_weight", certified.weight},        {"proves_displacement", certified.displacement},
      {"weight_bound", certificate.weight_bound}, {"scale", certificate.scale},
      {"cores", CoresJson(certificate.cores)},    {"branches", Json::array()}};
  for (const CertificateBranch& branch : certificate.branches) {
    Json one = {{"module", branch.module.value}};
    if (branch.module.value >= 0) {
      one["stays"] = branch.stays;
      one["moves"] = branch.moves;
    } else {
      one["cores"] = CoresJson(branch.cores);
    }
    json["branches"].push_back(std::move(one));
  }
  json["prices"] = PricesJson(certificate.prices);
  return json;
}

Json ProblemJson(const ProposalFile& file) {
  Json json = {{"objective", ObjectiveName(file.options.objective)},
               {"freeze_unaffected", file.options.freeze_unaffected},
               {"modules", Json::array()},
               {"numbers", Json::array()},
               {"claims", Json::array()}};
  if (file.options.may_share_numbers) json["may_share_numbers"] = true;
  for (int v = 0; v < file.graph.module_count(); ++v) {
    Json module = {{"slug", EscapeInvalidUtf8(file.graph.slug({v}))},
                   {"number", NumberJson(file.facts.order.number({v}))}};
    if (!file.options.weights.empty()) {
      module["weight"] = file.options.weights[static_cast<std::size_t>(v)];
    }
    json["modules"].push_back(std::move(module));
  }
  for (const Number slot : file.slots) json["numbers"].push_back(ShowNumber(slot));
  for (int c = 0; c < static_cast<int>(file.graph.claims.size()); ++c) {
    json["claims"].push_back(ClaimJson(file.graph.claim({c})));
  }
  return json;
}

Json ReasonsJson(const std::vector<MoveReason>& reasons) {
  Json json = Json::array();
  for (const MoveReason& reason : reasons) {
    json.push_back({{"module", reason.module.value},
                    {"text", EscapeInvalidUtf8(reason.text)},
                    {"core", CoresJson({reason.core}).front()}});
  }
  return json;
}

}  // namespace

std::string RenderProposalJson(const ProposalFile& file) {
  const Proposal& proposal = file.proposal;
  Json order = Json::array();
  for (int v = 0; v < file.graph.module_count(); ++v) {
    order.push_back(NumberJson(proposal.order.number({v})));
  }
  const Json json = {{"version", 1},
                     {"kind", "proposal"},
                     {"problem", ProblemJson(file)},
                     {"order", std::move(order)},
                     {"cost",
                      {{"renames", proposal.cost.renames},
                       {"weight", proposal.cost.weight},
                       {"displacement", proposal.cost.displacement}}},
                     {"search",
                      {{"weight_proved", proposal.weight_proved},
                       {"displacement_proved", proposal.displacement_proved},
                       {"canonical", proposal.canonical},
                       {"weight_bound", proposal.weight_bound},
                       {"displacement_bound", proposal.displacement_bound},
                       {"nodes", proposal.nodes},
                       {"stopped", proposal.stopped}}},
                     {"certificate", CertificateJson(proposal.certificate, proposal.certified)},
                     {"reasons", ReasonsJson(proposal.reasons)}};
  return EscapeMarks(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace prereq
