// Reads a proposal file back.
#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include "base/format.h"
#include "documents/json_parse.h"
#include "files/json_text.h"
#include "prereq/proposal_file.h"

namespace prereq {
namespace {

std::optional<Number> ParseNumber(const std::string& text) {
  Number number;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number.value);
  if (error != std::errc() || number.value < 0) return std::nullopt;
  if (stop == end) return number;
  if (stop + 1 != end || *stop < 'a' || *stop > 'z') return std::nullopt;
  number.suffix = *stop;
  return number;
}

class ProposalReader {
 public:
  explicit ProposalReader(std::string path) : path_(std::move(path)) {}

  ProposalFile Read(const Json& json) {
    ProposalFile file;
    const Json& problem = Child(json, "problem", Json::value_t::object);
    at_ = "/problem";
    ReadModules(Child(problem, "modules", Json::value_t::array), file);
    ReadObjective(problem, file);
    for (const Json& one : Child(problem, "numbers", Json::value_t::array)) {
      file.slots.push_back(NumberOf(one, "/problem/numbers"));
      const std::size_t count = file.slots.size();
      if (count > 1 && !(file.slots[count - 2] < file.slots[count - 1])) {
        Expect("/problem/numbers", "rising numbers");
      }
    }
    for (const Json& one : Child(problem, "claims", Json::value_t::array)) {
      at_ = fmt::format("/problem/claims/{}", file.graph.claims.size());
      file.graph.claims.Append(ReadClaim(one));
    }
    at_.clear();
    claim_count_ = static_cast<int>(file.graph.claims.size());
    const Json& order = Child(json, "order", Json::value_t::array);
    if (order.size() != static_cast<std::size_t>(module_count_)) {
      Expect("/order", "one number per module");
    }
    file.proposal.order = Order(static_cast<std::size_t>(module_count_));
    for (int v = 0; v < module_count_ && static_cast<std::size_t>(v) < order.size(); ++v) {
      file.proposal.order.Set({v}, NumberOf(order[static_cast<std::size_t>(v)], "/order"));
    }
    ReadCost(json, file.proposal);
    at_.clear();
    const Json& certificate = Child(json, "certificate", Json::value_t::object);
    at_ = "/certificate";
    ReadCertificate(certificate, file.proposal.certificate);
    file.proposal.certified = {Flag(certificate, "proves_weight"),
                               Flag(certificate, "proves_displacement")};
    slot_count_ = static_cast<int>(file.slots.size());
    for (const Json& one : Child(certificate, "prices", Json::value_t::array)) {
      at_ = fmt::format("/certificate/prices/{}", file.proposal.certificate.prices.size());
      if (one.is_object()) file.proposal.certificate.prices.push_back(ReadPriceProof(one));
    }
    at_.clear();
    ReadReasons(Child(json, "reasons", Json::value_t::array), file.proposal);
    return file;
  }

  void Expect(const std::string& pointer, const std::string& what) {
    if (errors.size() >= kMostErrorsOfFile) return;
    errors.push_back({Error::Code::kInvalid,
                      fmt::format("expected {} at `{}`", what, pointer),
                      {path_, 0, 0},
                      {}});
  }

  Errors errors;

 private:
  // The member `key`, or an empty value of that type after an error.
  const Json& Child(const Json& parent, const char* key, Json::value_t type) {
    static const Json kObject = Json::object();
    static const Json kArray = Json::array();
    if (parent.is_object()) {
      const auto found = parent.find(key);
      if (found != parent.end() && found->type() == type) return *found;
    }
    Expect(at_ + "/" + key, type == Json::value_t::object ? "an object" : "a list");
    return type == Json::value_t::object ? kObject : kArray;
  }

