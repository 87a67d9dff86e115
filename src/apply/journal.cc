// Writing and reading the journal, and cutting it into phases.
#include "apply/journal.h"

#include <algorithm>
#include <map>

#include "apply/netstrings.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"

namespace prereq {

namespace {

constexpr std::string_view kHeader = "prereq journal 1\n";

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
  PutField(out, journal.plan_id);
  PutNumber(out, journal.verify ? 1 : 0);
  PutNumber(out, journal.replacements.size());
  for (const Replacement& r : journal.replacements) {
    PutField(out, r.path);
    PutField(out, r.new_path);
    PutNumber(out, static_cast<unsigned>(r.kind));
    PutNumber(out, r.inode);
    PutNumber(out, r.size);
    PutNumber(out, r.modified);
    PutField(out, r.old_digest);
    PutField(out, r.new_digest);
  }
  PutNumber(out, journal.transfers.size());
  for (const Transfer& t : journal.transfers) {
    PutNumber(out, static_cast<unsigned>(t.role));
    PutField(out, t.before);
    PutField(out, t.after);
    PutNumber(out, static_cast<unsigned>(t.kind));
    PutNumber(out, t.inode);
  }
  PutField(out, journal.index_entries);
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
