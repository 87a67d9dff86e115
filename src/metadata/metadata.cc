#include "metadata/metadata.h"

#include <algorithm>
#include <array>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "tree/linked_file.h"

namespace prereq {
namespace {

MetadataText TextOf(const YamlNode& node) {
  // A name inside quotes stands behind the quote.
  return {{std::string(node.text()), node.PlaceOf(0)}, node.aliased() ? Span{} : node.content()};
}

std::string WithSlug(std::string file, const std::string& slug) {
  constexpr std::string_view kSlug = "{slug}";
  for (std::size_t at = file.find(kSlug); at != std::string::npos;
       at = file.find(kSlug, at + slug.size())) {
    file.replace(at, kSlug.size(), slug);
  }
  return file;
}

// The document of one shape; nullopt when the module has no such file.
Result<std::optional<YamlDocument>, Errors> ReadShape(const FileReader& tree,
                                                      const MetadataShape& shape,
                                                      const SeriesEntry& entry) {
  const std::optional<std::string> written = MetadataPath(shape, entry);
  if (!written) return std::optional<YamlDocument>();
  Result<LinkedFile> file = ReadThroughLinks(tree, *written);
  if (!file) {
    if (file.error().code == Error::Code::kNotFound) return std::optional<YamlDocument>();
    return Errors{file.error()};
  }
  std::optional<Span> part;
  if (FormatOf(*written).front_matter) {
    part = FrontMatter(file->text);
    if (!part) return std::optional<YamlDocument>();
  }
  Result<YamlDocument, Errors> document = ParseYaml(file->path, std::move(file->text), part);
  if (!document) return document.error();
  return std::optional<YamlDocument>(std::move(*document));
}

void TakeText(const YamlNode& root, const std::vector<std::string>& keys, MetadataText& text) {
  for (const std::string& key : keys) {
    if (!text.name.text.empty()) return;
    const auto value = FindDotted(root, key);
    if (value && value->IsScalar()) text = TextOf(*value);
  }
}

bool TakeEntries(const YamlNode& root, const std::vector<std::string>& keys,
                 std::vector<MetadataText>& entries) {
  for (const std::string& key : keys) {
    if (const auto value = FindDotted(root, key)) {
      entries = ReadEntries(*value);
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> MetadataPath(const MetadataShape& shape, const SeriesEntry& entry) {
  if (shape.file == ".") {
    return entry.is_directory ? std::nullopt : std::optional<std::string>(entry.path);
  }
  const std::size_t slash = entry.path.rfind('/');
  const std::string folder = entry.is_directory           ? entry.path + "/"
                             : slash == std::string::npos ? std::string()
                                                          : entry.path.substr(0, slash + 1);
  return folder + WithSlug(shape.file, entry.slug);
}

std::optional<Span> FrontMatter(std::string_view text) {
  std::optional<std::size_t> begin;
  for (const std::string_view line : Lines(text)) {
    const auto offset = static_cast<std::size_t>(line.data() - text.data());
    const bool is_fence = Trim(line) == "---" || Trim(line) == "\xEF\xBB\xBF---";
    if (!begin) {
      if (!is_fence) return std::nullopt;
      begin = std::min(text.find('\n', offset), text.size() - 1) + 1;
    } else if (is_fence) {
      return Span{*begin, offset - *begin};
    }
  }
  return std::nullopt;
}

std::optional<YamlNode> FindDotted(const YamlNode& root, std::string_view dotted) {
  if (auto whole = root.Find(dotted)) return whole;
  for (std::size_t dot = dotted.find('.'); dot != std::string_view::npos;
       dot = dotted.find('.', dot + 1)) {
    const auto inner = root.Find(dotted.substr(0, dot));
    if (!inner) continue;
    if (auto value = FindDotted(*inner, dotted.substr(dot + 1))) return value;
  }
  return std::nullopt;
}

std::vector<MetadataText> ReadEntries(const YamlNode& value) {
  constexpr std::array<std::string_view, 5> kNameKeys = {"slug", "name", "module", "id", "title"};
  std::vector<MetadataText> entries;
  if (value.IsScalar()) {
    if (!Trim(value.text()).empty()) entries.push_back(TextOf(value));
  } else if (value.IsList()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      for (MetadataText& entry : ReadEntries(value.item(i))) entries.push_back(std::move(entry));
    }
  } else if (value.IsMap()) {
    for (const std::string_view key : kNameKeys) {
      const auto named = value.Find(key);
      if (named && named->IsScalar()) return {TextOf(*named)};
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      MetadataText entry = TextOf(value.key(i));
      const YamlNode text = value.value(i);
      // `- Module 14: Transformers` is one name to its author.
      if (value.size() == 1 && text.IsScalar()) {
        entry.name.text += fmt::format(": {}", text.text());
        entry.content = {};
      }
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

Result<DeclaredModule, Errors> ReadDeclaredModule(const FileReader& tree,
                                                  const std::vector<MetadataShape>& shapes,
                                                  const std::vector<std::string>& provides_keys,
                                                  const SeriesEntry& entry) {
  DeclaredModule declared;
  Errors errors;
  bool has_needs = false, has_enables = false;
  for (const MetadataShape& shape : shapes) {
    auto document = ReadShape(tree, shape, entry);
    if (!document) {
      errors.insert(errors.end(), document.error().begin(), document.error().end());
      continue;
    }
    if (!*document) continue;
    const YamlNode root = (*document)->root();
    TakeText(root, shape.slug, declared.slug);
    TakeText(root, shape.title, declared.title);
    TakeText(root, shape.number, declared.number);
    TakeText(root, shape.provides, declared.provides);
    TakeText(root, provides_keys, declared.provides);
    has_needs = has_needs || TakeEntries(root, shape.needs, declared.needs);
    if (!has_enables && TakeEntries(root, shape.enables, declared.enables)) {
      has_enables = true;
      declared.enables_count = shape.enables_is_requires;
    }
  }
  if (!errors.empty()) return errors;
  return declared;
}

}  // namespace prereq
