// Names that stay when a module gets another number: an address that was given out and leads on
// from there (the left side of a redirect), and what a store or a service outside of the tree calls
// its own things by (the key of a state, a bucket, a namespace, the path of a secret).
#include "references/kept_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kFarBack = 1U << 13;   // bytes: records and blocks are shorter
constexpr std::size_t kLongLine = 1U << 11;  // bytes on either side: commands and rows are shorter
constexpr std::size_t kRecord = 600;         // bytes on either side that a record reaches

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool IsQuote(char c) { return c == '"' || c == '\'' || c == '`'; }

std::vector<std::string_view> WordsOf(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && !IsBlank(line[at]) && line[at] != '\r') continue;
    if (at > begin) words.push_back(line.substr(begin, at - begin));
    begin = at + 1;
  }
  return words;
}

class KeptNames {
 public:
  explicit KeptNames(const Scan& scan) : scan_(scan), text_(scan.text) {
    file_ = Lower(BaseName(scan.path));
    using Content = FileContent;
    const Content content = scan.format.content;
    is_data_ = content == Content::kData || content == Content::kBuild ||
               content == Content::kCode || content == Content::kUnknown;
  }

  // Whether an address stands at `offset` that was, and leads to another now.
  bool IsPast(std::size_t offset) {
    Go(offset);
    const bool is_code = scan_.format.content == FileContent::kCode;
    if (IsFirstColumn() || (is_data_ && !is_code && IsFirstArgument())) return true;
    const std::string key = Key();
    if (key == "redirect_from" || key == "redirect-from") return true;
    if ((key == "aliases" || key == "alias") && InFrontMatter()) {
      return Token().starts_with('/') || Token().ends_with('/') ||
             Token().find('.') != std::string_view::npos;
    }
    if (!is_data_) return false;
    return IsOldOfPair(key) || IsOldKey();
  }

  // Whether the name at `offset` is that of a thing in a store or service.
  bool IsStored(std::size_t offset) {
    Go(offset);
    if (IsInStoreUrl() || IsOfCommand()) return true;
    if (!is_data_) return false;
    constexpr std::array<std::string_view, 10> kOfStores = {
        "bucket",         "bucket_name",          "namespace",
        "container_name", "storage_account_name", "workspace_key_prefix",
        "dynamodb_table", "secret_name",          "secret_id",
        "secret_path"};
    const FileContent content = scan_.format.content;
    if (content != FileContent::kData && content != FileContent::kBuild) return false;
    const std::string key = Key();
    if (key.empty() || IsPathOut()) return false;
    if (IsOneOf(key, kOfStores)) return !IsComposeFile();
    if (key == "name" || key == "generatename") {
      return IsManifest() || (scan_.format.Is("terraform") && OpenedBy("resource ", 1));
    }
    constexpr std::array<std::string_view, 3> kOfBackends = {"key", "prefix", "name"};
    return IsOneOf(key, kOfBackends) && (OpenedBy("backend ", 2) || OpenedBy("remote_state", 2) ||
                                         file_.find("backend") != std::string::npos);
  }

  // The word around the place asked about.
  [[nodiscard]] std::string_view Token() const {
    return text_.substr(token_begin_, token_end_ - token_begin_);
  }

 private:
  void Go(std::size_t offset) {
    offset_ = offset;
    const std::size_t low = offset - std::min(offset, kLongLine);
    const std::string_view before = text_.substr(low, offset - low);
    line_begin_ = low + before.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t end = text_.substr(offset, kLongLine).find('\n');
    line_ = text_.substr(line_begin_, std::min(end, kLongLine) + offset - line_begin_);
    static constexpr ByteSet kEnds(" \t\r\n\"'`,;(){}[]<>=");
    token_begin_ = offset;
    const std::size_t first = std::max(line_begin_, offset - std::min(offset, kReach));
    while (token_begin_ > first && !kEnds.Has(text_[token_begin_ - 1])) --token_begin_;
    token_end_ = offset;
    const std::size_t last = std::min(text_.size(), offset + kReach);
    while (token_end_ < last && !kEnds.Has(text_[token_end_])) ++token_end_;
    if (token_end_ > offset && text_[token_end_ - 1] == ':') --token_end_;
  }

