// A plan's names looked up in a tree: kinds of what moves, bytes of what is rewritten, targets of
// symlinks.
#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/progress.h"
#include "base/text.h"
#include "documents/json_string.h"
#include "paths/code_text.h"
#include "plan/diagram_names.h"
#include "plan/edited_paths.h"
#include "plan/file_edits.h"
#include "plan/joined_slugs.h"
#include "plan/moves.h"
#include "plan/place_counts.h"
#include "plan/resort_bytes.h"
#include "plan/tasks.h"
#include "prereq/edits.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

Error Stale(const Location& where, std::string message) {
  return {Error::Code::kStale, std::move(message), where, {}};
}

class EditMaker {
 public:
  EditMaker(const Plan& plan, const FileReader& tree) : plan_(plan), tree_(tree) {
    for (const Move& move : plan.moves) moves_.emplace(move.from, move.to);
    for (const Resort& resort : plan.resorts) {
      resorts_[resort.block.where.path].push_back(&resort);
    }
    for (const LinkChange& change : plan.links) {
      links_[change.link.where.path].push_back(&change);
    }
  }

  Result<EditSet> Run() {
    const Result<std::vector<FileEntry>> entries = tree_.ListTracked();
    if (!entries) return entries.error();
    for (const FileEntry& entry : *entries) known_.Add(entry.path);
    for (const Move& move : plan_.moves) {
      const Result<std::optional<FileStatus>> status = tree_.Status(move.from);
      if (!status) return status.error();
      if (!*status) return Missing(move);
      edits_.moves.push_back({move.from, move.to, (*status)->kind, 0, 0});
    }
    std::map<std::string, std::vector<const Rewrite*>> by_path;
    for (const Rewrite& rewrite : plan_.rewrites) {
      by_path[rewrite.reference.where.path].push_back(&rewrite);
    }
    for (const Resort& resort : plan_.resorts) by_path[resort.block.where.path];
    for (const LinkChange& link : plan_.links) by_path[link.link.where.path];
    WorkStage stage("planning edits:", by_path.size(), "files");
    for (const auto& [path, rewrites] : by_path) {
      stage.Advance();
      if (Status file = EditFile(path, rewrites); !file) return file.error();
    }
    for (const FileEntry& entry : *entries) {
      if (entry.kind != FileKind::kSymlink) continue;
      if (Status link = Follow(entry.path); !link) return link.error();
    }
    return std::move(edits_);
  }

 private:
  // What git lists and the disk does not have, a sparse checkout leaves out.
  Error Missing(const Move& move) const {
    std::string message = fmt::format("`{}` should move to `{}` and is not there",
                                      Printable(move.from), Printable(move.to));
    if (!known_.Contains(move.from)) return Stale({move.from, 0, 0}, std::move(message));
    message += ": a sparse checkout keeps it off the disk";
    return {Error::Code::kUnsupported,
            std::move(message),
            {move.from, 0, 0},
            "git sparse-checkout disable"};
  }

  Status EditFile(const std::string& path, const std::vector<const Rewrite*>& rewrites) {
    const Result<std::string> bytes = tree_.Read(path);
    if (!bytes) return bytes.error();
    FileEdit file = NewFileEdit(path, *bytes);
    for (const Rewrite* rewrite : rewrites) {
      if (Status added = AddSpans(*rewrite, *bytes, file); !added) return added;
    }
    KeepToTexts(*bytes, file, edits_.tasks);
    if (Status apart = SortApart(*bytes, file); !apart) return apart;
    LeadOn(*bytes, known_, moves_, file);
    if (Status links = AddLinks(*bytes, file); !links) return links;
    AddResorts(*bytes, file);
    if (file.spans.empty()) return Done{};
    if (!TextsAloneChange(*bytes, file, edits_.tasks)) return Done{};
    edits_.files.push_back(std::move(file));
    return Done{};
  }

