// PRQ310: links to addresses with a number that the site's addresses do not have, or without one
// that they have.
#include <algorithm>
#include <optional>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "passages/relative_links.h"
#include "rules/rule.h"
#include "rules/site_faults.h"

namespace prereq {
namespace {

// One way to write an address: no `/` at the ends, no `.html`, no `index`.
std::string PlainAddress(std::string_view address) {
  while (address.starts_with('/')) address.remove_prefix(1);
  if (address.ends_with(".html")) address.remove_suffix(5);
  while (address.ends_with('/')) address.remove_suffix(1);
  if (address == "index") return {};
  if (address.ends_with("/index")) address.remove_suffix(6);
  return std::string(address);
}

std::string WithoutItsNumber(std::string_view part) {
  const SplitName split = SplitNumberedName(part);
  return std::string(split.number && !split.rest.empty() ? split.rest : part);
}

class LinkChecker {
 public:
  explicit LinkChecker(const ShownSite& shown)
      : rules_(shown.site.tool->page), keeps_(!Strips(rules_)) {
    for (const SitePage& page : shown.addresses.pages) {
      const std::string plain = PlainAddress(page.address);
      known_.insert(plain);
      if (keeps_) loose_.emplace(Loosely(plain), plain);
    }
  }

  // The address that a link means although it writes another one.
  [[nodiscard]] std::optional<std::string> Meant(const std::string& target) const {
    const std::string plain = PlainAddress(target);
    if (plain.empty() || known_.contains(plain)) return std::nullopt;
    const std::string loosely = Loosely(plain);
    if (!keeps_) {
      if (loosely == plain || !known_.contains(loosely)) return std::nullopt;
      return loosely;
    }
    if (loose_.count(loosely) != 1) return std::nullopt;
    const std::string& meant = loose_.find(loosely)->second;
    return LacksNumbers(plain, meant) ? std::optional(meant) : std::nullopt;
  }

 private:
  static bool Strips(const PageRules& rules) { return rules.stripped != StrippedNumber::kNone; }

  [[nodiscard]] std::string Loosely(const std::string& plain) const {
    std::vector<std::string> parts;
    for (const std::string_view part : Split(plain, '/')) {
      parts.push_back(keeps_ ? WithoutItsNumber(part) : NameInAddress(rules_, part));
    }
    return rules_.folders ? Join(parts, "/") : parts.back();
  }

  // Each part is that of `meant`, or the same without its number.
  static bool LacksNumbers(const std::string& plain, const std::string& meant) {
    const std::vector<std::string_view> a = Split(plain, '/'), b = Split(meant, '/');
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] != b[i] && a[i] != WithoutItsNumber(b[i])) return false;
    }
    return true;
  }

  const PageRules& rules_;
  bool keeps_;
  std::set<std::string> known_;
  std::multimap<std::string, std::string> loose_;  // without numbers, and as it is
};

bool StandsInFence(std::string_view text, std::size_t offset) {
  bool inside = false;
  for (const std::string_view line : Lines(text.substr(0, offset))) {
    const std::string_view said = Trim(line);
    if (said.starts_with("```") || said.starts_with("~~~")) inside = !inside;
  }
  return inside;
}

// Where a browser goes from a page's address.
std::optional<std::string> FromAddress(const std::string& address, const std::string& target) {
  if (target.starts_with("//") || target.find(':') != std::string::npos) return std::nullopt;
  if (target.starts_with('/')) return target;
  const std::string folder = address.substr(1, address.rfind('/'));
  const std::string base = folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder;
  return FollowPath(base, target);
}

bool IsPageSource(const PageRules& rules, const std::string& target) {
  return std::ranges::any_of(Split(rules.suffixes, ' '), [&](std::string_view suffix) {
    return suffix != ".html" && target.ends_with(suffix);
  });
}

// Whether the generator finds the file that the target is the path of, but for the suffix.
bool IsPathOfPage(const ShownSite& shown, const std::string& page, const std::string& target) {
  if (!shown.site.tool->page.paths_lead) return false;
  const bool whole = target.starts_with('/');
  const auto path = whole ? FollowPath(shown.site.PageFolder(), target.substr(1))
                          : FollowPath(ParentPath(page), target);
  return path && std::ranges::any_of(shown.addresses.pages, [&](const SitePage& one) {
           return one.path.substr(0, one.path.rfind('.')) == *path;
         });
}

}  // namespace

void FindSiteLinks(const ShownSite& shown, std::vector<Finding>& findings) {
  const PageRules& rules = shown.site.tool->page;
  if (rules.form == AddressForm::kHash || rules.form == AddressForm::kHeading ||
      rules.form == AddressForm::kUnknown) {
    return;
  }
  const LinkChecker checker(shown);
  for (const SitePage& page : shown.addresses.pages) {
    const std::string text = shown.read(page.path);
    for (const Span span : LinkTargets(text)) {
      const std::string written = text.substr(span.offset, span.length);
      const std::string target = DecodePercent(written);
      if (IsPageSource(rules, target) || IsPathOfPage(shown, page.path, target)) continue;
      const auto leads = FromAddress(page.address, target);
      const auto meant = leads ? checker.Meant(*leads) : std::nullopt;
      if (!meant || StandsInFence(text, span.offset)) continue;
      Finding finding;
      finding.rule = RuleId::kSiteLink;
      finding.evidence_kind = "address";
      finding.where = LineIndex(text).At(page.path, span.offset);
      const bool strips = rules.stripped != StrippedNumber::kNone;
      finding.headline =
          fmt::format("`{}` leads to no page: addresses of {} {} numbers, that page is `/{}`",
                      Printable(written), shown.site.tool->name, strips ? "have no" : "keep the",
                      Printable(*meant));
      finding.facts.push_back(
          {"file",
           fmt::format("`{}` tells of {}", Printable(shown.site.file), shown.site.tool->name),
           {shown.site.file, 0, 0}});
      finding.fix = FixByHand(
          "write the address as the site has it, or the path of the file with "
          "its suffix where the generator follows that");
      findings.push_back(std::move(finding));
    }
  }
}

constinit const RuleEntry kSiteLink = {
    {RuleId::kSiteLink, "site-link", Severity::kWarn, RuleSubject::kTree,
     "a link within a site has a number that the addresses do not have, or lacks one that they "
     "have",
     "A site generator was found by its files; a link of one of its pages names no file but an "
     "address, no page has that address, and one page would have it if the number in front of a "
     "name were left out (Docusaurus, Nuxt Content, MyST) or written (all others). Links in code "
     "are passed over, and so are sites whose configuration changes addresses.",
     "The link works in an editor or on the service that shows the repository, and is dead on the "
     "site, or the other way round.",
     "<!-- docs/01-intro.md of a Docusaurus site -->\n[next](/docs/02-setup)",
     "<!-- docs/01-intro.md of a Docusaurus site -->\n[next](/docs/setup)",
     "Write the address as the site has it, or the path of the file with its suffix.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
