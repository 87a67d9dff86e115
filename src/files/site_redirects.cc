#include "files/site_redirects.h"

#include <algorithm>
#include <array>

#include "base/format.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "documents/json.h"

namespace prereq {
namespace {

enum class NamedBy {
  kAddresses,  // from the site's root
  kEncoded,    // the same, percent-encoded
  kPattern,    // encoded too, with what a pattern of a route means something else by behind a `\`
  kPages,      // paths of pages, from the folder of pages
};

// One row. In texts FROM and TO are the names as texts of JSON, BARE and THERE without quotes.
struct RedirectForm {
  std::string_view name;
  std::string_view comment;           // what begins one
  std::string_view head, line, tail;  // around and for each redirect
  NamedBy names = NamedBy::kAddresses;
  bool by_page = false;  // the lines stand in the front matter of the page that is led to
  // Instead of head and line where that is TOML or JSON; empty: it never is.
  std::string_view toml = {}, json = {};
};

constexpr std::string_view kAliases = "aliases:\n";

// https://docsify.js.org/#/configuration?id=alias
// https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects
// https://gohugo.io/content-management/urls/#aliases
// https://github.com/jekyll/jekyll-redirect-from
// https://github.com/mkdocs/mkdocs-redirects
// https://docs.netlify.com/routing/redirects/ (Cloudflare Pages reads the same file)
// https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects
// https://nuxt.com/docs/guide/concepts/rendering#route-rules
// https://quarto.org/docs/reference/formats/html.html#website
// https://docs.astro.build/en/reference/configuration-reference/#redirects
// https://ecosystem.vuejs.press/plugins/tools/redirect.html
constexpr std::array kForms = {
    RedirectForm{"docsify", "//", "alias: {\n", "  FROM: TO,\n", "},\n"},
    RedirectForm{"docusaurus", "//",
                 "plugins: [[\"@docusaurus/plugin-client-redirects\", {redirects: [\n",
                 "  {from: FROM, to: TO},\n", "]}]],\n"},
    RedirectForm{"hugo", "#", kAliases, "  - FROM\n", "", NamedBy::kAddresses, true,
                 "aliases = [FROM]\n", "\"aliases\": [FROM],\n"},
    RedirectForm{"jekyll", "#", "redirect_from:\n", "  - FROM\n", "", NamedBy::kAddresses, true},
    RedirectForm{"mkdocs", "#", "plugins:\n  - redirects:\n      redirect_maps:\n",
                 "        FROM: TO\n", "", NamedBy::kPages},
    RedirectForm{"netlify", "#", "", "BARE THERE 301\n", "", NamedBy::kEncoded},
    RedirectForm{"nextra", "//", "redirects: async () => [\n",
                 "  {source: FROM, destination: TO, permanent: true},\n", "],\n",
                 NamedBy::kPattern},
    RedirectForm{"nuxt", "//", "routeRules: {\n",
                 "  FROM: {redirect: {to: TO, statusCode: 301}},\n", "},\n"},
    RedirectForm{"quarto", "#", kAliases, "  - FROM\n", "", NamedBy::kAddresses, true},
    RedirectForm{"starlight", "//", "redirects: {\n", "  FROM: TO,\n", "},\n"},
    RedirectForm{"vuepress", "//", "redirectPlugin({config: {\n", "  FROM: TO,\n", "}}),\n"},
};

std::string JsonQuoted(const std::string& text) { return Json(EscapeInvalidUtf8(text)).dump(); }

std::string BelowFolder(const std::string& path, const std::string& folder) {
  return folder.empty() || !IsWithin(path, folder) ? path : path.substr(folder.size() + 1);
}

std::string Encoded(const std::string& address) {
  std::vector<std::string> parts;
  for (const std::string_view part : Split(address, '/')) parts.push_back(EncodePercent(part));
  return Join(parts, "/");
}

std::string RoutePattern(const std::string& address) {
  constexpr std::string_view kSigns = "()[]{}:*?+!\\";
  std::string pattern;
  for (const char c : address) {
    if (kSigns.find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

struct FromTo {
  std::string from, to;
};

FromTo FromToOf(const RedirectForm& form, const SiteChange& site, const AddressChange& page) {
  switch (form.names) {
    case NamedBy::kEncoded:
      return {Encoded(page.before), Encoded(page.after)};
    case NamedBy::kPattern:
      return {RoutePattern(Encoded(page.before)), Encoded(page.after)};
    case NamedBy::kPages:
      return {BelowFolder(page.from, site.folder), BelowFolder(page.to, site.folder)};
    case NamedBy::kAddresses:
      break;
  }
  if (site.tool->page.form != AddressForm::kHash) return {page.before, page.after};
  // The router's own part of the address, as a pattern; it leads to files.
  return {RoutePattern(Encoded(page.before.substr(1))), "/" + BelowFolder(page.to, site.folder)};
}

std::string Filled(std::string_view line, const FromTo& names) {
  const std::array<std::pair<std::string_view, std::string>, 4> words = {{
      {"FROM", JsonQuoted(names.from)},
      {"TO", JsonQuoted(names.to)},
      {"BARE", names.from},
      {"THERE", names.to},
  }};
  std::string filled;
  while (!line.empty()) {
    const auto* const word =
        std::ranges::find_if(words, [&](const auto& one) { return line.starts_with(one.first); });
    filled += word == words.end() ? std::string(line.substr(0, 1)) : word->second;
    line.remove_prefix(word == words.end() ? 1 : word->first.size());
  }
  return filled;
}

// What a page that is led to gets, in the language of its front matter.
std::string LinesOfPage(const RedirectForm& form, const AddressChange& page) {
  using Language = FrontMatterPart::Language;
  if (page.language == Language::kToml && !form.toml.empty()) return std::string(form.toml);
  if (page.language == Language::kJson && !form.json.empty()) return std::string(form.json);
  return std::string(form.head) + std::string(form.line);
}

std::string BlockOf(const RedirectForm& form, const SiteChange& site) {
  std::string lines, notes;
  for (const AddressChange& page : site.pages) {
    if (page.before == page.after) continue;
    if (!page.shows.empty()) {
      notes += fmt::format("{} no redirect: {} (now {}) is another page afterwards\n", form.comment,
                           Printable(page.before), Printable(page.after));
      continue;
    }
    const FromTo names = FromToOf(form, site, page);
    if (form.by_page) {
      lines += fmt::format("{} {}\n{}", form.comment, Printable(page.to),
                           Filled(LinesOfPage(form, page), names));
    } else {
      lines += Filled(form.line, names);
    }
  }
  if (lines.empty() && notes.empty()) return {};
  const std::string head = fmt::format("{} {}\n", form.comment, Printable(site.file));
  if (lines.empty()) return head + notes;
  if (form.by_page) return head + notes + lines;
  return head + notes + std::string(form.head) + lines + std::string(form.tail);
}

}  // namespace

std::vector<std::string_view> RedirectFormNames() {
  std::vector<std::string_view> names;
  for (const RedirectForm& form : kForms) names.push_back(form.name);
  return names;
}

Result<std::string> RenderRedirectForm(std::string_view name,
                                       const std::vector<SiteChange>& sites) {
  const auto* const form = std::ranges::find(kForms, name, &RedirectForm::name);
  Error error;
  error.code = Error::Code::kNotFound;
  error.message = fmt::format("no address changes of a site that takes redirects as {} does", name);
  error.fix = "say `--format addresses-csv` instead";
  if (form == kForms.end()) return error;
  std::string text;
  for (const SiteChange& site : sites) {
    const PageRules& rules = site.tool->page;
    if (site.redirects != name && (name != "netlify" || rules.form == AddressForm::kHash)) {
      if (rules.redirects != name) continue;
      error.message = fmt::format("`{}` sets `{}`, so {} writes no redirects", Printable(site.file),
                                  rules.no_redirects, site.tool->name);
      error.fix = fmt::format("say `--format redirects-{}` instead", site.redirects);
      continue;
    }
    if (!site.unsure.empty()) {
      error.message = fmt::format("`{}` sets `{}`, so its addresses are not known here",
                                  Printable(site.file), site.unsure);
      error.fix = "say `--format redirects-json` instead";
      continue;
    }
    const std::string block = BlockOf(*form, site);
    if (!text.empty() && !block.empty()) text += '\n';
    text += block;
  }
  if (text.empty()) return error;
  return text;
}

}  // namespace prereq
