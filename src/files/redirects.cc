// Pages are found by their suffix below a folder that the generator works in.
#include "files/redirects.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/file_kind.h"
#include "base/format.h"
#include "base/json_marks.h"
#include "base/path.h"
#include "base/path_lookup.h"
#include "base/renamed.h"
#include "base/text.h"
#include "documents/json.h"
#include "files/csv_field.h"
#include "files/json_text.h"

namespace prereq {
namespace {

using Names = std::map<std::string, std::string>;

Names NamesOf(const EditSet& edits) {
  Names names;
  for (const PathMove& move : edits.moves) names.emplace(move.from, move.to);
  return names;
}

// A string as TOML and Python both read it; nothing but printable ASCII and UTF-8 in it.
std::string TomlQuoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += byte < 0x20 || byte == 0x7f ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
  }
  return quoted + '"';
}

// The way from the folder of page `from` to page `to`, both relative to the site.
std::string Address(const std::string& from, const std::string& to) {
  const std::vector<std::string_view> here = Split(from, '/');
  const std::vector<std::string_view> there = Split(to, '/');
  std::size_t same = 0;
  while (same + 1 < here.size() && same + 1 < there.size() && here[same] == there[same]) ++same;
  std::string address;
  for (std::size_t i = same + 1; i < here.size(); ++i) address += "../";
  for (std::size_t i = same; i < there.size(); ++i) {
    address += PathUri(there[i]);
    if (i + 1 < there.size()) address += '/';
  }
  return address;
}

// How one generator names its folders and pages.
struct SiteRules {
  std::vector<std::string_view> marks;     // a file that only the site's folder holds
  std::vector<std::string_view> suffixes;  // of page sources
  std::string_view head, tail;             // around the lines of a block
  std::string_view separator, end;         // of a line
};

const SiteRules& RulesOf(PageSite site) {
  static const SiteRules kMdbook{{"SUMMARY.md"}, {".md"}, "[output.html.redirect]\n", "",
                                 " = ",          ""};
  static const SiteRules kSphinx{
      {"conf.py", "_toc.yml"}, {".md", ".rst", ".ipynb"}, "redirects = {\n", "}\n", ": ", ","};
  return site == PageSite::kMdbook ? kMdbook : kSphinx;
}

// A page's name without its suffix; empty when `path` is not a page.
std::string PageName(const SiteRules& rules, PageSite site, const std::string& path) {
  for (const std::string_view suffix : rules.suffixes) {
    if (!path.ends_with(suffix)) continue;
    std::string name = path.substr(0, path.size() - suffix.size());
    // mdBook publishes a README as the index of its folder.
    if (site == PageSite::kMdbook && Lower(BaseName(name)) == "readme") {
      name = JoinPath(ParentPath(name), "index");
    }
    return name;
  }
  return {};
}

std::string Below(const std::string& path, const std::string& folder) {
  return folder.empty() ? path : path.substr(folder.size() + 1);
}

// The pages of one site.
struct SitePages {
  std::vector<std::pair<std::string, std::string>> moved;  // page names, relative to the site
  std::set<std::string> after;                             // names that are pages afterwards
};

}  // namespace

std::vector<Redirect> RedirectsOf(const EditSet& edits, const std::vector<FileEntry>& files) {
  const Names names = NamesOf(edits);
  std::map<std::string, Redirect> redirects;  // by `from`
  PathsAndFolders after;                      // paths afterwards
  for (const FileEntry& file : files) {
    const std::string to = Renamed(names, file.path).value_or(file.path);
    after.Add(to);
    if (to != file.path) redirects[file.path] = {file.path, to, file.kind, false};
  }
  for (const PathMove& move : edits.moves) {
    redirects.try_emplace(move.from, Redirect{move.from, move.to, move.kind, false});
    after.Add(move.to);
  }
  std::vector<Redirect> all;
  for (auto& [from, redirect] : redirects) {
    redirect.taken = after.Contains(from);
    all.push_back(std::move(redirect));
  }
  return all;
}

