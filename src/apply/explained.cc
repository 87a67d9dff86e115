// Where a moved entry is follows from its private name and from the marker PH; that it is there,
// that its old name is free, and that files hold what they then have to, is looked up.
#include "apply/explained.h"

#include <map>
#include <set>

#include "apply/problems.h"
#include "apply/touched.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

using Code = Error::Code;

class Explainer {
 public:
  Explainer(const Transaction& transaction, Way way)
      : fs_(transaction.disk()),
        transaction_(transaction),
        journal_(transaction.journal()),
        way_(way) {}

  Status Check() {
    FindPositions();
    for (std::size_t j = 0; j < journal_.transfers.size(); ++j) CheckMove(j);
    for (std::size_t i = 0; i < journal_.replacements.size(); ++i) CheckReplacement(i);
    for (std::size_t k = 0; k < journal_.makings.size(); ++k) CheckMaking(k);
    if (error_) return *error_;
    if (const auto problem = problems_.First()) return *problem;
    return Done{};
  }

 private:
  enum class Position { kBefore, kParked, kPlaced, kLost };

  // Answers after a failing call mean nothing.
  std::optional<NodeStatus> StatusOf(const std::string& path) {
    const auto found = fs_.Status(path);
    if (found) return *found;
    if (!error_) error_ = ToError(found.error());
    return {};
  }

  void Odd(const std::string& path, std::string_view what) {
    problems_.Add(Code::kStale, fmt::format("`{}` {}", Printable(path), what), path);
  }

  void FindPositions() {
    using Kind = RenamePhase::Kind;
    std::map<std::size_t, std::size_t> park, place;  // of each transfer: its phases
    const std::vector<RenamePhase>& phases = transaction_.phases();
    for (std::size_t p = 0; p < phases.size(); ++p) {
      for (const std::size_t j : phases[p].items) {
        if (phases[p].kind == Kind::kPark) park[j] = p;
        if (phases[p].kind == Kind::kPlace) place[j] = p;
        if (phases[p].kind == Kind::kCreate) creates_from_ = p;
      }
    }
    const std::size_t finished = transaction_.finished();
    positions_.assign(journal_.transfers.size(), Position::kBefore);
    for (std::size_t j = 0; j < journal_.transfers.size(); ++j) {
      const Transfer& t = journal_.transfers[j];
      if (t.role != Transfer::Role::kMove) in_motion_.insert(t.before + t.after);  // one is empty
      if (t.role == Transfer::Role::kMade) taken_.insert(t.after);
      if (t.role != Transfer::Role::kMove) continue;
      Position& at = positions_[j];
      if (StatusOf(transaction_.Parked(j))) {
        at = Position::kParked;
      } else if (finished > park[j]) {
        at = finished >= place[j] ? Position::kPlaced : Position::kLost;
      }
      if (at != Position::kBefore) in_motion_.insert(t.before);
      if (at == Position::kPlaced) taken_.insert(t.after);
      if (at == Position::kPlaced) in_motion_.insert(t.after);
      moves_.emplace(t.before, j);
    }
    for (const Making& making : journal_.makings) taken_.insert(making.path);
    for (const Replacement& r : journal_.replacements) edited_.insert(Now(r.path));
  }

  // Whether something that held or holds `path` has left its name or got it, so that the path may
  // lead elsewhere now.
  [[nodiscard]] bool IsInsideOfMotion(const std::string& path) const {
    for (std::string at = ParentPath(path); !at.empty(); at = ParentPath(at)) {
      if (in_motion_.contains(at)) return true;
    }
    return false;
  }

  // Where what was at `path` before the change is now.
  [[nodiscard]] std::string Now(const std::string& path) const {
    for (std::string at = path; !at.empty(); at = ParentPath(at)) {
      const auto move = moves_.find(at);
      if (move == moves_.end()) continue;
      const std::size_t j = move->second;
      const std::string rest = path.substr(at.size());
      if (positions_[j] == Position::kParked) return transaction_.Parked(j) + rest;
      if (positions_[j] == Position::kPlaced) return journal_.transfers[j].after + rest;
      return path;  // what is inside goes first, so what holds it has not gone either
    }
    return path;
  }