  // Where a link leads is known exactly, so it decides over what its text looks like.
  Status AddLinks(const std::string& bytes, FileEdit& file) {
    const auto found = links_.find(file.path);
    if (found == links_.end()) return Done{};
    for (const LinkChange* change : found->second) {
      const Span span = change->link.span;
      if (span.end() > bytes.size() ||
          bytes.compare(span.offset, span.length, change->link.text) != 0) {
        return Stale(change->link.where,
                     fmt::format("expected a link to `{}` here: the file changed since it was "
                                 "searched",
                                 Printable(change->link.text)));
      }
      const std::span<const SpanEdit> inside = EditsIn(span, file.spans);
      if (!IsApart(span, file.spans)) {
        edits_.tasks.push_back(
            {TaskKind::kLink,
             fmt::format("`{}` leads to `{}` from now on: edit it by hand",
                         Printable(change->link.text), Printable(change->new_text)),
             change->link.where, Holds(change->new_text)});
        continue;
      }
      if (Edited(bytes, span, file.spans) == change->new_text) continue;
      const auto first = file.spans.begin() + (inside.data() - file.spans.data());
      const auto place =
          file.spans.erase(first, first + static_cast<std::ptrdiff_t>(inside.size()));
      file.spans.insert(place, {span, change->new_text, EditCause::kLink});
    }
    return Done{};
  }

  void AddResorts(const std::string& bytes, FileEdit& file) {
    const auto found = resorts_.find(file.path);
    if (found == resorts_.end()) return;
    for (const Resort* resort : found->second) {
      // Entries that keep their numbers stand in order as they are.
      const std::size_t begin = resort->block.entries.front().body.offset;
      const auto kept = kept_.lower_bound({file.path, begin});
      const bool keeps = kept != kept_.end() && kept->first == file.path &&
                         kept->second < resort->block.entries.back().body.end();
      if (const MigrationTool* owner = JournalOwner(file.path); owner != nullptr && !keeps) {
        KeepCounts(bytes, *resort, *owner, file.spans);
      }
      if (keeps || AddResort(bytes, *resort, file.spans)) continue;
      edits_.tasks.push_back(
          {TaskKind::kBlock, "an edit reaches across two entries of this block: re-sort it by hand",
           resort->block.where});
    }
  }

  Status AddSpans(const Rewrite& rewrite, const std::string& bytes, FileEdit& file) {
    const Reference& reference = rewrite.reference;
    const auto add = [&](Span span, std::string text) {
      file.spans.push_back({span, std::move(text), EditCause::kReference, reference.shape});
    };
    const auto reads = [&](Span span, Number number) {
      if (span.offset > bytes.size() || span.length > bytes.size() - span.offset) return false;
      std::string text = bytes.substr(span.offset, span.length);
      if (FormatOf(reference.where.path).content == FileContent::kNotebook)
        text = UnescapeJson(text).value_or(text);
      const auto digits = std::ranges::count_if(text, IsDigit);
      return text == ShowNumber(number, static_cast<int>(digits));
    };
    if ((rewrite.new_number && !reads(reference.number, reference.written)) ||
        (rewrite.new_last_number && !reads(reference.last_number, *reference.written_last))) {
      return Stale(reference.where, fmt::format("expected number {} here: the file changed since "
                                                "it was searched",
                                                ShowNumber(reference.written)));
    }
    if (rewrite.new_name &&
        BreaksDiagram(reference.where.path, bytes, reference.name, *rewrite.new_name)) {
      edits_.tasks.push_back({TaskKind::kTitle,
                              fmt::format("write `{}` here in a form that the diagram reads as a "
                                          "name: quoted, or without what is an arrow or a bracket "
                                          "to it",
                                          Printable(*rewrite.new_name)),
                              reference.where,
                              Lacks(bytes.substr(reference.name.offset, reference.name.length))});
      kept_.insert({reference.where.path, reference.number.offset});
      return Done{};
    }
    if (const std::string kept = PathThatStays(reference, bytes); !kept.empty()) {
      edits_.tasks.push_back({TaskKind::kPath,
                              fmt::format("`{}` keeps its name, so this place stays as it is; "
                                          "declare it as a mirror if it should follow",
                                          Printable(kept)),
                              reference.where});
      kept_.insert({reference.where.path, reference.number.offset});
      return Done{};
    }
    if (CannotStandInCode(rewrite, bytes)) {
      edits_.tasks.push_back(
          {TaskKind::kName,
           fmt::format("names `{}`, which is `{}` now, in code where `-` is an operator: give it a "
                       "name that can stand here, or rename the module with `_`",
                       Printable(rewrite.old_name), Printable(*rewrite.new_name)),
           reference.where, Lacks(rewrite.old_name)});
      kept_.insert({reference.where.path, reference.number.offset});
      return Done{};
    }
    if (rewrite.new_number) add(reference.number, *rewrite.new_number);
    if (rewrite.new_last_number) {
      add(reference.last_number, *rewrite.new_last_number);
    }
    if (rewrite.new_name) AddName(rewrite, bytes, file);
    return Done{};
  }

