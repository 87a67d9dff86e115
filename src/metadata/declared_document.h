// A metadata file of any format as trees of values: YAML, JSON, TOML, the front matter of a page,
// the first cell and the metadata of a notebook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "documents/notebook.h"
#include "documents/yaml.h"
#include "prereq/facts.h"

namespace prereq {

/// A text of a metadata file and the bytes that are exactly it (length 0: escaped or folded).
struct MetadataText {
  Name name;
  Span content;
  bool quoted = false;      // stands in quotes, which are not part of `content`
  bool is_package = false;  // listed in a package manifest: most of these are other people's
};

/// One tree of values of a metadata file.
class DeclaredDocument {
 public:
  explicit DeclaredDocument(YamlDocument document) : document_(std::move(document)) {}
  /// Front matter in a notebook's cell; `lines` are those of the whole file.
  DeclaredDocument(YamlDocument document, NotebookCell cell, std::string path, LineIndex lines)
      : document_(std::move(document)),
        cell_(std::move(cell)),
        path_(std::move(path)),
        lines_(std::move(lines)) {}

  [[nodiscard]] YamlNode root() const { return document_.root(); }
  /// The text of a scalar of this tree with its place in the file.
  [[nodiscard]] MetadataText TextOf(const YamlNode& node) const;
  /// The same of one that stands in a block (`|`), without the blanks around it; content of length
  /// 0 where its place is not known.
  [[nodiscard]] MetadataText TextInBlock(const YamlNode& node) const;

 private:
  YamlDocument document_;
  std::optional<NotebookCell> cell_;
  std::string path_;
  std::optional<LineIndex> lines_;
};

/// The trees of a file, the more telling first; none for a page without front matter. Errors
/// kInvalid: what its format does not allow.
Result<std::vector<DeclaredDocument>, Errors> OpenDeclared(const std::string& path,
                                                           std::string text);

/// Whether a file of this name can be opened so.
bool IsMetadataName(std::string_view path);

/// The value under `key` of a map; where the map lacks it, of what it merges (`<<: *base`), the
/// first of several. Nullopt in anything but a map.
std::optional<YamlNode> FindMerged(const YamlNode& map, std::string_view key);

/// The value at a dotted path, merged maps included; a key that holds the dots itself comes first.
std::optional<YamlNode> FindDotted(const YamlNode& root, std::string_view dotted);

}  // namespace prereq
