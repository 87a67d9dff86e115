#include "metadata/metadata.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "metadata/packages.h"
#include "metadata/prose_words.h"
#include "tree/linked_file.h"

namespace prereq {
namespace {

std::string WithName(std::string file, std::string_view placeholder, std::string_view name) {
  for (std::size_t at = file.find(placeholder); at != std::string::npos;
       at = file.find(placeholder, at + name.size())) {
    file.replace(at, placeholder.size(), name);
  }
  return file;
}

// What holds no keys at all says nothing that anybody could find.
std::optional<Error> RefuseOtherThanMap(const YamlNode& root) {
  if (root.IsMap() || root.IsNull()) return std::nullopt;
  return Error{Error::Code::kInvalid,
               fmt::format("expected a map of keys and values, found {}", root.Describe()),
               root.where(),
               {}};
}

// The documents of one shape; none when the module has no such file.
Result<std::vector<DeclaredDocument>, Errors> ReadShape(const FileReader& tree,
                                                        const MetadataShape& shape,
                                                        const SeriesEntry& entry) {
  const std::optional<std::string> written = MetadataPath(shape, entry);
  if (!written) return std::vector<DeclaredDocument>();
  Result<LinkedFile> file = ReadThroughLinks(tree, *written);
  if (!file) {
    if (file.error().code == Error::Code::kNotFound) return std::vector<DeclaredDocument>();
    return Errors{file.error()};
  }
  return OpenDeclared(file->path, std::move(file->text));
}

// What the first of `keys` that exists in a document of `file` lists.
std::optional<std::vector<MetadataText>> FirstNeeds(const DeclaredDocument& document,
                                                    std::string_view file,
                                                    const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const auto value = FindDotted(document.root(), key);
    if (!value) continue;
    return ListsPackages(file, key, *value) ? ReadPackages(document, *value)
                                            : ReadEntries(document, *value);
  }
  return std::nullopt;
}

// A number as it stands; one in a list of its own, in a block or with a tag is odd.
void TakeNumber(const DeclaredDocument& document, const YamlNode& root, const MetadataShape& shape,
                const std::string& key, DeclaredModule& declared) {
  auto value = FindDotted(root, key);
  if (!value) return;
  const bool listed = value->IsList() && value->size() == 1 && value->item(0).IsScalar();
  if (listed) value = value->item(0);
  if (!value->IsScalar() || Trim(value->text()).empty()) return;
  const bool block = value->text() != Trim(value->text());
  MetadataText text = block ? document.TextInBlock(*value) : document.TextOf(*value);
  const bool tagged = !value->plain() && !text.quoted;
  declared.numbers.push_back(
      {fmt::format("{}: {}", shape.file, key), std::move(text), 1, listed || block || tagged});
}

}  // namespace

void TakeText(const DeclaredDocument& document, const YamlNode& root,
              const std::vector<std::string>& keys, MetadataText& text) {
  for (const std::string& key : keys) {
    if (!text.name.text.empty()) return;
    const auto value = FindDotted(root, key);
    if (value && value->IsScalar()) text = document.TextOf(*value);
  }
}

void TakeNumbers(const DeclaredDocument& document, const YamlNode& root, const MetadataShape& shape,
                 DeclaredModule& declared) {
  for (const std::string& key : shape.number) TakeNumber(document, root, shape, key, declared);
}