  // A name that is not the slug itself (a title, an alias) is the author's words; so is a plain
  // word in front of its number ("needs hashing (Chapter 2)").
  void AddName(const Rewrite& rewrite, const std::string& bytes, FileEdit& file) {
    const Span span = rewrite.reference.name;
    const ReferenceShape shape = rewrite.reference.shape;
    const bool word = shape == ReferenceShape::kReversedTitle &&
                      std::ranges::none_of(rewrite.old_name, [](char c) {
                        return IsDigit(c) || c == '_' || c == '-';
                      });
    const std::optional<std::string> name =
        word || span.offset > bytes.size()
            ? std::nullopt
            : NameLike(bytes.substr(span.offset, span.length), rewrite);
    if (name) {
      // Cargo gives the crate `a-b` the name `a_b`.
      const bool rust = FormatOf(rewrite.reference.where.path).Is("rust");
      file.spans.push_back({span, rust && IsInCode(rewrite, bytes) ? Joined(*name, '_') : *name,
                            EditCause::kReference, shape});
      return;
    }
    // In a link's target: `Data%20Types`.
    if (!word && span.offset <= bytes.size() &&
        DecodePercent(bytes.substr(span.offset, span.length)) == rewrite.old_name) {
      file.spans.push_back({span, EncodePercent(*rewrite.new_name), EditCause::kReference, shape});
      return;
    }
    edits_.tasks.push_back({TaskKind::kTitle,
                            fmt::format("calls `{}` by another name, which stays as it is",
                                        Printable(*rewrite.new_name)),
                            rewrite.reference.where});
  }

  // The new name as `written` says the old one: as it is, or with its words joined by the other
  // mark. Nullopt where it says something else.
  static std::optional<std::string> NameLike(const std::string& written, const Rewrite& rewrite) {
    if (written == rewrite.old_name) return *rewrite.new_name;
    for (const char joint : {'_', '-'}) {
      if (written == Joined(rewrite.old_name, joint)) return Joined(*rewrite.new_name, joint);
    }
    return std::nullopt;
  }

  // Whether the new name would be two where the old one is one word of code.
  bool CannotStandInCode(const Rewrite& rewrite, const std::string& bytes) {
    const Reference& reference = rewrite.reference;
    if (!rewrite.new_name || !IsInCode(rewrite, bytes) || FormatOf(reference.where.path).Is("rust"))
      return false;
    const auto name = NameLike(bytes.substr(reference.name.offset, reference.name.length), rewrite);
    return name && name->find('-') != std::string::npos;
  }

  bool IsInCode(const Rewrite& rewrite, const std::string& bytes) {
    const Reference& reference = rewrite.reference;
    return rewrite.new_name->find('-') != std::string::npos &&
           HyphensAreOperators(reference.where.path) && reference.whole.offset < bytes.size() &&
           IsOutsideQuotes(CodeOf(reference.where.path, bytes), reference.whole.offset);
  }

  // The code of a file without comments, kept for the next place of that file.
  const std::string& CodeOf(const std::string& path, const std::string& bytes) {
    if (code_.first != path) code_ = {path, BlankComments(FormatOf(path), bytes)};
    return code_.second;
  }