std::string RenderRedirectsJson(const std::vector<Redirect>& redirects) {
  Json list = Json::array();
  for (const Redirect& one : redirects) {
    list.push_back(Json{{"from", EscapeInvalidUtf8(one.from)},
                        {"to", EscapeInvalidUtf8(one.to)},
                        {"kind", FileKindName(one.kind)},
                        {"taken", one.taken}});
  }
  const Json document{{"format", "prereq-redirects"}, {"version", 1}, {"redirects", list}};
  return EscapeMarks(document.dump(2)) + "\n";
}

std::string RenderRedirectsCsv(const std::vector<Redirect>& redirects) {
  std::string text = "from,to,kind,taken\r\n";
  for (const Redirect& one : redirects) {
    text += fmt::format("{},{},{},{}\r\n", CsvField(one.from), CsvField(one.to),
                        FileKindName(one.kind), one.taken);
  }
  return text;
}

Result<std::string> RenderSiteRedirects(PageSite site, const EditSet& edits,
                                        const std::vector<FileEntry>& files) {
  const SiteRules& rules = RulesOf(site);
  const Names names = NamesOf(edits);
  std::set<std::string> folders;
  for (const FileEntry& file : files) {
    for (const std::string_view mark : rules.marks) {
      if (BaseName(file.path) == mark) folders.insert(ParentPath(file.path));
    }
  }
  std::map<std::string, SitePages> sites;  // by folder
  for (const FileEntry& file : files) {
    const std::string before = PageName(rules, site, file.path);
    if (before.empty()) continue;
    std::string folder = ParentPath(file.path);
    while (!folder.empty() && !folders.contains(folder)) folder = ParentPath(folder);
    if (!folders.contains(folder)) continue;
    const std::string path = Renamed(names, file.path).value_or(file.path);
    const std::string folder_after = Renamed(names, folder).value_or(folder);
    if (!IsWithin(path, folder_after)) continue;
    const std::string old_name = Below(before, folder);
    const std::string new_name = Below(PageName(rules, site, path), folder_after);
    SitePages& pages = sites[folder];
    pages.after.insert(new_name);
    if (old_name != new_name) pages.moved.emplace_back(old_name, new_name);
  }
  std::string text;
  for (const auto& [folder, pages] : sites) {
    if (pages.moved.empty()) continue;
    if (!text.empty()) text += '\n';
    text += fmt::format("# {}\n", folder.empty() ? "." : Printable(folder));
    std::string lines;
    for (const auto& [from, to] : pages.moved) {
      if (pages.after.contains(from) || EscapeInvalidUtf8(from) != from) {
        text +=
            fmt::format("# no redirect: {} (now {}) {}\n", Printable(from), Printable(to),
                        pages.after.contains(from) ? "is another page afterwards" : "is no UTF-8");
        continue;
      }
      // sphinx-reredirects takes what stands behind a dot for the suffix and writes another one.
      const bool dotted = BaseName(from).find('.') != std::string::npos;
      const std::string key = site == PageSite::kMdbook ? "/" + from + ".html"
                              : dotted                  ? from + ".html"
                                                        : from;
      lines += fmt::format("{}{}{}{}{}\n", site == PageSite::kSphinx ? "    " : "", TomlQuoted(key),
                           rules.separator, TomlQuoted(Address(from, to + ".html")), rules.end);
    }
    text += fmt::format("{}{}{}", rules.head, lines, rules.tail);
  }
  if (!text.empty()) return text;
  Error error;
  error.code = Error::Code::kNotFound;
  error.message =
      fmt::format("no page moves that {} would publish: expected {} above one that does",
                  site == PageSite::kMdbook ? "mdBook" : "Sphinx", Join(rules.marks, " or "));
  error.fix = "say `--format redirects-json` instead";
  return error;
}

}  // namespace prereq
