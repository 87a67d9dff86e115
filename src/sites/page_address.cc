#include "sites/page_address.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "sites/heading_address.h"
#include "sites/natural_order.h"
#include "sites/permalink_form.h"
#include "sites/site_settings.h"

namespace prereq {
namespace {

bool IsPlain(char c) { return IsAlphanumeric(c) || static_cast<unsigned char>(c) >= 0x80; }

std::size_t DigitsAtFront(std::string_view name) {
  return std::min(name.find_first_not_of("0123456789"), name.size());
}

std::string_view WithoutSeparated(std::string_view name) {
  constexpr std::string_view kMarks = "-_.";
  const std::size_t digits = DigitsAtFront(name);
  if (digits == 0 || digits == name.size()) return name;
  const bool version = kMarks.find(name[digits]) != std::string_view::npos &&
                       digits + 1 < name.size() && IsDigit(name[digits + 1]);
  if (version) return name;
  const auto past = [&](std::string_view set, std::size_t at) {
    return std::min(name.find_first_not_of(set, at), name.size());
  };
  const std::size_t marks = past(" ", digits);
  const std::size_t blanks = past(kMarks, marks);
  const std::size_t rest = past(" ", blanks);
  if (blanks == marks || rest == name.size()) return name;
  return kMarks.find(name[rest]) == std::string_view::npos ? name.substr(rest) : name;
}

std::string_view WithoutDotted(std::string_view name) {
  const std::size_t digits = DigitsAtFront(name);
  if (digits == 0 || digits + 1 >= name.size() || name[digits] != '.') return name;
  return name.substr(digits + 1);
}

std::string_view WithoutLoose(std::string_view name) {
  const std::size_t digits = DigitsAtFront(name);
  const bool year = digits == 4 && (name[0] == '1' || name[0] == '2');
  if (year || digits >= 5) return name;
  const std::size_t rest = name.find_first_not_of("0123456789_.-");
  return rest == std::string_view::npos ? name : name.substr(rest);
}

std::string_view Stripped(StrippedNumber stripped, std::string_view name) {
  switch (stripped) {
    case StrippedNumber::kNone:
      return name;
    case StrippedNumber::kSeparated:
      return WithoutSeparated(name);
    case StrippedNumber::kDotted:
      return WithoutDotted(name);
    case StrippedNumber::kLoose:
      return WithoutLoose(name);
  }
  return name;
}

// Letters in lower case, also beyond ASCII; nothing else changes.
std::string Lowered(std::string_view name) { return FoldName(name); }

std::string Dashed(std::string_view name) {
  constexpr std::string_view kKept = "._#+~-";
  std::string spelled;
  bool blank = false;
  for (const char c : Lowered(name)) {
    if (c == ' ' || c == '\t') {
      blank = !spelled.empty() && spelled.back() != '-';
    } else if (IsPlain(c) || kKept.find(c) != std::string_view::npos) {
      if (blank && c != '-') spelled += '-';
      blank = false;
      spelled += c;
    }
  }
  return spelled;
}

std::string Slugged(std::string_view name) {
  std::string spelled;
  for (const char c : Lowered(name)) {
    if (IsPlain(c) || c == '_' || c == '-') spelled += c;
    if (c == ' ') spelled += '-';
  }
  return spelled;
}

std::string Ascii(std::string_view name) {
  constexpr std::size_t kLongest = 50;
  std::string spelled;
  for (const char c : Lowered(name)) {
    const bool kept = IsAlphanumeric(c);
    if (kept) spelled += c;
    if (!kept && (spelled.empty() || spelled.back() != '-')) spelled += '-';
  }
  if (spelled.starts_with('-')) spelled.erase(0, 1);
  if (spelled.ends_with('-')) spelled.pop_back();
  return spelled.substr(0, kLongest);
}

std::string Words(std::string_view name) {
  std::string spelled;
  for (const char c : Lowered(name)) {
    const bool dash = c == ' ' || c == '-';
    if (dash && (spelled.empty() || spelled.back() != '-')) spelled += '-';
    if (!dash && (IsPlain(c) || c == '_' || c == '.')) spelled += c;
  }
  while (spelled.ends_with('-')) spelled.pop_back();
  return spelled.starts_with('-') ? spelled.substr(1) : spelled;
}

bool HasWord(std::string_view words, std::string_view word) {
  if (words.empty()) return false;
  const std::vector<std::string_view> all = Split(words, ' ');
  return std::ranges::find(all, word) != all.end();
}

// The value of one of the row's keys in a page's front matter.
struct OwnAddress {
  std::string value;
  bool last_part = false;  // it stands for the last part alone
};
std::optional<OwnAddress> OwnAddressOf(std::string_view keys, std::string_view text) {
  const std::optional<FrontMatterPart> part = FindFrontMatter(text);
  if (keys.empty() || !part) return std::nullopt;
  const std::string_view matter = text.substr(part->span.offset, part->span.length);
  for (std::string_view key : Split(keys, ' ')) {
    const bool last = key.starts_with('.');
    if (last) key.remove_prefix(1);
    std::optional<std::string> value = SettingOf(matter, key);
    if (value && !value->empty()) return OwnAddress{std::move(*value), last};
  }
  return std::nullopt;
}

// The lines of a YAML text below a key, which are indented further; empty where there are none.
std::string BelowKey(std::string_view text, std::string_view key) {
  std::string below;
  std::optional<std::size_t> indent;
  for (const std::string_view line : Lines(text)) {
    const std::string_view said = Trim(line);
    const std::size_t here = std::min(line.find_first_not_of(' '), line.size());
    if (indent && !said.empty() && !said.starts_with('#') && here <= *indent) break;
    if (indent) {
      below += line;
      below += '\n';
    } else if (said == std::string(key) + ":") {
      indent = here;
    }
  }
  return below;
}

// The text without what is below a key.
std::string WithoutKey(std::string_view text, std::string_view key) {
  const std::string below = BelowKey(text, key);
  std::string rest(text);
  if (const std::size_t at = rest.find(below); !below.empty() && at != std::string::npos) {
    rest.erase(at, below.size());
  }
  return rest;
}

class AddressReader {
 public:
  AddressReader(const FoundSiteTool& site, const TextReader& read)
      : site_(site),
        read_(read),
        rules_(site.tool->page),
        folder_(site.PageFolder()),
        collections_(site.CollectionsFolder()),
        list_(ReadList()) {
    base_ = std::string(rules_.base);
    if (!rules_.base_setting.empty()) {
      if (const auto base = SettingOf(site.text, rules_.base_setting)) base_ = *base;
    }
    while (base_.starts_with('/')) base_.erase(0, 1);
    while (base_.ends_with('/')) base_.pop_back();
    ReadForm();
  }

