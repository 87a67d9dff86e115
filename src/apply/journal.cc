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
constexpr std::string_view kHeaderWithMakings = "prereq journal 2\n";
static_assert(kHeader.size() == kHeaderWithMakings.size());

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
  if (role > static_cast<unsigned>(Transfer::Role::kCleared)) in.Fail();
  t.role = in.ok ? static_cast<Transfer::Role>(role) : Transfer::Role::kMove;
  t.before = in.Path(t.role == Transfer::Role::kMade);
  const bool goes = t.role == Transfer::Role::kRetired || t.role == Transfer::Role::kCleared;
  t.after = in.Path(goes);
  t.kind = in.Kind();
  t.inode = in.Number<std::uint64_t>();
  if (t.role == Transfer::Role::kMade && !t.before.empty()) in.Fail();
  if (goes && !t.after.empty()) in.Fail();
  return t;
}

Making ReadMaking(FieldReader& in) {
  Making making;
  const auto role = in.Number<unsigned>();
  if (role > static_cast<unsigned>(Making::Role::kRemoved)) in.Fail();
  making.role = in.ok ? static_cast<Making::Role>(role) : Making::Role::kCreated;
  making.path = in.Path(false);
  making.digest = in.Digest();
  return making;
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
  std::string out(journal.makings.empty() ? kHeader : kHeaderWithMakings);
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
  if (!journal.makings.empty()) PutNumber(out, journal.makings.size());
  for (const Making& making : journal.makings) {
    PutNumber(out, static_cast<unsigned>(making.role));
    PutField(out, making.path);
    PutField(out, making.digest);
  }
  PutField(out, journal.index_entries);
  return out + Sha256(out) + '\n';
}

Result<Journal> ReadJournal(std::string_view bytes) {
  constexpr std::size_t kTrailer = 65;  // digest and line feed
  if (bytes.size() < kHeader.size() + kTrailer) return Damaged("too short");
  const std::string_view body = bytes.substr(0, bytes.size() - kTrailer);
  if (bytes.substr(body.size()) != Sha256(body) + '\n') return Damaged("its checksum differs");
  const bool has_makings = body.starts_with(kHeaderWithMakings);
  if (!has_makings && !body.starts_with(kHeader)) {
    return Damaged("of a version that this prereq does not know");
  }
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
  if (has_makings) {
    for (std::size_t count = in.Count(70); in.ok && count > 0; --count) {
      journal.makings.push_back(ReadMaking(in));
    }
    if (journal.makings.empty()) in.Fail();
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
    const bool comes = t.role == Transfer::Role::kMove || t.role == Transfer::Role::kMade;
    if (t.role == Transfer::Role::kMove || t.role == Transfer::Role::kCleared) {
      park[PathDepth(t.before)].push_back(j);
    }
    if (comes) place[PathDepth(t.after)].push_back(j);
    if (t.role == Transfer::Role::kRetired) retire[PathDepth(t.before)].push_back(j);
  }
  if (!journal.replacements.empty()) {
    RenamePhase replace;
    for (std::size_t i = 0; i < journal.replacements.size(); ++i) replace.items.push_back(i);
    phases.push_back(std::move(replace));
  }
  RenamePhase remove{RenamePhase::Kind::kRemove, {}};
  RenamePhase create{RenamePhase::Kind::kCreate, {}};
  for (std::size_t k = 0; k < journal.makings.size(); ++k) {
    const bool creates = journal.makings[k].role == Making::Role::kCreated;
    (creates ? create : remove).items.push_back(k);
  }
  if (!remove.items.empty()) phases.push_back(std::move(remove));
  AddLevels(phases, RenamePhase::Kind::kPark, park, true);
  AddLevels(phases, RenamePhase::Kind::kPlace, place, false);
  if (!create.items.empty()) phases.push_back(std::move(create));
  AddLevels(phases, RenamePhase::Kind::kRetire, retire, true);
  return phases;
}

}  // namespace prereq
