#include "metadata/declared_document.h"

#include <algorithm>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/odd_text.h"
#include "base/text.h"
#include "documents/encoding.h"
#include "documents/front_matter.h"
#include "documents/toml.h"

namespace prereq {
namespace {

using Documents = std::vector<DeclaredDocument>;

Result<std::optional<YamlDocument>, Errors> ParseFrontMatter(const std::string& path,
                                                             std::string text) {
  const auto part = FindFrontMatter(text);
  if (const auto open = part ? std::nullopt : FindUnclosedFrontMatter(text)) {
    const std::string_view fence = std::string_view(text).substr(*open, 3);
    const std::string_view expected = fence.starts_with('<') ? "-->" : fence;
    return Errors{
        {Error::Code::kInvalid,
         fmt::format("expected a line `{}` where the front matter ends, found none", expected),
         LineIndex(text).At(path, *open),
         {}}};
  }
  if (!part) {
    const auto plain = IsWideText(text) ? ReadOddText(text) : std::nullopt;
    if (plain && FindFrontMatter(*plain)) {
      if (auto refused = RefuseEncoding(path, text)) return Errors{*std::move(refused)};
    }
    return std::optional<YamlDocument>();
  }
  const bool is_toml = part->language == FrontMatterPart::Language::kToml;
  Result<YamlDocument, Errors> document = is_toml ? ParseToml(path, std::move(text), part->span)
                                                  : ParseYaml(path, std::move(text), part->span);
  // A comment that only looked like front matter.
  if (part->language == FrontMatterPart::Language::kComment &&
      (!document || !document->root().IsMap())) {
    return std::optional<YamlDocument>();
  }
  if (!document) return document.error();
  return std::optional<YamlDocument>(std::move(*document));
}

// Places in a cell as places of the file.
Errors FromCell(Errors errors, const NotebookCell& cell, const std::string& path,
                const LineIndex& lines) {
  const std::string& source = cell.source();
  for (Error& error : errors) {
    std::size_t at = 0;
    for (int line = 1; line < error.where.line && at < source.size(); ++line) {
      at = std::min(source.find('\n', at), source.size() - 1) + 1;
    }
    at = std::min(at + static_cast<std::size_t>(std::max(error.where.column - 1, 0)),
                  source.size() - 1);
    error.where = lines.At(path, cell.InFile({at, 1}).offset);
  }
  return errors;
}

Result<Documents, Errors> OpenNotebook(const std::string& path, std::string text) {
  Result<Notebook> notebook = ReadNotebook(path, text);
  if (!notebook) return Errors{notebook.error()};
  Documents documents;
  LineIndex lines(text);
  if (notebook->head && !notebook->head->source().empty()) {
    auto document = ParseFrontMatter(path, notebook->head->source());
    if (!document) return FromCell(document.error(), *notebook->head, path, lines);
    if (*document) documents.emplace_back(std::move(**document), *notebook->head, path, lines);
  }
  if (notebook->metadata.length > 0) {
    auto document = ParseYaml(path, std::move(text), notebook->metadata);  // JSON is YAML
    if (!document) return document.error();
    documents.emplace_back(std::move(*document));
  }
  return documents;
}

}  // namespace

MetadataText DeclaredDocument::TextOf(const YamlNode& node) const {
  // A name inside quotes stands behind the quote.
  MetadataText text{{std::string(node.text()), node.PlaceOf(0)},
                    node.aliased() ? Span{} : node.content(),
                    node.span().length > node.content().length && node.content().length > 0};
  if (!cell_) return text;
  const std::size_t at = text.content.length > 0 ? text.content.offset : node.offset();
  const std::size_t last = cell_->source().size() - 1;
  text.name.where = lines_->At(path_, cell_->InFile({std::min(at, last), 1}).offset);
  if (text.content.length == 0) return text;
  const Span in_file = cell_->InFile(text.content);
  text.content = in_file.length == text.content.length ? in_file : Span{};
  return text;
}

MetadataText DeclaredDocument::TextInBlock(const YamlNode& node) const {
  MetadataText text = TextOf(node);
  text.name.text = std::string(Trim(node.text()));
  text.content = {};
  if (cell_ || node.aliased()) return text;
  const Span span = node.span();
  const std::size_t at = document_.source().find(text.name.text, span.offset);
  if (at < span.end()) text.content = {at, text.name.text.size()};
  return text;
}

Result<Documents, Errors> OpenDeclared(const std::string& path, std::string text) {
  const FileFormat& format = FormatOf(path);
  if (format.content == FileContent::kNotebook) return OpenNotebook(path, std::move(text));
  Documents documents;
  const bool is_data =
      format.content == FileContent::kData || format.content == FileContent::kUnknown;
  if (format.front_matter || !is_data) {
    auto document = ParseFrontMatter(path, std::move(text));
    if (!document) return document.error();
    if (*document) documents.emplace_back(std::move(**document));
    return documents;
  }
  Result<YamlDocument, Errors> document =
      format.Is("toml") ? ParseToml(path, std::move(text)) : ParseYaml(path, std::move(text));
  if (!document) return document.error();
  documents.emplace_back(std::move(*document));
  return documents;
}

bool IsMetadataName(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  return format.front_matter || format.content == FileContent::kNotebook || format.Is("yaml") ||
         format.Is("json") || format.Is("toml");
}

std::optional<YamlNode> FindMerged(const YamlNode& map, std::string_view key) {
  if (auto value = map.Find(key)) return value;
  const auto merged = map.Find("<<");
  if (!merged) return std::nullopt;
  if (!merged->IsList()) return FindMerged(*merged, key);
  for (std::size_t i = 0; i < merged->size(); ++i) {
    if (auto value = FindMerged(merged->item(i), key)) return value;
  }
  return std::nullopt;
}

std::optional<YamlNode> FindDotted(const YamlNode& root, std::string_view dotted) {
  if (auto whole = FindMerged(root, dotted)) return whole;
  for (std::size_t dot = dotted.find('.'); dot != std::string_view::npos;
       dot = dotted.find('.', dot + 1)) {
    const auto inner = FindMerged(root, dotted.substr(0, dot));
    if (!inner) continue;
    if (auto value = FindDotted(*inner, dotted.substr(dot + 1))) return value;
  }
  return std::nullopt;
}

}  // namespace prereq