  [[nodiscard]] const std::string& unsure() const { return unsure_; }

  // The address without count; nullopt for what is not a page or has a rule of its own.
  [[nodiscard]] std::optional<std::string> Of(const std::string& path) {
    std::optional<std::string> inside = Inside(path);
    if (!inside) return std::nullopt;
    const std::string name = WithoutSuffix(*inside);
    // Letters beyond ASCII become others there, by a table that is not known here.
    const bool odd = std::ranges::any_of(name, [](char c) { return (c & 0x80) != 0; });
    if (name.empty() || (odd && rules_.spelling == Spelling::kWords)) return std::nullopt;
    std::string folder = ParentPath(name), last(BaseName(name));
    const bool index = IsIndexPage(last, folder);
    std::string address;
    for (const std::string_view part : Split(folder, '/')) {
      if (!folder.empty() && folders_) address += "/" + NameInAddress(rules_, part);
    }
    std::string own = NameInAddress(rules_, last);
    bool is_folder = index;
    if (const auto said = OwnAddressOf(rules_.keys, rules_.keys.empty() ? "" : read_(path))) {
      // A template: what comes of it is not known here.
      if (!SaidOfCollection(path).empty()) return FromForm(said->value, name, path);
      if (said->value.find_first_of(":{$") != std::string::npos) return std::nullopt;
      if (!said->last_part || said->value.starts_with('/')) return Whole(said->value);
      own = said->value;
      is_folder = false;
    } else if (const auto form = CollectionForm(path)) {
      return FromForm(*form, name, path);
    } else if (IsSetByData(path)) {
      return std::nullopt;
    }
    return Formed((base_.empty() ? "" : "/" + base_) + address, own, is_folder);
  }

