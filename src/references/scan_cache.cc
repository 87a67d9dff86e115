// The structured bindings name every member on purpose: one that is added and not written here does
// not compile.
#include "references/scan_cache.h"

#include "base/digest.h"
#include "tree/byte_stream.h"

namespace prereq {
namespace {

template <class T>
void Write(ByteWriter& out, const std::vector<T>& items);

void Write(ByteWriter& out, const std::string& text) { out.Text(text); }
void Write(ByteWriter& out, const Name& name) { out.Text(name.text); }
void Write(ByteWriter& out, const GeneratedFiles& files) {
  const auto& [path, regenerate] = files;
  Write(out, path);
  out.Text(regenerate);
}

void Write(ByteWriter& out, const std::optional<Number>& number) {
  out.Signed(number ? number->value : -1);
  out.Unsigned(number ? static_cast<unsigned char>(number->suffix) : 0U);
}

void Write(ByteWriter& out, const std::pair<std::string, std::string>& texts) {
  out.Text(texts.first);
  out.Text(texts.second);
}

void Write(ByteWriter& out, const Module& whole) {
  const auto& [slug, title, aliases, path, provides, weight, where] = whole;
  out.Text(slug);
  out.Text(title);
  Write(out, aliases);
  out.Text(path);
  out.Text(provides);
  out.Signed(weight);
}

void Write(ByteWriter& out, const Mirror& whole) {
  const auto& [pattern, kind, offset, where] = whole;
  out.Text(pattern);
  out.Unsigned(static_cast<unsigned>(kind));
  out.Signed(offset);
}

void Write(ByteWriter& out, const MetadataShape& whole) {
  const auto& [file, entries, slug, title, number, needs, enables, provides, as_requires, where] =
      whole;
  out.Text(file);
  for (const auto* keys : {&entries, &slug, &title, &number, &needs, &enables, &provides})
    Write(out, *keys);
  out.Unsigned(as_requires ? 1U : 0U);
}

template <class T>
void Write(ByteWriter& out, const std::vector<T>& items) {
  out.Unsigned(items.size());
  for (const T& item : items) Write(out, item);
}

std::optional<Number> ReadNumber(ByteReader& in) {
  const auto value = static_cast<int>(in.Signed());
  const auto suffix = static_cast<char>(in.Unsigned(0xFF));
  return value < 0 ? std::nullopt : std::optional(Number{value, suffix});
}

// The path is the key's.
void Write(ByteWriter& out, const Reference& whole) {
  const auto& [where, all, number, last_number, name, shape, certainty, module, written,
               written_last, text, series, mirror, step, shift] = whole;
  out.Signed(where.line);
  out.Signed(where.column);
  for (const Span& span : {all, number, last_number, name}) out.Stretch(span);
  out.Unsigned(static_cast<unsigned>(shape));
  out.Unsigned(static_cast<unsigned>(certainty));
  out.Signed(module ? module->value : -1);
  Write(out, std::optional(written));
  Write(out, written_last);
  out.Text(text);
  out.Signed(series);
  out.Signed(mirror);
  out.Signed(step);
  out.Signed(shift);
}

Reference ReadReference(ByteReader& in, const std::string& path) {
  Reference reference;
  reference.where = {path, static_cast<int>(in.Signed()), static_cast<int>(in.Signed())};
  for (Span* span :
       {&reference.whole, &reference.number, &reference.last_number, &reference.name}) {
    *span = in.Stretch();
  }
  reference.shape = static_cast<ReferenceShape>(in.Unsigned(0xFF));
  reference.certainty = static_cast<Certainty>(in.Unsigned(0xFF));
  const auto module = static_cast<int>(in.Signed());
  if (module >= 0) reference.module = ModuleId{module};
  reference.written = ReadNumber(in).value_or(Number{});
  reference.written_last = ReadNumber(in);
  reference.text = in.Text();
  reference.series = static_cast<int>(in.Signed());
  reference.mirror = static_cast<int>(in.Signed());
  reference.step = static_cast<int>(in.Signed());
  reference.shift = static_cast<int>(in.Signed());
  return reference;
}

std::string KeyOf(const std::string& path, const std::string& version) {
  return path + '\0' + version;
}

}  // namespace

std::string ScanIdentity(const references::LexiconSource& source,
                         const references::Lexicon& lexicon, const ReferencePolicy& policy,
                         const std::vector<std::pair<std::string, std::string>>& attributes) {
  const auto& [facts, series_index, mirrors, metadata, own_urls, other_series, paths, apart,
               other_labels, revisions] = source;
  const auto& [name, pattern, written, labels, start, gaps, where] = facts.series;
  ByteWriter out;
  out.Text(name);
  out.Text(pattern);
  Write(out, labels);
  out.Signed(start.value_or(-1));
  out.Unsigned(static_cast<unsigned>(gaps));
  out.Signed(series_index);
  Write(out, facts.modules);
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    Write(out, facts.order.number({static_cast<int>(i)}));
  }
  Write(out, mirrors);
  Write(out, metadata);
  const auto& [tags, branches] = revisions;
  for (const auto* texts : {&own_urls, &other_series, &apart, &other_labels, &tags, &branches}) {
    Write(out, *texts);
  }
  out.Text(lexicon.KnownOfPaths());  // all that `paths` decide
  const auto& [exclude, generated, history, urls, number_only] = policy;
  for (const auto* globs : {&exclude, &history, &urls}) Write(out, *globs);
  Write(out, generated);
  out.Unsigned(static_cast<unsigned>(number_only));
  Write(out, attributes);
  return Sha256(out.Take());
}

std::optional<ScannedText> ScanCache::Find(const std::string& path,
                                           const std::string& version) const {
  const auto bytes = group_.Find(KeyOf(path, version));
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  ScannedText scanned;
  scanned.file.path = path;
  scanned.file.kind = static_cast<ScannedFile::Kind>(in.Unsigned(0xFF));
  scanned.file.may_suppress = in.Unsigned(1) != 0;
  scanned.file.may_conflict = in.Unsigned(1) != 0;
  scanned.file.reason = in.Text();
  const std::uint64_t count = in.Unsigned();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    scanned.references.push_back(ReadReference(in, path));
  }
  return in.IsWhole() ? std::optional(std::move(scanned)) : std::nullopt;
}

void ScanCache::Keep(const std::string& version, const ScannedText& scanned) const {
  const auto& [path, kind, reason, may_suppress, may_conflict] = scanned.file;
  ByteWriter out;
  out.Unsigned(static_cast<unsigned>(kind));
  out.Unsigned(may_suppress ? 1U : 0U);
  out.Unsigned(may_conflict ? 1U : 0U);
  out.Text(reason);
  out.Unsigned(scanned.references.size());
  for (const Reference& reference : scanned.references) Write(out, reference);
  group_.Keep(KeyOf(path, version), out.Take());
}

}  // namespace prereq