  // `/02-loops  /loops  301`, as Netlify's `_redirects` and lists called so have it.
  [[nodiscard]] bool IsFirstColumn() const {
    const bool table = scan_.format.Is("csv") || scan_.format.Is("tsv");
    const bool list = scan_.format.content == FileContent::kUnknown || file_.ends_with(".txt");
    const bool named = (table || list) && file_.find("redirect") != std::string::npos;
    const bool mapped = is_data_ && Trim(line_).ends_with(';') && OpenedBy("map $", 1);
    if (!named && !mapped) return false;
    std::vector<std::string_view> words =
        table ? Split(line_, scan_.format.Is("csv") ? ',' : '\t') : WordsOf(line_);
    if (words.size() < 2 || words.back().starts_with("200")) return false;
    return offset_ <
           static_cast<std::size_t>(words.front().data() - text_.data()) + words.front().size();
  }

  // `Redirect 301 /02-loops /loops`, `rewrite ^/02-loops /loops permanent;`, `redir /02-loops
  // /loops`, `location = /02-loops { return 301 /loops; }`.
  [[nodiscard]] bool IsFirstArgument() const {
    constexpr std::array<std::string_view, 9> kFirst = {
        "location",    "handle",  "redirect", "redirectpermanent", "redirecttemp", "redirectmatch",
        "rewriterule", "rewrite", "redir"};
    const std::string_view line = Trim(line_);
    const std::string directive = Lower(line.substr(0, line.find_first_of(" \t\r")));
    if (!IsOneOf(directive, kFirst)) return false;
    const std::vector<std::string_view> words = WordsOf(line_);
    if (words.size() < 2) return false;
    if (directive == "location" || directive == "handle") {
      const std::size_t open = text_.substr(0, offset_ + kReach).find('{', offset_);
      if (open == text_.npos) return false;
      std::string_view body = text_.substr(open, kRecord);
      body = body.substr(0, body.find('}'));
      return body.find("return 30") != body.npos || body.find("redir") != body.npos ||
             body.find("permanent") != body.npos;
    }
    const bool within = directive == "rewriterule" || directive == "rewrite";
    const std::string flags = Lower(words.back());
    if (within && flags.find("permanent") == flags.npos && flags.find("redirect") == flags.npos &&
        flags.find("[r") == flags.npos && flags.find(",r") == flags.npos) {
      return false;  // inside of the server: the address is the present one
    }
    constexpr std::array<std::string_view, 4> kStatus = {"permanent", "temp", "seeother", "gone"};
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool status = IsOneOf(Lower(words[i]), kStatus) || IsDigit(words[i].front());
      if (status && i == 1) continue;
      const auto begin = static_cast<std::size_t>(words[i].data() - text_.data());
      const bool address = std::string_view("/^\"'").find(words[i].front()) != text_.npos;
      return address && i + 1 < words.size() && begin <= offset_ &&
             offset_ < begin + words[i].size();
    }
    return false;
  }

  // The key that the value at the place belongs to, perhaps as one of a list; lower case.
  [[nodiscard]] std::string Key() const {
    std::size_t at = token_begin_;
    if (at > 0 && IsQuote(text_[at - 1])) --at;
    at = SkipBlanksBack(text_, at);
    if (at > line_begin_ && (text_[at - 1] == ',' || text_[at - 1] == '[')) {
      const auto open = Opener(at, '[', ']');
      if (!open) return {};
      at = SkipBlanksBack(text_, *open);
    } else if (Trim(text_.substr(line_begin_, at - line_begin_)) == "-") {
      return KeyOfList();
    } else if (Trim(text_.substr(line_begin_, at - line_begin_)).empty()) {
      const auto open = Opener(at, '[', ']');  // an item of a list on a line of its own
      const auto brace = Opener(at, '{', '}');
      if (!open || (brace && *brace > *open)) return {};
      at = SkipBlanksBack(text_, *open);
    }
    if (at > 0 && text_[at - 1] == '>') --at;
    if (at == 0 || (text_[at - 1] != ':' && text_[at - 1] != '=')) return {};
    return WordBefore(at - 1);
  }

  // The identifier that ends before `at`, perhaps in quotes; lower case.
  [[nodiscard]] std::string WordBefore(std::size_t at) const {
    at = SkipBlanksBack(text_, at);
    if (at > 0 && IsQuote(text_[at - 1])) --at;
    std::size_t begin = at;
    while (begin > 0 && at - begin < kReach &&
           (IsWord(text_[begin - 1]) || text_[begin - 1] == '-'))
      --begin;
    return Lower(text_.substr(begin, at - begin));
  }

  // Where the bracket stands that is open at `at`.
  [[nodiscard]] std::optional<std::size_t> Opener(std::size_t at, char open, char close) const {
    const std::size_t low = at - std::min(at, kFarBack);
    for (int depth = 0; at > low; --at) {
      const char c = text_[at - 1];
      if (c == close) ++depth;
      if (c == open && depth-- == 0) return at - 1;
    }
    return std::nullopt;
  }

  static std::size_t IndentOf(std::string_view line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
  }

  // The first line above that `wanted` takes; `wanted` says nullopt to go on.
  template <class Wanted>
  [[nodiscard]] std::string Above(Wanted wanted) const {
    std::size_t end = line_begin_;
    const std::size_t low = end - std::min(end, kFarBack);
    while (end > low) {
      const std::string_view before = text_.substr(low, end - 1 - low);
      const std::size_t begin = low + before.rfind('\n') + 1;  // npos + 1 is 0
      const std::string_view line = text_.substr(begin, end - 1 - begin);
      if (const std::optional<std::string> said = wanted(line)) return *said;
      end = begin;
    }
    return {};
  }

  // Of a list in lines: `from:` above `- /02-loops`.
  [[nodiscard]] std::string KeyOfList() const {
    const std::size_t indent = IndentOf(line_);
    return Above([&](std::string_view line) -> std::optional<std::string> {
      const std::string_view said = Trim(line);
      if (said.empty() || said.starts_with('#')) return std::nullopt;
      if (said.starts_with('-') && IndentOf(line) >= indent) return std::nullopt;
      if (IndentOf(line) > indent || !said.ends_with(':')) return std::string();
      std::string key = Lower(Trim(said.substr(0, said.size() - 1)));
      if (key.starts_with("- ")) key.erase(0, 2);
      return key;
    });
  }

  [[nodiscard]] bool InFrontMatter() {
    const std::string_view mark = text_.substr(0, 3);
    if (mark != "---" && mark != "+++") return false;
    if (!front_matter_) {
      const std::size_t end = text_.find("\n" + std::string(mark), mark.size());
      front_matter_ = end == text_.npos ? 0 : end;
    }
    return offset_ < *front_matter_;
  }

  // Whether the last that was said of redirects and rewrites before the place is a redirect.
  [[nodiscard]] bool SpeaksOfRedirects() {
    if (file_.find("redirect") != std::string::npos) return true;
    if (!said_) {
      said_.emplace();
      const std::string lower = Lower(text_);
      for (const std::string_view word : {"redirect", "rewrites"}) {
        for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
          said_->emplace_back(at, word == "redirect");
        }
      }
      std::ranges::sort(*said_);
    }
    const auto behind = std::ranges::upper_bound(*said_, std::pair(offset_, true));
    return behind != said_->begin() && (behind - 1)->second;
  }

  // What is written of one thing: to the brackets around it, or to the lines that begin another.
  [[nodiscard]] std::string_view Record() const {
    const std::optional<std::size_t> open = Opener(offset_, '{', '}');
    if (open && offset_ - *open < kRecord) {
      const std::string_view record = text_.substr(*open, offset_ + kRecord - *open);
      return record.substr(0, record.find('}', offset_ - *open));
    }
    std::size_t begin = offset_ - std::min(offset_, kRecord);
    std::size_t end = std::min(text_.size(), offset_ + kRecord);
    for (const std::string_view mark : {"\n\n", "\n[", "\n- ", "\n  - "}) {
      const std::size_t above = text_.substr(begin, offset_ - begin).rfind(mark);
      if (above != text_.npos) begin += above + 1;
      end = std::min(end, text_.substr(0, end).find(mark, offset_));
    }
    return text_.substr(begin, end - begin);
  }

  static bool HasKey(std::string_view record, std::string_view key) {
    for (std::size_t at = record.find(key); at != record.npos; at = record.find(key, at + 1)) {
      if (at > 0 && IsWord(record[at - 1])) continue;
      std::size_t end = at + key.size();
      if (end < record.size() && IsQuote(record[end])) ++end;
      end = SkipBlanks(record, end);
      if (end < record.size() && (record[end] == ':' || record[end] == '=')) return true;
    }
    return false;
  }

  // `from: /02-loops` beside `to: /loops`.
  [[nodiscard]] bool IsOldOfPair(std::string_view key) {
    struct Pair {
      std::string_view before, after;
    };
    constexpr std::array<Pair, 7> kPairs = {{{"from", "to"},
                                             {"source", "destination"},
                                             {"frompath", "toPath"},
                                             {"route", "redirect"},
                                             {"src", "dest"},
                                             {"old", "new"},
                                             {"regex", "destination"}}};
    const auto pair = std::ranges::find(kPairs, key, &Pair::before);
    if (pair == kPairs.end()) return false;
    const std::string_view record = Record();
    if (!HasKey(record, pair->after)) return false;
    for (const std::string_view status : {"status = 200", "status: 200", "\"status\": 200"}) {
      if (record.find(status) != record.npos) return false;
    }
    return HasKey(record, "redirect") || SpeaksOfRedirects();
  }

  // A key of a map of redirects: `'02-loops.md': 'loops.md'` below `redirect_maps:`.
  [[nodiscard]] bool IsOldKey() {
    std::size_t at = token_begin_;
    if (at > 0 && IsQuote(text_[at - 1])) --at;
    at = SkipBlanksBack(text_, at);
    const bool begins = at == 0 || std::string_view("\n{,").find(text_[at - 1]) != text_.npos;
    std::size_t end = token_end_;
    if (end < text_.size() && IsQuote(text_[end])) ++end;
    end = SkipBlanks(text_, end);
    if (!begins || end >= text_.size() || (text_[end] != ':' && text_[end] != '=')) return false;
    const std::size_t behind = std::min(end - line_begin_, line_.size());
    if (Lower(line_.substr(behind)).find("redirect") != std::string::npos) return true;
    std::string opened;
    if (const auto open = Opener(at, '{', '}')) {
      std::size_t before = SkipBlanksBack(text_, *open);
      while (before > 0 && std::string_view(":=(>").find(text_[before - 1]) != text_.npos)
        before = SkipBlanksBack(text_, before - 1);
      opened = WordBefore(before);
    } else if (scan_.format.Is("toml")) {
      opened = Above([](std::string_view line) -> std::optional<std::string> {
        return line.starts_with('[') ? std::optional(Lower(line)) : std::nullopt;
      });
    } else {
      const std::size_t indent = IndentOf(line_);
      opened = Above([&](std::string_view line) -> std::optional<std::string> {
        const bool above = !Trim(line).empty() && IndentOf(line) < indent;
        return above ? std::optional(Lower(line)) : std::nullopt;
      });
    }
    return opened.find("redirect") != std::string::npos;
  }

  // Whether one of the `levels` blocks around the place begins so.
  [[nodiscard]] bool OpenedBy(std::string_view words, int levels) const {
    std::size_t at = offset_;
    for (; levels > 0; --levels) {
      const auto open = Opener(at, '{', '}');
      if (!open) return false;
      const std::size_t low = *open - std::min(*open, kReach);
      const std::string_view before = text_.substr(low, *open - low);
      if (before.substr(before.rfind('\n') + 1).find(words) != before.npos) return true;
      at = *open;
    }
    return false;
  }
  // `s3://store/02-loops`: what the address leads to is no file of the tree.
  [[nodiscard]] bool IsInStoreUrl() const {
    constexpr std::array<std::string_view, 15> kStores = {
        "s3",   "s3a",   "s3n",  "gs",    "gcs",    "az",  "abfs",  "abfss",
        "wasb", "wasbs", "hdfs", "vault", "consul", "oci", "docker"};
    const std::size_t scheme = Token().find("://");
    return scheme != text_.npos && IsOneOf(Lower(Token().substr(0, scheme)), kStores);
  }

  // A path that leads out of the file's folder, as no store has it.
  [[nodiscard]] bool IsPathOut() const {
    return Token().starts_with("./") || Token().starts_with("../");
  }

  [[nodiscard]] bool IsComposeFile() const { return file_.find("compose") != std::string::npos; }

  // Of Kubernetes: names of what runs in a cluster.
  [[nodiscard]] bool IsManifest() {
    if (!scan_.format.Is("yaml")) return false;
    if (!manifest_) {
      const auto has_line = [&](std::string_view key) {
        return text_.starts_with(key) || text_.find("\n" + std::string(key)) != text_.npos;
      };
      manifest_ = has_line("apiVersion:") && has_line("kind:");
    }
    return *manifest_;
  }

  // `kubectl -n 02-loops get pods`, `vault kv get secret/02-loops`.
  [[nodiscard]] bool IsOfCommand() const {
    constexpr std::array<std::string_view, 6> kClusters = {"kubectl", "oc",   "helm",
                                                           "k9s",     "flux", "argocd"};
    constexpr std::array<std::string_view, 5> kOfVault = {"kv", "read", "write", "list", "delete"};
    constexpr std::array<std::string_view, 7> kFlags = {
        "--bucket",     "--namespace",       "--secret-id", "--table-name",
        "--queue-name", "--repository-name", "--vault-name"};
    const std::vector<std::string_view> words =
        WordsOf(text_.substr(line_begin_, token_begin_ - line_begin_));
    if (words.empty()) return false;
    if (IsPathOut() || Token().starts_with('@')) return false;
    std::string_view last = words.back();
    if (last.ends_with('=')) last.remove_suffix(1);
    while (!last.empty() && (IsQuote(last.back()) || last.back() == '=')) last.remove_suffix(1);
    if (IsOneOf(last, kFlags)) return true;
    if (last.find("-backend-config") != last.npos) return true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = words[i];
      while (!word.empty() && (IsQuote(word.front()) || word.front() == '(' || word.front() == '$'))
        word.remove_prefix(1);
      const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
      if (IsOneOf(word, kClusters)) {
        const bool named = last == "namespace" || last == "ns" || last == "namespaces";
        if (last == "-n" || (named && i + 1 < words.size())) return true;
      }
      if (word == "vault" && IsOneOf(next, kOfVault)) return true;
      if ((word == "consul" && next == "kv") || word == "etcdctl") return true;
      if (word == "aws" && (next == "ssm" || next == "secretsmanager" || next == "s3api"))
        return true;
    }
    return false;
  }

  const Scan& scan_;
  std::string_view text_;
  std::string file_;  // its name, lower case
  bool is_data_ = false;
  // Where the text says redirect (true) or rewrites, by offset.
  std::optional<std::vector<std::pair<std::size_t, bool>>> said_;
  std::optional<std::size_t> front_matter_;  // its end; 0: there is none
  std::optional<bool> manifest_;
  std::size_t offset_ = 0, line_begin_ = 0, token_begin_ = 0, token_end_ = 0;
  std::string_view line_;
};

}  // namespace

