#include "references/scan_tree.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

#include "base/odd_text.h"
#include "base/parallel.h"
#include "tree/unopened.h"

namespace prereq {
namespace {

// A few files at a time, so that handing out work costs nothing beside doing it.
constexpr std::size_t kBatch = 32;

// Whether "prereq:" stands in `text`. Its rarest letter is looked for: searches by the first one
// stop at every word of prose.
bool HasDirective(std::string_view text) {
  constexpr std::string_view kDirective = "prereq:";
  constexpr std::size_t kRarest = kDirective.find('q');
  for (std::size_t at = text.find('q'); at != std::string_view::npos; at = text.find('q', at + 1)) {
    if (at >= kRarest && text.substr(at - kRarest).starts_with(kDirective)) return true;
  }
  return false;
}

// Whether a line begins as a conflict that git left does. memmem looks at few of the bytes.
bool HasConflictMarker(std::string_view text) {
  constexpr std::string_view kMarker = "\n<<<<<<< ";
  if (text.starts_with(kMarker.substr(1))) return true;
  return ::memmem(text.data(), text.size(), kMarker.data(), kMarker.size()) != nullptr;
}

using OneFile = ScannedText;

// A directory that the listing could not open.
OneFile Unopened(const FileReader& tree, const FileEntry& entry, const FileClassifier& classifier) {
  OneFile one;
  if (std::optional<ScannedFile> by_path = ByFolder(classifier, entry.path)) {
    one.file = *std::move(by_path);
    return one;
  }
  one.file = {entry.path, ScannedFile::Kind::kExcluded, "no longer there, or changed meanwhile"};
  for (ScannedFile& unopened : UnopenedDirectories(tree, {entry})) one.file = std::move(unopened);
  return one;
}

// What vanished since the listing hides nothing, and what is too large would not be searched.
ScannedFile WhyUnread(const FileReader& tree, const std::string& path, const Error& error) {
  using Kind = ScannedFile::Kind;
  if (error.code == Error::Code::kNotFound) return {path, Kind::kExcluded, "no longer there"};
  const auto status = tree.Status(path);
  const bool large = status && *status && (*status)->size > FileClassifier::kMostBytes;
  return large ? ScannedFile{path, Kind::kTooLarge, "more than 64 MiB"}
               : ScannedFile{path, Kind::kUnreadable, error.message};
}

void Scan(const std::string& path, std::string_view text, const references::Lexicon& lexicon,
          OneFile& one) {
  one.references = references::ScanReferences(path, text, lexicon);
  for (Reference& reference : one.references) {
    if (reference.certainty == Certainty::kDrifted ||
        reference.certainty == Certainty::kUnresolved) {
      reference.text = text.substr(reference.whole.offset, reference.whole.length);
    }
  }
}

OneFile ScanOne(const FileReader& tree, const FileEntry& entry, const references::Lexicon& lexicon,
                const FileClassifier& classifier, const ScanCache* cache) {
  OneFile one;
  one.file.path = entry.path;
  if (entry.kind == FileKind::kSymlink) {
    one.file.kind = ScannedFile::Kind::kSymlink;
    return one;
  }
  if (entry.kind == FileKind::kDirectory) return Unopened(tree, entry, classifier);
  const bool is_named_only = entry.kind == FileKind::kNotFetched;
  if (entry.kind != FileKind::kRegular && !is_named_only) {
    one.file.kind = ScannedFile::Kind::kExcluded;
    one.file.reason = "no regular file";
    return one;
  }
  if (std::optional<ScannedFile> by_path = classifier.ByPath(entry.path)) {
    one.file = *std::move(by_path);
    return one;
  }
  if (is_named_only) {
    one.file.kind = ScannedFile::Kind::kNotFetched;
    return one;
  }
  const std::string version = cache == nullptr ? std::string() : tree.Version(entry.path);
  if (!version.empty()) {
    if (auto known = cache->Find(entry.path, version)) return *std::move(known);
  }
  const Result<std::string> text = tree.Read(entry.path);
  if (!text) {
    one.file = WhyUnread(tree, entry.path, text.error());
    return one;
  }
  one.file = classifier.ByText(entry.path, *text);
  if (one.file.kind == ScannedFile::Kind::kText) {
    one.file.may_suppress = HasDirective(*text);
    one.file.may_conflict = HasConflictMarker(*text);
    Scan(entry.path, *text, lexicon, one);
  } else if (one.file.kind == ScannedFile::Kind::kTooLarge) {
    Scan(entry.path, *text, lexicon, one);
  } else if (one.file.kind == ScannedFile::Kind::kBinary) {
    if (const auto odd = ReadOddText(*text)) Scan(entry.path, *odd, lexicon, one);
  }
  if (!version.empty()) cache->Keep(version, one);
  return one;
}

}  // namespace

TreeScan ScanTree(const FileReader& tree, const std::vector<FileEntry>& files,
                  const references::Lexicon& lexicon, const FileClassifier& classifier, int threads,
                  const ScanCache* cache) {
  std::vector<OneFile> scanned(files.size());
  const std::size_t batches = (files.size() + kBatch - 1) / kBatch;
  WorkStage stage("reading", files.size(), "files");
  ParallelFor(batches, threads, [&](std::size_t batch) {
    const std::size_t end = std::min(files.size(), (batch + 1) * kBatch);
    for (std::size_t i = batch * kBatch; i < end; ++i) {
      scanned[i] = ScanOne(tree, files[i], lexicon, classifier, cache);
      stage.Advance();
    }
  });
  std::sort(scanned.begin(), scanned.end(),
            [](const OneFile& a, const OneFile& b) { return a.file.path < b.file.path; });
  TreeScan result;
  result.files.reserve(scanned.size());
  for (OneFile& one : scanned) {
    result.files.push_back(std::move(one.file));
    std::move(one.references.begin(), one.references.end(), std::back_inserter(result.references));
  }
  return result;
}

}  // namespace prereq