 private:
  void ReadForm() {
    form_ = rules_.form;
    // What is said of a collection holds for its pages alone.
    const std::string text =
        HoldsCollections() ? WithoutKey(site_.text, "collections") : site_.text;
    folders_ = rules_.folders || Says(text, rules_.folders_setting);
    unsure_ = std::string(site_.UnclearFolder());
    // The setting of the form may be one of the unsure ones, with all but that value.
    std::string_view certain;
    if (Says(text, rules_.form_setting)) {
      form_ = rules_.other_form;
      certain = rules_.form_setting.substr(0, rules_.form_setting.find('='));
    }
    for (const std::string_view name : Split(rules_.setting_files, ' ')) {
      if (name.empty() || !unsure_.empty()) break;
      if (!read_(JoinPath(ParentPath(site_.file), name)).empty()) {
        unsure_ = std::string(name.substr(0, name.find('.')));
      }
    }
    if (rules_.unsure.empty()) return;
    const bool toml = FormatOf(site_.file).Is("toml");
    const bool code = FormatOf(site_.file).content == FileContent::kCode;
    for (const std::string_view word : Split(rules_.unsure, ' ')) {
      const std::size_t sign = word.find('!');
      std::string_view key = word.substr(0, sign);
      if (key == certain) continue;
      if (key.ends_with('(')) {
        key.remove_suffix(1);
        if (unsure_.empty() && Calls(text, key)) unsure_ = std::string(key);
        continue;
      }
      const auto said = SettingOf(text, key);
      if (unsure_.empty() && toml && HasTable(text, key)) unsure_ = std::string(key);
      if (unsure_.empty() && code && HasProperty(text, key)) unsure_ = std::string(key);
      const bool usual =
          said && sign != std::string_view::npos && Lower(*said) == word.substr(sign + 1);
      if (unsure_.empty() && said && !usual) unsure_ = std::string(key);
    }
  }

  // The path from the folder of pages on, as the address has it; nullopt for what is hidden.
  [[nodiscard]] std::optional<std::string> Inside(const std::string& path) const {
    if (!IsWithin(path, folder_) || path == folder_) return std::nullopt;
    std::string inside = folder_.empty() ? path : path.substr(folder_.size() + 1);
    if (const auto collection = Collection(path)) return collection;
    if (!IsListed(inside)) return std::nullopt;
    for (const std::string_view part : Split(inside, '/')) {
      const std::string_view stem = part.substr(0, part.find('.'));
      const bool index = HasWord(rules_.indexes, Lower(stem));
      if (part.starts_with('.') || part == "node_modules") return std::nullopt;
      if (!rules_.hidden.empty() && part.starts_with(rules_.hidden) && !index) return std::nullopt;
    }
    return inside;
  }

  // Whether a data file of the page, or of a folder that it lies in, sets a key of the address.
  [[nodiscard]] bool IsSetByData(const std::string& path) {
    if (rules_.data_files.empty()) return false;
    const std::string page = WithoutSuffix(path);
    if (SetsKey(ParentPath(page), BaseName(page))) return true;
    for (std::string folder = ParentPath(path); !folder.empty() && IsWithin(folder, folder_);
         folder = ParentPath(folder)) {
      const auto [known, is_new] = set_by_data_.try_emplace(folder, false);
      if (is_new) known->second = SetsKey(folder, BaseName(folder));
      if (known->second) return true;
    }
    return false;
  }