  std::int64_t Integer(const Json& parent, const char* key, std::int64_t low, std::int64_t high) {
    const auto found = parent.find(key);
    if (found != parent.end() && found->is_number_integer()) {
      // Unsigned values beyond the signed range read as negative, hence out of range.
      const auto value = found->get<std::int64_t>();
      if (value >= low && value <= high) return value;
    }
    Expect(at_ + "/" + key, fmt::format("an integer from {} to {}", low, high));
    return low;
  }
  int Small(const Json& parent, const char* key, int low, int high) {
    return static_cast<int>(Integer(parent, key, low, high));
  }
  bool Flag(const Json& parent, const char* key) {
    const auto found = parent.find(key);
    if (found != parent.end() && found->is_boolean()) return found->get<bool>();
    Expect(at_ + "/" + key, "true or false");
    return false;
  }
  std::string Text(const Json& parent, const char* key) {
    const auto found = parent.find(key);
    if (found != parent.end() && found->is_string()) return found->get<std::string>();
    Expect(at_ + "/" + key, "a text");
    return {};
  }
  Number NumberOf(const Json& json, const std::string& pointer) {
    if (json.is_string()) {
      if (const auto number = ParseNumber(json.get<std::string>())) return *number;
    }
    Expect(pointer, "numbers such as \"6\" or \"6b\"");
    return {};
  }