  // The existing path that the reference is part of, when that path does not move: a frozen or
  // undeclared file that happens to be numbered alike. Empty otherwise.
  std::string PathThatStays(const Reference& reference, const std::string& bytes) const {
    if (reference.mirror >= 0) return {};
    std::size_t first = reference.number.offset;
    std::size_t last = reference.whole.end();
    while (first > 0 && kPathBytes.find(bytes[first - 1]) != std::string_view::npos) --first;
    while (last < bytes.size() && bytes[last] != '/' &&
           kPathBytes.find(bytes[last]) != std::string_view::npos) {
      ++last;
    }
    std::string token = bytes.substr(first, last - first);
    while (!token.empty() && token.back() == '.') token.pop_back();
    const std::string folder = ParentPath(reference.where.path);
    for (const std::optional<std::string>& path :
         {FollowPath(folder, token), FollowPath("", token)}) {
      if (!path || path->empty() || !known_.Contains(*path)) continue;
      return PathAfter(moves_, *path) == *path ? *path : std::string();
    }
    return {};
  }

  // Where the tree lies on this machine is not known here: an absolute link may lead into it.
  void AskAboutAbsolute(const std::string& path, const std::string& target) {
    for (std::size_t at = 0; at != std::string::npos; at = target.find('/', at + 1)) {
      const std::string inside = target.substr(at + 1);
      if (!known_.Contains(inside) || PathAfter(moves_, inside) == inside) continue;
      edits_.tasks.push_back(
          {TaskKind::kLink,
           fmt::format(
               "this link leads to `{}`, an absolute path that is not edited; if it is this "
               "tree's `{}`, make it lead to `{}`",
               Printable(target), Printable(inside), Printable(PathAfter(moves_, inside))),
           {path, 0, 0}});
      return;
    }
  }

  // Moves rename parts and keep depths, so a relative target stays right part by part.
  Status Follow(const std::string& path) {
    const Result<std::string> target = tree_.ReadLink(path);
    if (!target) return target.error();
    if (target->empty()) return Done{};
    if (target->front() == '/') {
      AskAboutAbsolute(path, *target);
      return Done{};
    }
    std::string renamed;
    std::optional<std::string> at = ParentPath(path);
    for (const std::string_view part : Split(*target, '/')) {
      if (!renamed.empty()) renamed += '/';
      at = FollowPath(*at, part);
      if (!at) return Done{};  // leaves the tree
      if (part.empty() || part == "." || part == "..") {
        renamed += part;
      } else {
        renamed += BaseName(PathAfter(moves_, *at));
      }
    }
    if (renamed == *target) return Done{};
    edits_.retargets.push_back({path, *target, renamed});
    AskAboutNameOfLink(path, *at);
    return Done{};
  }

  // `12_README.md`, a link to a page of `12_loops`, which moves: the name goes on saying 12.
  void AskAboutNameOfLink(const std::string& path, const std::string& target) {
    if (BaseName(PathAfter(moves_, path)) != BaseName(path)) return;
    for (std::string part = target; !part.empty(); part = ParentPath(part)) {
      const auto move = moves_.find(part);
      if (move == moves_.end()) continue;
      const auto before = FirstNumber(BaseName(part)), after = FirstNumber(BaseName(move->second));
      if (!before || !after || before == after || FirstNumber(BaseName(path)) != before) continue;
      const bool is_asked = std::ranges::any_of(plan_.tasks, [&](const Task& task) {
        return task.kind == TaskKind::kName && task.where.path == path;
      });
      if (is_asked) return;
      edits_.tasks.push_back(
          {TaskKind::kName,
           fmt::format("`{}` carries {}, the number of `{}`, to which it leads and which becomes "
                       "{}, and stays so called: rename it with what names it, or leave it",
                       Printable(BaseName(path)), *before, Printable(BaseName(part)), *after),
           {path, 0, 0}});
      return;
    }
  }

  const Plan& plan_;
  const FileReader& tree_;
  std::map<std::string, std::string> moves_;
  std::map<std::string, std::vector<const Resort*>> resorts_;    // by path
  std::map<std::string, std::vector<const LinkChange*>> links_;  // by path
  std::set<PlaceInFile> kept_;                                   // numbers of paths that stay
  std::pair<std::string, std::string> code_;                     // path, its code
  WritablePaths known_;                                          // tracked
  EditSet edits_;
};

}  // namespace

Result<EditSet> MakeEdits(const Plan& plan, const FileReader& tree) {
  return EditMaker(plan, tree).Run();
}

}  // namespace prereq