bool NamesOutside(const Reference& reference) {
  return reference.certainty == Certainty::kLikely && reference.shape == ReferenceShape::kUrl &&
         !reference.text.empty();
}

namespace {

// Whether the word that goes on at `end` is the name of a mailbox: `lesson03-requests@example.org`.
bool IsOfMailbox(std::string_view text, std::size_t end) {
  constexpr std::size_t kLongestName = 64;
  const std::size_t high = std::min(text.size(), end + kLongestName);
  while (end < high && (IsWord(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
  if (end + 1 >= text.size() || text[end] != '@' || !IsLetter(text[end + 1])) return false;
  const std::size_t host = end + 1;
  end = host;
  while (end < text.size() && end - host < kLongestName && (IsWord(text[end]) || text[end] == '-'))
    ++end;
  // Two letters, at least: `build@v1.x` is a version.
  return end + 2 < text.size() && text[end] == '.' && IsLetter(text[end + 1]) &&
         IsLetter(text[end + 2]);
}

}  // namespace

void SettleKeptNames(Scan& scan) {
  KeptNames kept(scan);
  for (Found& found : scan.found) {
    Reference& reference = found.reference;
    const std::size_t offset = reference.number.offset;
    // A store's address is foreign as any other, but the tree means the module by it.
    const bool foreign = reference.certainty == Certainty::kForeign;
    const bool glued =
        reference.number.length > 0 && IsOfMailbox(scan.text, reference.number.end());
    if (!foreign && (glued || kept.IsPast(offset))) {
      reference.certainty = Certainty::kForeign;
      continue;
    }
    if (!reference.module || (foreign && reference.shape != ReferenceShape::kUrl)) continue;
    const std::optional<Number> number = scan.lexicon.NumberOf(*reference.module);
    const bool right = number && *number == reference.written;
    if (!kept.IsStored(offset)) continue;
    reference.certainty = right ? Certainty::kLikely : Certainty::kForeign;
    if (!right) continue;
    reference.shape = ReferenceShape::kUrl;
    reference.text = kept.Token();
  }
}

}  // namespace prereq::references
