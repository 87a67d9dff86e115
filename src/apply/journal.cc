// Writing and reading the journal, and cutting it into phases.
#include "apply/journal.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"

namespace prereq {

namespace {

constexpr std::string_view kHeader = "prereq journal 1\n";

void Put(std::string& out, std::string_view field) {
  out += fmt::format("{}:", field.size());
  out += field;
  out += '\n';
}

template <class T>
void PutNumber(std::string& out, T number) {
  Put(out, fmt::format("{}", number));
}

/// Takes fields off the front; `ok` turns false for good at the first that is malformed.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::string_view Text() {
    std::size_t length = 0;
    const char* end = rest_.data() + rest_.size();
    const auto [at, error] = std::from_chars(rest_.data(), end, length);
    // The number must be as Put writes it: no leading zeros, and all of it inside the text.
    const auto digits = static_cast<std::size_t>(at - rest_.data());
    if (!ok || error != std::errc() || (digits > 1 && rest_[0] == '0') || at == end || *at != ':') {
      return Fail();
    }
    const std::size_t start = digits + 1;
    if (length >= rest_.size() - start || rest_[start + length] != '\n') return Fail();
    const std::string_view field = rest_.substr(start, length);
    rest_.remove_prefix(start + length + 1);
    return field;
  }

  template <class T>
  T Number() {
    const std::string_view field = Text();
    T number = 0;
    const auto [at, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (error != std::errc() || at != field.data() + field.size()) Fail();
    return number;
  }

  /// A count of things that take at least `least` bytes each: a lying count ends here.
  std::size_t Count(std::size_t least) {
    const auto count = Number<std::size_t>();
    if (count > rest_.size() / least) Fail();
    return ok ? count : 0;
  }

  std::string Path(bool may_be_empty) {
    const std::string_view field = Text();
    if (!(field.empty() && may_be_empty) && !IsTreePath(field)) Fail();
    return std::string(field);
  }

  FileKind Kind() {
    const auto number = Number<unsigned>();
    if (number > static_cast<unsigned>(FileKind::kSymlink)) Fail();
    return ok ? static_cast<FileKind>(number) : FileKind::kOther;
  }

  std::string Digest() {
    const std::string_view field = Text();
    if (!IsSha256(field)) Fail();
    return std::string(field);
  }

  [[nodiscard]] bool AtEnd() const { return rest_.empty(); }
  std::string_view Fail() {
    ok = false;
    rest_ = {};
    return {};
  }

  bool ok = true;

 private:
  std::string_view rest_;
};

Replacement ReadReplacement(FieldReader& in) {
  Replacement r;
  r.path = in.Path(false);
  r.new_path = in.Path(false);
  r.kind = in.Kind();
  r.inode = in.Number<std::uint64_t>();
  r.size = in.Number<std::uint64_t>();
  r.modified = in.Number<std::int64_t>();
  r.old_digest = in.Digest();
  r.new_digest = in.Digest();
  if (r.kind == FileKind::kDirectory) in.Fail();
  return r;
}

Transfer ReadTransfer(FieldReader& in) {
  Transfer t;
  const auto role = in.Number<unsigned>();
  if (role > static_cast<unsigned>(Transfer::Role::kRetired)) in.Fail();
  t.role = in.ok ? static_cast<Transfer::Role>(role) : Transfer::Role::kMove;
  t.before = in.Path(t.role == Transfer::Role::kMade);
  t.after = in.Path(t.role == Transfer::Role::kRetired);
  t.kind = in.Kind();
  t.inode = in.Number<std::uint64_t>();
  if (t.role == Transfer::Role::kMade && !t.before.empty()) in.Fail();
  if (t.role == Transfer::Role::kRetired && !t.after.empty()) in.Fail();
  return t;
}

Error Damaged(std::string_view how) {
  return Error{Error::Code::kInvalid, fmt::format("the journal is damaged: {}", how), {}, {}};
}

using Levels = std::map<std::size_t, std::vector<std::size_t>>;

void AddLevels(std::vector<RenamePhase>& phases, RenamePhase::Kind kind, const Levels& levels,
               bool deepest) {
  const std::size_t first = phases.size();
  for (const auto& [depth, items] : levels) phases.push_back({kind, items});
  if (deepest) {
    std::reverse(phases.begin() + static_cast<std::ptrdiff_t>(first), phases.end());
  }
}

}  // namespace

std::string WriteJournal(const Journal& journal) {
  std::string out(kHeader);
  Put(out, journal.plan_id);
  PutNumber(out, journal.verify ? 1 : 0);
  PutNumber(out, journal.replacements.size());
  for (const Replacement& r : journal.replacements) {
    Put(out, r.path);
    Put(out, r.new_path);
    PutNumber(out, static_cast<unsigned>(r.kind));
    PutNumber(out, r.inode);
    PutNumber(out, r.size);
    PutNumber(out, r.modified);
    Put(out, r.old_digest);
    Put(out, r.new_digest);
  }
  PutNumber(out, journal.transfers.size());
  for (const Transfer& t : journal.transfers) {
    PutNumber(out, static_cast<unsigned>(t.role));
    Put(out, t.before);
    Put(out, t.after);
    PutNumber(out, static_cast<unsigned>(t.kind));
    PutNumber(out, t.inode);
  }
  Put(out, journal.index_entries);
  return out + Sha256(out) + '\n';
}

Result<Journal> ReadJournal(std::string_view bytes) {
  constexpr std::size_t kTrailer = 65;  // digest and line feed
  if (bytes.size() < kHeader.size() + kTrailer) return Damaged("too short");
  const std::string_view body = bytes.substr(0, bytes.size() - kTrailer);
  if (bytes.substr(body.size()) != Sha256(body) + '\n') return Damaged("its checksum differs");
  if (!body.starts_with(kHeader)) return Damaged("of a version that this prereq does not know");
  FieldReader in(body.substr(kHeader.size()));
  Journal journal;
  journal.plan_id = in.Text();
  const auto verify = in.Number<unsigned>();
  if (verify > 1) in.Fail();
  journal.verify = verify == 1;
  for (std::size_t count = in.Count(100); in.ok && count > 0; --count) {
    journal.replacements.push_back(ReadReplacement(in));
  }
  for (std::size_t count = in.Count(10); in.ok && count > 0; --count) {
    journal.transfers.push_back(ReadTransfer(in));
  }
  journal.index_entries = in.Text();
  if (!in.ok || !in.AtEnd()) return Damaged("a field is malformed");
  return journal;
}

std::vector<RenamePhase> Phases(const Journal& journal) {
  std::vector<RenamePhase> phases;
  Levels park;
  Levels place;
  Levels retire;
  for (std::size_t j = 0; j < journal.transfers.size(); ++j) {
    const Transfer& t = journal.transfers[j];
    if (t.role == Transfer::Role::kMove) park[PathDepth(t.before)].push_back(j);
    if (t.role != Transfer::Role::kRetired) place[PathDepth(t.after)].push_back(j);
    if (t.role == Transfer::Role::kRetired) retire[PathDepth(t.before)].push_back(j);
  }
  if (!journal.replacements.empty()) {
    RenamePhase replace;
    for (std::size_t i = 0; i < journal.replacements.size(); ++i) replace.items.push_back(i);
    phases.push_back(std::move(replace));
  }
  AddLevels(phases, RenamePhase::Kind::kPark, park, true);
  AddLevels(phases, RenamePhase::Kind::kPlace, place, false);
  AddLevels(phases, RenamePhase::Kind::kRetire, retire, true);
  return phases;
}

}  // namespace prereq