  [[nodiscard]] bool SetsKey(const std::string& folder, std::string_view name) const {
    return std::ranges::any_of(Split(rules_.data_files, ' '), [&](std::string_view ending) {
      const std::string text = read_(JoinPath(folder, std::string(name) + std::string(ending)));
      return std::ranges::any_of(Split(rules_.keys, ' '), [&](std::string_view key) {
        return text.find(key) != std::string::npos;
      });
    });
  }

  [[nodiscard]] bool HoldsCollections() const { return !rules_.collections_setting.empty(); }

  // `_chapters/x` of a page in the collection `chapters`; empty for one that is in none.
  [[nodiscard]] std::string_view InCollection(std::string_view path) const {
    if (!HoldsCollections() || !IsWithin(path, collections_) || path == collections_) return {};
    path.remove_prefix(collections_.empty() ? 0 : collections_.size() + 1);
    return path.starts_with('_') ? path : std::string_view();
  }

  // What the configuration says of the collection that a page stands in.
  [[nodiscard]] std::string SaidOfCollection(std::string_view path) const {
    const std::string_view inside = InCollection(path);
    if (inside.empty()) return {};
    const std::string_view name = inside.substr(1, inside.find('/') - 1);
    return BelowKey(BelowKey(site_.text, "collections"), name);
  }

  // `_chapters/x` is `chapters/x` where the configuration lets the collection out.
  [[nodiscard]] std::optional<std::string> Collection(std::string_view path) const {
    const bool let_out = SettingOf(SaidOfCollection(path), "output") == std::string("true");
    return let_out ? std::optional(std::string(InCollection(path).substr(1))) : std::nullopt;
  }

  // `/:path/index.html`, where the page's collection has a form of its own.
  [[nodiscard]] std::optional<std::string> CollectionForm(std::string_view path) const {
    return SettingOf(SaidOfCollection(path), "permalink");
  }

  // The text of the list that says which files are pages; empty: there is none, and all are.
  [[nodiscard]] std::string ReadList() const {
    if (rules_.lists.empty()) return {};
    if (const auto said = ReadFolderSetting(site_.file, site_.text, rules_.list_setting).folder) {
      const std::string text = read_(JoinPath(folder_, *said));
      return text + DecodePercent(text);
    }
    for (const std::string_view name : Split(rules_.lists, ' ')) {
      const std::string text = read_(JoinPath(folder_, name));
      if (!text.empty()) return text + DecodePercent(text);
    }
    return {};
  }

  // Whatever the form of the link that names it there.
  [[nodiscard]] bool IsListed(const std::string& inside) const {
    const bool is_index = inside.find('/') == std::string::npos &&
                          HasWord(rules_.indexes, Lower(WithoutSuffix(inside)));
    return list_.empty() || is_index || list_.find(inside) != std::string::npos;
  }

  // The address that such a form gives to the page `name`, `chapters/x`; with the form's words, and
  // a word of it, where the name does not decide.
  std::optional<std::string> FromForm(const std::string& form, const std::string& name,
                                      const std::string& path) {
    const std::string text = read_(path);
    const std::optional<FrontMatterPart> part = FindFrontMatter(text);
    const auto slug =
        part
            ? SettingOf(std::string_view(text).substr(part->span.offset, part->span.length), "slug")
            : std::nullopt;
    const auto filled = FilledPermalink(form, name, slug.value_or(""));
    if (!filled) unsure_ = "permalink";
    return Whole(filled.value_or(form));
  }

  [[nodiscard]] std::string WithoutSuffix(const std::string& path) const {
    for (const std::string_view suffix : Split(rules_.suffixes, ' ')) {
      if (path.ends_with(suffix)) return path.substr(0, path.size() - suffix.size());
    }
    return {};
  }

  [[nodiscard]] bool IsIndexPage(const std::string& name, const std::string& folder) const {
    const std::string lower = Lower(name);
    return HasWord(rules_.indexes, lower) ||
           (HasWord(rules_.indexes, "=") && !folder.empty() && lower == Lower(BaseName(folder)));
  }