  void ReadModules(const Json& modules, ProposalFile& file) {
    module_count_ = static_cast<int>(modules.size());
    file.facts.order = Order(modules.size());
    std::set<std::string> slugs;
    for (int v = 0; v < module_count_; ++v) {
      const Json& one = modules[static_cast<std::size_t>(v)];
      if (!one.is_object()) {
        Expect("/problem/modules", "objects");
        continue;
      }
      at_ = fmt::format("/problem/modules/{}", v);
      Module module;
      module.slug = Text(one, "slug");
      if (!slugs.insert(module.slug).second)
        Expect(at_ + "/slug", "a slug that no other module has");
      file.graph.slugs.push_back(module.slug);
      file.facts.modules.push_back(std::move(module));
      const auto number = one.find("number");
      if (number != one.end() && !number->is_null()) {
        file.facts.order.Set({v}, NumberOf(*number, "/problem/modules/number"));
      }
      if (one.contains("weight")) {
        file.options.weights.push_back(Integer(one, "weight", 0, 1'000'000'000));
      }
    }
    at_ = "/problem";
    if (!file.options.weights.empty() && file.options.weights.size() != modules.size()) {
      Expect("/problem/modules", "a weight at every module or at none");
    }
  }

  void ReadObjective(const Json& problem, ProposalFile& file) {
    const std::string name = Text(problem, "objective");
    file.options.freeze_unaffected = Flag(problem, "freeze_unaffected");
    file.options.may_share_numbers =
        problem.contains("may_share_numbers") && Flag(problem, "may_share_numbers");
    if (name == "edits") {
      file.options.objective = Objective::kEdits;
    } else if (name == "displacement") {
      file.options.objective = Objective::kDisplacement;
    } else if (name != "renames") {
      Expect("/problem/objective", "renames, edits or displacement");
    }
  }

  Claim ReadClaim(const Json& json) {
    Claim claim;
    if (!json.is_object()) {
      Expect("/problem/claims", "objects");
      return claim;
    }
    const std::string kind = Text(json, "kind");
    if (kind == "precedence") {
      claim.before = {Small(json, "before", 0, module_count_ - 1)};
      claim.after = {Small(json, "after", 0, module_count_ - 1)};
    } else {
      claim.module = {Small(json, "module", 0, module_count_ - 1)};
      claim.kind = kind == "first"  ? Claim::Kind::kFirst
                   : kind == "last" ? Claim::Kind::kLast
                                    : Claim::Kind::kWindow;
      if (kind == "window") {
        claim.low = ParseNumber(Text(json, "low")).value_or(Number{});
        claim.high = ParseNumber(Text(json, "high")).value_or(Number{});
      } else if (kind != "first" && kind != "last") {
        Expect("/problem/claims/kind", "precedence, window, first or last");
      }
    }
    for (const Json& one : Child(json, "sources", Json::value_t::array)) {
      if (one.is_object()) claim.sources.push_back(ReadSource(one));
    }
    return claim;
  }

  Source ReadSource(const Json& json) {
    Source source;
    const std::string kind = Text(json, "kind");
    for (const FactKind known : {FactKind::kPolicy, FactKind::kProse, FactKind::kMetadata,
                                 FactKind::kImport, FactKind::kPath}) {
      if (FactKindName(known) == kind) source.kind = known;
    }
    source.text = Text(json, "text");
    source.because = Text(json, "because");
    const Json& where = Child(json, "where", Json::value_t::object);
    if (where.contains("path")) source.where.path = Text(where, "path");
    if (where.contains("line")) source.where.line = Small(where, "line", 0, 1 << 30);
    if (where.contains("column")) source.where.column = Small(where, "column", 0, 1 << 30);
    return source;
  }

  void ReadCost(const Json& json, Proposal& proposal) {
    constexpr std::int64_t kMost = std::int64_t{1} << 60;
    const Json& cost = Child(json, "cost", Json::value_t::object);
    at_ = "/cost";
    proposal.cost.renames = Small(cost, "renames", 0, 1 << 30);
    proposal.cost.weight = Integer(cost, "weight", 0, kMost);
    proposal.cost.displacement = Integer(cost, "displacement", 0, kMost);
    at_.clear();
    const Json& search = Child(json, "search", Json::value_t::object);
    at_ = "/search";
    proposal.weight_proved = Flag(search, "weight_proved");
    proposal.displacement_proved = Flag(search, "displacement_proved");
    proposal.canonical = Flag(search, "canonical");
    proposal.weight_bound = Integer(search, "weight_bound", 0, kMost);
    proposal.displacement_bound = Integer(search, "displacement_bound", 0, kMost);
    proposal.nodes = Integer(search, "nodes", 0, kMost);
    proposal.stopped = Flag(search, "stopped");
  }

  KeepCore ReadCore(const Json& json) {
    KeepCore core;
    if (!json.is_object()) {
      Expect("/certificate/cores", "objects");
      return core;
    }
    // Amounts stay far below what their sums could overflow with.
    core.amount = Integer(json, "amount", 0, std::int64_t{1} << 50);
    for (const Json& id : Child(json, "modules", Json::value_t::array)) {
      core.modules.push_back({Id(id, module_count_)});
    }
    for (const Json& id : Child(json, "claims", Json::value_t::array)) {
      core.claims.push_back({Id(id, claim_count_)});
    }
    return core;
  }

  int Id(const Json& json, int count) {
    if (json.is_number_integer()) {
      const auto value = json.get<std::int64_t>();
      if (value >= 0 && value < count) return static_cast<int>(value);
    }
    Expect("/certificate", fmt::format("indices from 0 to {}", count - 1));
    return 0;
  }

  void ReadCertificate(const Json& json, Certificate& certificate) {
    certificate.weight_bound = Integer(json, "weight_bound", 0, std::int64_t{1} << 60);
    certificate.scale = Integer(json, "scale", 1, std::int64_t{1} << 20);
    for (const Json& core : Child(json, "cores", Json::value_t::array)) {
      certificate.cores.push_back(ReadCore(core));
    }
    const Json& branches = Child(json, "branches", Json::value_t::array);
    const int count = static_cast<int>(branches.size());
    for (const Json& one : branches) {
      CertificateBranch branch;
      if (!one.is_object()) {
        Expect("/certificate/branches", "objects");
        continue;
      }
      branch.module = {Small(one, "module", -1, module_count_ - 1)};
      if (branch.module.value >= 0) {
        branch.stays = Small(one, "stays", 0, count - 1);
        branch.moves = Small(one, "moves", 0, count - 1);
      } else {
        for (const Json& core : Child(one, "cores", Json::value_t::array)) {
          branch.cores.push_back(ReadCore(core));
        }
      }
      certificate.branches.push_back(std::move(branch));
    }
  }

  PriceProof ReadPriceProof(const Json& json) {
    constexpr std::int64_t kMost = std::int64_t{1} << 60;
    PriceProof proof;
    const std::string part = Text(json, "part");
    if (part == "weight") {
      proof.part = PriceProof::Part::kWeight;
    } else if (part != "displacement") {
      Expect("/certificate/prices/part", "weight or displacement");
    }
    const auto limit = json.find("other_limit");
    if (limit == json.end() || !limit->is_null()) {
      proof.other_limit = Integer(json, "other_limit", 0, kMost);
    }
    proof.scale = Integer(json, "scale", 1, std::int64_t{1} << 20);
    proof.bound = Integer(json, "bound", 0, kMost);
    const Json& branches = Child(json, "branches", Json::value_t::array);
    for (const Json& one : branches) {
      if (one.is_object()) {
        proof.branches.push_back(ReadPriceBranch(one, static_cast<int>(branches.size())));
      } else {
        Expect("/certificate/prices/branches", "objects");
      }
    }
    return proof;
  }

  PriceBranch ReadPriceBranch(const Json& json, int count) {
    PriceBranch branch;
    branch.module = {Small(json, "module", -1, module_count_ - 1)};
    if (branch.module.value >= 0) {
      branch.slot = Small(json, "slot", -1, slot_count_ - 1);
      branch.first = Small(json, "first", 0, count - 1);
      branch.second = Small(json, "second", 0, count - 1);
      return branch;
    }
    branch.modules = Integers(Child(json, "modules", Json::value_t::array));
    branch.slots = Integers(Child(json, "slots", Json::value_t::array));
    for (const Json& one : Child(json, "precedences", Json::value_t::array)) {
      const std::vector<std::int64_t> five =
          one.is_array() ? Integers(one) : std::vector<std::int64_t>{};
      if (five.size() != 5 || std::ranges::any_of(five.begin(), five.end() - 1, [](std::int64_t i) {
            return i < 0 || i > (1 << 30);
          })) {
        Expect("/certificate/prices/precedences", "before, after, gap, slot and price");
        continue;
      }
      branch.precedences.push_back({{static_cast<int>(five[0])},
                                    {static_cast<int>(five[1])},
                                    static_cast<int>(five[2]),
                                    static_cast<int>(five[3]),
                                    five[4]});
    }
    for (const Json& core : Child(json, "cores", Json::value_t::array)) {
      branch.cores.push_back(ReadCore(core));
    }
    branch.other = Integer(json, "other", 0, std::int64_t{1} << 60);
    return branch;
  }

  std::vector<std::int64_t> Integers(const Json& json) {
    std::vector<std::int64_t> values;
    for (const Json& one : json) {
      if (one.is_number_integer()) {
        values.push_back(one.get<std::int64_t>());
      } else {
        Expect("/certificate/prices", "integers");
      }
    }
    return values;
  }

  void ReadReasons(const Json& json, Proposal& proposal) {
    for (const Json& one : json) {
      if (!one.is_object()) {
        Expect("/reasons", "objects");
        continue;
      }
      at_ = fmt::format("/reasons/{}", proposal.reasons.size());
      proposal.reasons.push_back({{Small(one, "module", 0, module_count_ - 1)},
                                  ReadCore(Child(one, "core", Json::value_t::object)),
                                  Text(one, "text")});
    }
  }

  std::string path_;
  std::string at_;  // pointer of the object being read
  int module_count_ = 0;
  int claim_count_ = 0;
  int slot_count_ = 0;
};

}  // namespace

Result<ProposalFile, Errors> ParseProposal(const std::string& path, const std::string& text) {
  ProposalReader reader(path);
  const auto fail = [&](Error::Code code, std::string message) {
    return Errors{{code, std::move(message), {path, 0, 0}, {}}};
  };
  const Result<Json> parsed =
      ParseUntrustedJson(path, text, "a proposal as `suggest --format json` writes it");
  if (!parsed) return Errors{parsed.error()};
  const Json& json = *parsed;
  if (!json.is_object() || json.value("kind", Json()) != "proposal") {
    return fail(Error::Code::kInvalid, "expected a proposal as `suggest --format json` writes it");
  }
  if (json.value("version", Json()) != 1) {
    return fail(Error::Code::kUnsupported, "expected a proposal of version 1");
  }
  ProposalFile file = reader.Read(json);
  if (!reader.errors.empty()) return std::move(reader.errors);
  return file;
}

}  // namespace prereq