  void CheckMove(std::size_t j) {
    const Transfer& t = journal_.transfers[j];
    if (t.role != Transfer::Role::kMove) return;
    const Position at = positions_[j];
    if (at == Position::kLost) return Odd(t.before, "is not where the change had put it aside");
    if (at == Position::kBefore) {
      const auto found = StatusOf(t.before);
      if (!found || found->kind != t.kind) return Odd(t.before, "is not there any more");
      const bool same = t.inode == 0 || found->inode == t.inode;
      if (way_ == Way::kForward && !same) Odd(t.before, "changed meanwhile");
      return;
    }
    std::optional<NodeStatus> placed;
    if (at == Position::kPlaced) {
      placed = StatusOf(t.after);
      const bool same =
          placed && placed->kind == t.kind && (t.inode == 0 || placed->inode == t.inode);
      if (!same) return Odd(t.after, "is not what was put there");
    }
    if (taken_.contains(t.before) || IsInsideOfMotion(t.before)) return;
    const auto there = StatusOf(t.before);
    // A disk that folds case finds the new name under the old one.
    const bool is_itself = there && placed && there->inode == placed->inode;
    if (there && !is_itself) Odd(t.before, "is there again, though it was moved");
  }

  // Empty when nothing of this kind stands there.
  std::string DigestAt(const std::string& path, FileKind kind) {
    const auto found = StatusOf(path);
    if (!found || found->kind != kind) return {};
    const auto bytes = kind == FileKind::kSymlink ? fs_.ReadLink(path) : fs_.Read(path);
    if (!bytes) Fail(ToError(bytes.error()));
    return bytes ? Sha256(*bytes) : std::string();
  }

  void CheckReplacement(std::size_t i) {
    using Staged = Transaction::Staged;
    const Replacement& r = journal_.replacements[i];
    const auto staged = transaction_.StagedAt(i);
    if (!staged) return Fail(staged.error());
    const std::string path = Now(r.path);
    const std::string digest = DigestAt(path, r.kind);
    // The old version at the old name, beside the one that went on.
    const bool is_known = path == r.path || edited_.contains(r.path) || taken_.contains(r.path);
    if (!is_known && DigestAt(r.path, r.kind) == r.old_digest) {
      return Odd(r.path, "is there again, though it was moved");
    }
    if (*staged == Staged::kNew) {
      if (digest == r.new_digest) Odd(path, "has the new version, which was not put there");
      if (way_ == Way::kForward && digest != r.old_digest) Odd(path, "changed meanwhile");
      return;
    }
    if (digest.empty()) return;  // it was taken away since
    if (way_ == Way::kBack || digest == r.new_digest || *staged == Staged::kStranger) return;
    if (digest == r.old_digest) return Odd(path, "has its old version again");
    const auto touched = LookAtTouched(transaction_, i, path);
    if (!touched) return Fail(touched.error());
    if (!touched->has_change) Odd(path, "was changed where the change had written");
  }

  void CheckMaking(std::size_t k) {
    const Making& making = journal_.makings[k];
    const bool is_private = StatusOf(transaction_.Made(k)).has_value();
    if (making.role == Making::Role::kCreated) {
      const bool was_put = !is_private && transaction_.finished() >= creates_from_;
      if (way_ == Way::kForward && was_put && !StatusOf(making.path)) {
        Odd(making.path, "is not there any more");
      }
      return;
    }
    if (!is_private || IsInsideOfMotion(making.path) || in_motion_.contains(making.path)) return;
    if (StatusOf(making.path)) Odd(making.path, "is there again, though it was taken away");
  }

  void Fail(const Error& error) {
    if (!error_) error_ = error;
  }

  TransactionDisk& fs_;
  const Transaction& transaction_;
  const Journal& journal_;
  Way way_;
  std::vector<Position> positions_;           // of the moves among the transfers
  std::map<std::string, std::size_t> moves_;  // by the old name
  std::set<std::string> in_motion_;           // names that something has left or got
  std::set<std::string> edited_;              // where the edited files are now
  std::set<std::string> taken_;               // names that something has got, or may have
  std::size_t creates_from_ = 0;              // the phase that puts new files in place
  Problems problems_;
  std::optional<Error> error_;
};

}  // namespace

Status CheckExplained(const Transaction& transaction, Way way) {
  return Explainer(transaction, way).Check();
}

Journal Inverse(const Journal& journal) {
  Journal back;
  for (const Replacement& r : journal.replacements) {
    Replacement turned = r;
    std::swap(turned.path, turned.new_path);
    std::swap(turned.old_digest, turned.new_digest);
    back.replacements.push_back(std::move(turned));
  }
  for (const Transfer& t : journal.transfers) {
    if (t.role != Transfer::Role::kMove) continue;
    Transfer turned = t;
    std::swap(turned.before, turned.after);
    back.transfers.push_back(std::move(turned));
  }
  for (const Making& making : journal.makings) {
    Making turned = making;
    const bool creates = making.role == Making::Role::kCreated;
    turned.role = creates ? Making::Role::kRemoved : Making::Role::kCreated;
    back.makings.push_back(std::move(turned));
  }
  return back;
}

}  // namespace prereq
