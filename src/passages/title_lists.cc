#include "passages/title_lists.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/text.h"
#include "passages/bare_names.h"
#include "passages/sequences.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestTitle = 160;

// The entry behind its marker, without tags, emphasis and what a link leads to.
std::string PlainTitle(std::string_view entry) {
  std::string words;
  for (std::size_t at = 0; at < entry.size(); ++at) {
    const char c = entry[at];
    const char closer = c == '<' ? '>' : c == ']' && entry.substr(at + 1, 1) == "(" ? ')' : '\0';
    const std::size_t end = closer == 0 ? entry.npos : entry.find(closer, at);
    if (end != entry.npos) {
      at = end;
    } else if (std::string_view("*`[]").find(c) == std::string_view::npos) {
      words += c;
    }
  }
  std::string_view plain = Trim(words);
  while (plain.ends_with('.') || plain.ends_with(',') || plain.ends_with(';') ||
         plain.ends_with('\\')) {
    plain.remove_suffix(1);
  }
  return std::string(Trim(plain));
}

class TitleLists {
 public:
  TitleLists(const std::string& path, std::string_view text, const Facts& facts,
             const ModuleSequence& order)
      : path_(path), text_(text), facts_(facts), order_(order), format_(FormatOf(path)) {}

  std::vector<OrderedBlock> Run() {
    AddLines();
    AddElements();
    return std::move(blocks_);
  }

 private:
  // Where the words begin of an item that is numbered when it is shown; nullopt for other lines.
  [[nodiscard]] std::optional<std::size_t> BehindMarker(std::string_view line) const {
    const auto behind = [&](std::string_view marker) -> std::optional<std::size_t> {
      return line.starts_with(marker) ? std::optional(marker.size()) : std::nullopt;
    };
    if (format_.Is("latex")) return behind("\\item ");
    if (format_.Is("typst")) return behind("+ ");
    if (format_.Is("mediawiki") || format_.Is("textile")) return behind("# ");
    if (format_.Is("asciidoc") && line.starts_with(". ")) return behind(". ");
    if (line.starts_with("#. ")) return behind("#. ");
    constexpr std::size_t kWidest = 3;
    std::size_t digits = 0;
    while (digits < line.size() && IsDigit(line[digits])) ++digits;
    const bool marks = digits > 0 && digits <= kWidest && digits + 1 < line.size() &&
                       (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
    return marks ? std::optional(digits + 2) : std::nullopt;
  }

  void AddLines() {
    bool counts = !format_.Is("latex");  // whether the items of the list at hand are numbered
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string_view line = Trim(text_.substr(begin, end - begin));
      begin = end + 1;
      if (line.empty()) continue;
      const auto words = BehindMarker(line);
      if (!words || !counts) {
        Close();
        if (line.starts_with("\\begin{")) counts = line.starts_with("\\begin{enumerate}");
        continue;
      }
      Note(line.substr(*words));
    }
    Close();
  }

  // `<li>` in `<ol>`, several on one line as well.
  void AddElements() {
    if (format_.content != FileContent::kProse) return;
    for (std::size_t at = text_.find("<ol"); at != std::string_view::npos;
         at = text_.find("<ol", at + 1)) {
      const std::size_t end = std::min(text_.find("</ol", at), text_.size());
      for (std::size_t item = text_.find("<li", at); item < end;) {
        const std::size_t open = std::min(text_.find('>', item), end);
        const std::size_t next = std::min(text_.find("<li", open), end);
        const std::string_view entry = text_.substr(open, next - open);
        if (!entry.empty()) Note(entry.substr(1));
        item = next;
      }
      Close();
      at = std::min(end, text_.size() - 1);
    }
  }

  // Asked for by texts that number something, which are few.
  void ReadTitles() {
    if (!titles_.empty()) return;
    titles_.try_emplace("");  // read
    for (std::size_t i = 0; i < facts_.modules.size(); ++i) {
      const Module& module = facts_.modules[i];
      std::set<std::string> names = {FoldModuleName(module.slug), FoldModuleName(module.title)};
      for (const std::string& alias : module.aliases) names.insert(FoldModuleName(alias));
      for (const std::string& name : names) {
        const auto [known, is_new] = titles_.try_emplace(name, ModuleId{static_cast<int>(i)});
        if (!is_new) known->second.reset();
      }
    }
  }

  void Note(std::string_view entry) {
    if (broken_) return;
    ReadTitles();
    const bool is_short = entry.size() <= kLongestTitle;
    const auto title = is_short ? titles_.find(FoldModuleName(PlainTitle(entry))) : titles_.end();
    if (title == titles_.end() || !title->second || !order_.number(*title->second)) {
      broken_ = true;  // an entry of another kind
      return;
    }
    BlockEntry one;
    const std::string_view shown = Trim(entry);
    const std::size_t offset = static_cast<std::size_t>(shown.data() - text_.data());
    one.body = {offset, shown.size()};
    one.mark = one.tail = {one.body.end(), 0};
    one.module = *title->second;
    run_.push_back(one);
  }

  void Close() {
    if (run_.empty()) {
      broken_ = false;
      return;
    }
    std::set<ModuleId> modules;
    for (const BlockEntry& entry : run_) modules.insert(entry.module);
    const bool whole = !broken_ && modules.size() == run_.size() &&
                       HoldsAllModules(modules, facts_) && RisesWith(order_, run_, 3);
    if (whole) {
      if (!lines_) lines_.emplace(text_);
      OrderedBlock block;
      block.kind = OrderedBlock::Kind::kList;
      block.sortable = false;
      for (BlockEntry& entry : run_) {
        entry.line = lines_->At(path_, entry.body.offset).line;
        entry.last_line = lines_->At(path_, entry.body.end() - 1).line;
      }
      block.where = lines_->At(path_, run_.front().body.offset);
      block.entries = std::move(run_);
      blocks_.push_back(std::move(block));
    }
    run_.clear();
    broken_ = false;
  }

  const std::string& path_;
  std::string_view text_;
  const Facts& facts_;
  const ModuleSequence& order_;
  const FileFormat& format_;
  std::map<std::string, std::optional<ModuleId>> titles_;  // folded; of several modules: nullopt
  std::vector<BlockEntry> run_;
  bool broken_ = false;
  std::optional<LineIndex> lines_;
  std::vector<OrderedBlock> blocks_;
};

}  // namespace

std::vector<OrderedBlock> FindTitleLists(const std::string& path, std::string_view text,
                                         const Facts& facts, const ModuleSequence& order,
                                         const std::vector<OrderedBlock>& known) {
  std::vector<OrderedBlock> lists = TitleLists(path, text, facts, order).Run();
  std::erase_if(lists, [&](const OrderedBlock& list) {
    const std::size_t begin = list.entries.front().body.offset;
    const std::size_t end = list.entries.back().body.end();
    return std::ranges::any_of(known, [&](const OrderedBlock& other) {
      return other.entries.front().body.offset < end && begin < other.entries.back().tail.end();
    });
  });
  return lists;
}

}  // namespace prereq
