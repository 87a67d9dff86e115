// What is proved about a proposal, and what is not, in words.
#include "base/format.h"
#include "prereq/report.h"

namespace prereq {
namespace {

std::string Numbers(std::int64_t count) {
  return fmt::format("{} number{}", count, count == 1 ? "" : "s");
}

// The two parts of a cost as sentences, in the order in which they count.
class Words {
 public:
  Words(const ProposeOptions& options, const Proposal& proposal)
      : weighed_(options.objective == Objective::kEdits),
        weight_first_(options.objective != Objective::kDisplacement),
        cost_(proposal.cost),
        everyone_(options.freeze_unaffected ? "every valid order that holds the unaffected modules"
                                            : "every valid order") {}

  [[nodiscard]] bool weight_first() const { return weight_first_; }

  // "every valid order changes at least 4 numbers"
  [[nodiscard]] std::string First(std::int64_t bound) const {
    if (!weight_first_)
      return fmt::format("{} moves numbers by at least {} in sum", everyone_, bound);
    return Changes(bound);
  }
  [[nodiscard]] std::string Changes(std::int64_t bound) const {
    return fmt::format("{} changes {}", everyone_, AtLeast(bound));
  }

  // "those that change just 4 move them by at least 8 in sum"
  [[nodiscard]] std::string Second() const {
    if (!weight_first_) {
      return fmt::format("those that move them by just {} change {}", cost_.displacement,
                         AtLeast(cost_.weight));
    }
    return fmt::format(
        "those that change just {} move them by at least {} in sum",
        weighed_ ? fmt::format("weight {}", cost_.weight) : std::to_string(cost_.weight),
        cost_.displacement);
  }

  // "65 numbers may not be the fewest"
  [[nodiscard]] std::string FirstOpen() const {
    return weight_first_ ? WeightOpen()
                         : fmt::format("{} in sum may not be the least", cost_.displacement);
  }
  [[nodiscard]] std::string SecondOpen() const {
    return weight_first_ ? fmt::format("{} in sum may not be the least for {}", cost_.displacement,
                                       weighed_ ? fmt::format("weight {}", cost_.weight)
                                                : Numbers(cost_.weight))
                         : fmt::format("{} for {} in sum", WeightOpen(), cost_.displacement);
  }

 private:
  [[nodiscard]] std::string AtLeast(std::int64_t weight) const {
    return weighed_ ? fmt::format("numbers of weight {} or more", weight)
                    : "at least " + Numbers(weight);
  }
  [[nodiscard]] std::string WeightOpen() const {
    return weighed_ ? fmt::format("weight {} may not be the least", cost_.weight)
                    : fmt::format("{} may not be the fewest", Numbers(cost_.weight));
  }

  bool weighed_, weight_first_;
  const Cost& cost_;
  std::string everyone_;
};

// A part of the cost that is nothing needs no proof.
std::int64_t SecondCost(const Words& words, const Cost& cost) {
  return words.weight_first() ? cost.displacement : cost.weight;
}

// Who vouches for the proof where the certificate does not reach.
std::string Voucher(bool two, bool first, bool second) {
  if (first && (second || !two)) return "";
  const char* part = !two || (!first && !second) ? "" : first ? "the latter " : "the former ";
  return fmt::format(" ({}by search alone, without certificate)", part);
}

}  // namespace

std::string RenderCost(const ProposeOptions& options, const Cost& cost) {
  const std::string weight =
      options.objective == Objective::kEdits ? fmt::format(" (weight {})", cost.weight) : "";
  return fmt::format("{} changed{}, by {} in sum", Numbers(cost.renames), weight,
                     cost.displacement);
}

std::string RenderProofText(const ProposeOptions& options, const Proposal& proposal) {
  if (proposal.cost.renames == 0) return "";
  const Words words(options, proposal);
  const bool weight_first = words.weight_first();
  const auto pick = [&](auto weight, auto displacement, bool first) {
    return first == weight_first ? weight : displacement;
  };
  const Proposal& p = proposal;
  const std::int64_t first_bound = pick(p.weight_bound, p.displacement_bound, true);
  const std::int64_t second_bound = pick(p.weight_bound, p.displacement_bound, false);
  if (!pick(p.weight_proved, p.displacement_proved, true)) {
    return fmt::format(
        "not proved: {}; {}\n", words.FirstOpen(),
        first_bound > 0 ? words.First(first_bound) : "how few it takes is not known");
  }
  const std::int64_t first_cost = pick(p.cost.weight, p.cost.displacement, true);
  const bool first_certified = pick(p.certified.weight, p.certified.displacement, true);
  const bool second_certified = pick(p.certified.weight, p.certified.displacement, false);
  const bool second_proved = pick(p.weight_proved, p.displacement_proved, false);
  const bool two = second_proved && SecondCost(words, p.cost) > 0;
  std::string text =
      fmt::format("proved: {}{}{}\n", words.First(first_cost), two ? "; " + words.Second() : "",
                  Voucher(two, first_certified, second_certified));
  if (second_proved) return text;
  text += fmt::format("not proved: {}", words.SecondOpen());
  if (second_bound > 0) text += fmt::format("; it takes at least {}", second_bound);
  return text + "\n";
}

std::string RenderCertificateText(const ProposeOptions& options, const Proposal& proposal) {
  const Words words(options, proposal);
  const bool weight_first = words.weight_first();
  const CertifiedParts& certified = proposal.certified;
  const bool first = weight_first ? certified.weight : certified.displacement;
  const bool second = weight_first ? certified.displacement : certified.weight;
  const bool searched = weight_first ? proposal.displacement_proved : proposal.weight_proved;
  const std::int64_t cost = weight_first ? proposal.cost.weight : proposal.cost.displacement;
  if (!first) {
    const std::int64_t bound = proposal.certificate.weight_bound;
    return fmt::format("the certificate holds, but proves only that {}\n",
                       bound > 0 ? words.Changes(bound) : "the order is valid");
  }
  std::string text = "the certificate holds: " + words.First(cost);
  if (SecondCost(words, proposal.cost) == 0) return text + "\n";
  if (second || searched) text += "; " + words.Second();
  if (!second && searched) text += " (the latter by search alone, without certificate)";
  if (!second && !searched) text += "; not proved: " + words.SecondOpen();
  return text + "\n";
}

}  // namespace prereq