namespace {

// Reads what one document says of the module itself, unless another one has said it.
void TakeOwn(const DeclaredDocument& document, const MetadataShape& shape,
             const std::vector<std::string>& provides_keys, DeclaredModule& declared) {
  const YamlNode root = document.root();
  TakeText(document, root, shape.slug, declared.slug);
  TakeText(document, root, shape.title, declared.title);
  TakeNumbers(document, root, shape, declared);
  TakeText(document, root, shape.provides, declared.provides);
  TakeText(document, root, provides_keys, declared.provides);
}

// Reads what it needs and enables, likewise. `file`: that the document is from.
void TakeNeeds(const DeclaredDocument& document, const MetadataShape& shape,
               const std::string& file, DeclaredModule& declared, bool& has_needs,
               bool& has_enables) {
  if (!has_needs) {
    if (auto needs = FirstNeeds(document, file, shape.needs)) {
      has_needs = true;
      declared.needs = std::move(*needs);
      declared.file = file;
    }
  }
  if (!has_enables) {
    if (auto enables = FirstEntries(document, document.root(), shape.enables)) {
      has_enables = true;
      declared.enables = std::move(*enables);
      declared.enables_count = shape.enables_is_requires;
    }
  }
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
  const std::string file = WithName(shape.file, "{module}", BaseName(entry.path));
  return folder + WithName(file, "{slug}", entry.slug);
}

namespace {

// Keys of what helps and is not needed.
bool IsOptional(std::string_view key) {
  constexpr std::array<std::string_view, 8> kOptional = {"recommended",  "optional", "suggested",
                                                         "soft",         "helpful",  "nice_to_have",
                                                         "corequisites", "related"};
  return std::ranges::find(kOptional, Lower(key)) != kOptional.end();
}

// `{name: postgres, repository: https://…}` of a chart: a package of somebody else.
bool IsFromElsewhere(const YamlNode& entry) {
  constexpr std::array<std::string_view, 3> kOrigins = {"repository", "registry", "git"};
  return std::ranges::any_of(kOrigins, [&](std::string_view key) {
    const auto origin = entry.Find(key);
    return origin && origin->IsScalar() && !origin->text().starts_with("file:") &&
           origin->text().find("://") != std::string_view::npos;
  });
}

}  // namespace

std::vector<MetadataText> ReadEntries(const DeclaredDocument& document, const YamlNode& value) {
  constexpr std::array<std::string_view, 20> kNameKeys = {
      "slug", "lesson", "module",    "chapter", "unit",   "path",  "file",
      "href", "link",   "ref",       "id",      "course", "topic", "page",
      "dir",  "folder", "directory", "name",    "title",  "number"};
  std::vector<MetadataText> entries;
  if (value.IsScalar()) {
    if (!SaysNone(value.text())) entries.push_back(document.TextOf(value));
  } else if (value.IsList()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      for (MetadataText& entry : ReadEntries(document, value.item(i))) {
        entries.push_back(std::move(entry));
      }
    }
  } else if (value.IsMap()) {
    if (IsFromElsewhere(value)) return entries;
    for (const std::string_view key : kNameKeys) {
      const auto named = value.Find(key);
      if (named && named->IsScalar()) return {document.TextOf(*named)};
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      MetadataText entry = document.TextOf(value.key(i));
      const YamlNode text = value.value(i);
      // `{required: [02-beta], recommended: […]}`: the names stand in the lists.
      if (text.IsList()) {
        if (IsOptional(value.key(i).text())) continue;
        std::ranges::move(ReadEntries(document, text), std::back_inserter(entries));
        continue;
      }
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

std::optional<std::vector<MetadataText>> FirstEntries(const DeclaredDocument& document,
                                                      const YamlNode& root,
                                                      const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (const auto value = FindDotted(root, key)) return ReadEntries(document, *value);
  }
  return std::nullopt;
}

std::vector<std::string> SharedMetadata(const std::vector<MetadataShape>& shapes,
                                        const std::vector<SeriesEntry>& entries) {
  std::vector<std::string> shared;
  for (const MetadataShape& shape : shapes) {
    if (!shape.entries.empty()) continue;
    std::vector<std::string> paths;
    for (const SeriesEntry& entry : entries) {
      if (auto path = MetadataPath(shape, entry)) paths.push_back(std::move(*path));
    }
    std::ranges::sort(paths);
    for (std::size_t i = 1; i < paths.size(); ++i) {
      if (paths[i] == paths[i - 1]) shared.push_back(paths[i]);
    }
  }
  std::ranges::sort(shared);
  shared.erase(std::unique(shared.begin(), shared.end()), shared.end());
  return shared;
}

Result<DeclaredModule, Errors> ReadDeclaredModule(const FileReader& tree,
                                                  const std::vector<MetadataShape>& shapes,
                                                  const std::vector<std::string>& provides_keys,
                                                  const SeriesEntry& entry,
                                                  const std::vector<std::string>& shared) {
  DeclaredModule declared;
  Errors errors;
  bool has_needs = false, has_enables = false;
  for (const MetadataShape& shape : shapes) {
    if (!shape.entries.empty()) continue;
    auto documents = ReadShape(tree, shape, entry);
    if (!documents) {
      errors.insert(errors.end(), documents.error().begin(), documents.error().end());
      continue;
    }
    if (documents->empty()) continue;
    const std::string file = *MetadataPath(shape, entry);
    const bool is_shared = std::ranges::binary_search(shared, file);
    for (const DeclaredDocument& document : *documents) {
      const YamlNode root = document.root();
      if (auto error = RefuseOtherThanMap(root)) {
        errors.push_back(std::move(*error));
        continue;
      }
      // A page may have empty front matter; a file of its own has a purpose.
      const Location where = root.where();
      if (root.IsNull() && FormatOf(where.path).content == FileContent::kData) {
        declared.empty.push_back(where);
      }
      if (!is_shared) TakeOwn(document, shape, provides_keys, declared);
      TakeNeeds(document, shape, file, declared, has_needs, has_enables);
    }
  }
  if (!errors.empty()) return errors;
  return declared;
}

}  // namespace prereq