  [[nodiscard]] std::string Whole(std::string value) const {
    if (!value.starts_with('/')) value.insert(0, "/");
    if (value.ends_with("/index.html")) value.resize(value.size() - 10);
    const bool file = BaseName(value).find('.') != std::string::npos;
    if (form_ == AddressForm::kSlash && !value.ends_with('/') && !file) value += '/';
    return (base_.empty() ? "" : "/" + base_) + value;
  }

  [[nodiscard]] std::string Formed(const std::string& folder, const std::string& name,
                                   bool index) const {
    const std::string front = form_ == AddressForm::kHash ? "#" : "";
    if (index) return front + folder + "/";
    const std::string_view tail = form_ == AddressForm::kSlash  ? "/"
                                  : form_ == AddressForm::kHtml ? ".html"
                                                                : "";
    return front + folder + "/" + name + std::string(tail);
  }

  const FoundSiteTool& site_;
  const TextReader& read_;
  const PageRules& rules_;
  std::string base_;
  AddressForm form_ = AddressForm::kUnknown;
  std::string unsure_;
  const std::string folder_;                 // of pages
  const std::string collections_;            // in which their folders lie
  const std::string list_;                   // the text that lists the pages
  std::map<std::string, bool> set_by_data_;  // by folder
  bool folders_ = true;
};

// Files before folders, each by number; in the order of the site's list, where it has one.
void SortForCount(const FoundSiteTool& site, std::vector<SitePage>& pages) {
  const std::string folder = site.Folder();
  const bool listed = site.order == NameOrder::kNavigation;
  const auto rank = [&](const SitePage& page) {
    const std::string inside = folder.empty() ? page.path : page.path.substr(folder.size() + 1);
    return listed ? site.text.find(inside) : 0;
  };
  std::ranges::stable_sort(pages, [&](const SitePage& a, const SitePage& b) {
    const std::size_t first = rank(a), second = rank(b);
    return first != second ? first < second : StandsBeforeByNumber(a.path, b.path);
  });
}

// The second page of an address becomes `intro-1`; the first page of all is the site's own.
void Count(const FoundSiteTool& site, std::vector<SitePage>& pages) {
  SortForCount(site, pages);
  const auto own = std::ranges::find_if(pages, [&](const SitePage& page) {
    const std::string stem = Lower(BaseName(page.path));
    const bool is_index = stem.starts_with("index.") || stem.starts_with("readme.");
    return is_index && ParentPath(page.path) == site.Folder();
  });
  if (own != pages.end()) std::rotate(pages.begin(), own, std::next(own));
  std::map<std::string, int> seen;
  for (SitePage& page : pages) {
    const int before = seen[page.address]++;
    if (before > 0) page.address += "-" + std::to_string(before);
  }
  if (!pages.empty()) pages.front().address = "/";
}

}  // namespace

std::string NameInAddress(const PageRules& rules, std::string_view name) {
  const std::string_view stripped = Stripped(rules.stripped, name);
  switch (rules.spelling) {
    case Spelling::kAsWritten:
      break;
    case Spelling::kDashes:
      return Dashed(stripped);
    case Spelling::kSlugged:
      return Slugged(stripped);
    case Spelling::kAscii:
      return Ascii(stripped);
    case Spelling::kWords:
      return Words(stripped);
  }
  return std::string(stripped);
}

SiteAddresses AddressesOf(const FoundSiteTool& site, const std::vector<std::string>& paths,
                          const TextReader& read) {
  SiteAddresses found;
  if (site.tool->page.form == AddressForm::kUnknown) return found;
  if (site.tool->page.form == AddressForm::kHeading) return HeadingAddresses(site, paths, read);
  AddressReader reader(site, read);
  for (const std::string& path : paths) {
    if (std::optional<std::string> address = reader.Of(path)) {
      found.pages.push_back({path, std::move(*address)});
    }
  }
  found.unsure = reader.unsure();
  if (site.tool->page.same == SameAddress::kCounted) Count(site, found.pages);
  std::ranges::sort(found.pages, {}, &SitePage::path);
  return found;
}

}  // namespace prereq
