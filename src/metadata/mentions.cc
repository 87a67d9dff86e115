#include "metadata/mentions.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/next_mark.h"
#include "base/text.h"
#include "metadata/all_before.h"
#include "metadata/labelled_numbers.h"
#include "metadata/name_ranges.h"
#include "metadata/other_works.h"

namespace prereq {
namespace {

using Mentions = std::vector<ModuleMention>;

bool IsTokenByte(char c) {
  return IsWordByte(c) || std::string_view("_-./%+@").find(c) != std::string_view::npos;
}

// Reads one text from left to right.
class MentionReader {
 public:
  MentionReader(std::string_view text, const MentionLabels& labels, const LinkTargets& targets)
      : text_(text), labels_(labels), targets_(targets) {}

  Mentions Read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '[' && (ReadLink() || ReadTargetedLink())) continue;
      if (text_[at_] == '`' && ReadCode()) continue;
      if (text_[at_] == '~' && SkipStruck()) continue;
      if (text_.substr(at_).starts_with("href=\"") && ReadHref()) continue;
      if (IsTokenByte(text_[at_])) {
        ReadToken();
      } else {
        ++at_;
      }
    }
    SetAddresses();
    for (std::size_t i = 1; i < mentions_.size(); ++i)
      JoinNames(text_, mentions_[i - 1], mentions_[i]);
    return std::move(mentions_);
  }

  // Numbers and ranges from here on, as those of `level`; false when none stands here.
  bool ReadNumbers(bool outer, std::optional<Number> holder) {
    const NumberList list =
        ReadNumberList(text_, at_, outer ? labels_.outer : labels_.inner, next_close_);
    for (const ListedNumber& listed : list.numbers) {
      ModuleMention mention;
      mention.span = listed.span;
      if (outer) {
        mention.outer = listed.first;
        mention.outer_last = listed.last;
      } else {
        mention.outer = holder;
        mention.number = listed.first;
        mention.last = listed.last;
      }
      mentions_.push_back(mention);
    }
    at_ = list.end;
    return !list.numbers.empty();
  }

  [[nodiscard]] bool AtEnd() const { return at_ >= text_.size(); }

 private:
  void AddPath(std::string_view path, std::size_t begin, std::string_view words = {}) {
    ModuleMention mention;
    mention.words = words;
    mention.span = {begin, at_ - begin};
    mention.path = path;
    mentions_.push_back(std::move(mention));
  }

  // Whether a link's target is an address; what its words name is that place's then.
  bool IsAddress(std::string_view target, std::size_t begin, std::size_t end) {
    if (target.find("://") == std::string_view::npos) return false;
    addresses_.push_back({{begin, end - begin}, target});
    return true;
  }

  void SetAddresses() {
    auto link = addresses_.begin();
    for (ModuleMention& mention : mentions_) {
      while (link != addresses_.end() && link->span.end() <= mention.span.offset) ++link;
      if (link == addresses_.end()) return;
      const std::size_t end = mention.span.end(), begin = link->span.offset;
      // "Lesson 5 of [Rust by Example](https://…)" is no lesson of ours either.
      const bool is_part = begin >= end && MakesPartOfLink(text_.substr(
                                               end, std::min<std::size_t>(begin - end, 32)));
      if (begin <= mention.span.offset || is_part) mention.address = link->target;
    }
  }

  // `[Loops][l]`.
  bool ReadTargetedLink() {
    const std::size_t begin = at_;
    const std::optional<TargetedLink> link = TargetedLinkAt(text_, at_, targets_);
    if (!link || link->target.starts_with('#')) return false;
    if (IsAddress(link->target, begin, begin + link->length)) return false;
    at_ += link->length;
    AddPath(link->target, begin);
    return true;
  }

  bool ReadLink() {
    const std::size_t begin = at_;
    constexpr std::size_t kLongestWords = 2000;  // bytes
    const std::size_t middle = next_middle_.From(at_);
    if (middle == std::string_view::npos || middle - at_ > kLongestWords) return false;
    const std::size_t close = next_close_.From(middle + 2);
    if (close == std::string_view::npos) return false;
    if (text_.substr(at_, middle - at_).find('\n') != std::string_view::npos) return false;
    std::string_view target = text_.substr(middle + 2, close - middle - 2);
    target = Trim(target.substr(0, target.find(" \"")));  // without a link's title
    // An address says nothing of a place in the tree; what stands in the link's text may.
    if (target.empty() || target.starts_with('#') || IsAddress(target, at_, close + 1)) {
      return false;
    }
    at_ = close + 1;
    AddPath(target, begin, text_.substr(begin + 1, middle - begin - 1));
    return true;
  }

  // `~~Lesson 2~~` is taken back.
  bool SkipStruck() {
    if (!text_.substr(at_).starts_with("~~")) return false;
    const std::size_t close = text_.find("~~", at_ + 2);
    if (close == std::string_view::npos) return false;
    at_ = close + 2;
    return true;
  }

  bool ReadCode() {
    const std::size_t begin = at_;
    const std::size_t close = text_.find('`', at_ + 1);
    if (close == std::string_view::npos || close == at_ + 1) return false;
    at_ = close + 1;
    AddPath(text_.substr(begin + 1, close - begin - 1), begin);
    return true;
  }

  bool ReadHref() {
    const std::size_t begin = at_ + 6;
    const std::size_t close = text_.find('"', begin);
    if (close == std::string_view::npos) return false;
    at_ = close + 1;
    const std::string_view target = text_.substr(begin, close - begin);
    constexpr std::size_t kLongestWords = 300;  // bytes of a link
    const std::string_view words = text_.substr(at_, kLongestWords);
    const std::size_t end = at_ + std::min(words.find("</a>"), words.size());
    if (!IsAddress(target, begin, end)) AddPath(target, begin);
    return true;
  }

  // A run of letters, digits and what paths are made of.
  void ReadToken() {
    const std::size_t begin = at_;
    const std::size_t letters = LettersEnd(text_, at_);
    if (letters > begin && ReadLabelled(begin, letters)) return;
    std::size_t end = at_;
    while (end < text_.size() && IsTokenByte(text_[end])) ++end;
    at_ = end;
    std::string_view token = text_.substr(begin, end - begin);
    while (!token.empty() && std::string_view("./-").find(token.back()) != std::string_view::npos &&
           token != "..") {
      token.remove_suffix(1);
    }
    if (text_.substr(end).starts_with("://")) {  // an address: over to its end
      while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) > ' ' &&
             text_[at_] != ')') {
        ++at_;
      }
      return;
    }
    const bool has_digit = std::ranges::any_of(token, IsDigit);
    const bool has_joint = token.find_first_of("/_-.") != std::string_view::npos;
    // "Python 3.10" is a version: a name has letters, a path has folders.
    const bool has_name = std::ranges::any_of(token, IsLetter) || token.find('/') != token.npos;
    if (has_digit && has_joint && has_name) AddPath(token, begin);
  }

  // A label of one word at `begin`, and what follows it.
  bool ReadLabelled(std::size_t begin, std::size_t end) {
    const std::string word = FoldModuleName(text_.substr(begin, end - begin));
    if (ReadAllBefore(begin)) return true;
    const bool outer = IsLabelOf(labels_.outer, word);
    if (!outer && !IsLabelOf(labels_.inner, word)) return false;
    const std::size_t back = at_;
    at_ = PastJoints(text_, end);
    const std::size_t known = mentions_.size();
    if (!(outer ? ReadOuter() : ReadInner())) {
      at_ = back;
      return false;
    }
    if (known < mentions_.size()) {
      Span& span = mentions_[known].span;
      span = {begin, span.end() - begin};
      const std::string_view work = WorkAround(text_, begin, at_);
      for (std::size_t i = known; i < mentions_.size(); ++i) mentions_[i].work = work;
    }
    return true;
  }

  // "all previous lessons", "all lessons in `basics/`"; the folder is read by itself as well.
  bool ReadAllBefore(std::size_t begin) {
    std::optional<AllBefore> all = AllBeforeAt(text_, begin, labels_);
    if (!all) return false;
    ModuleMention mention;
    mention.span = {begin, all->end - begin};
    (all->outer ? mention.all_before_outer : mention.all_before) = true;
    mention.only_last = all->only_last;
    mention.folder = std::move(all->folder);
    mentions_.push_back(std::move(mention));
    at_ = all->end;
    return true;
  }

  // Behind "Phase": 7, and perhaps what of phase 7.
  bool ReadOuter() {
    const std::size_t begin = at_;
    const auto outer = TakeNumber();
    if (!outer) return false;
    if (TakeInner(*outer)) return true;
    at_ = begin;
    return ReadNumbers(true, std::nullopt);
  }

  // " · 09", ", Lesson 14", " lessons 04 (embeddings), 06 (RAG)" behind the number of a phase.
  bool TakeInner(Number outer) {
    const std::size_t back = at_;
    const bool dot = at_ < text_.size() && text_[at_] == '.' && at_ + 1 < text_.size() &&
                     IsDigit(text_[at_ + 1]);
    bool tight = dot;
    if (dot) {
      ++at_;
    } else {
      at_ = PastBlanks(text_, at_);
      for (const std::string_view mark :
           {"·", "•", "/", "∙", "›", ">", "→", ":", ",", "—", "–", "-"}) {
        if (!text_.substr(at_).starts_with(mark)) continue;
        if (mark == "/" && IsInChain(text_, at_)) break;
        at_ += mark.size();
        tight = mark != "," && mark != "—" && mark != "–" && mark != "-" && mark != ":";
        break;
      }
      at_ = PastBlanks(text_, at_);
    }
    const bool labelled = SkipToInnerLabel();
    const bool number = at_ < text_.size() && IsDigit(text_[at_]);
    if ((labelled || tight) && number && ReadNumbers(false, outer)) return true;
    at_ = back;
    return false;
  }

  // Over a label of lessons, and over a few words in front of it: "Track A lessons", "(Lessons".
  bool SkipToInnerLabel() {
    const std::size_t back = at_;
    for (int words = 0; words < 4; ++words) {
      while (at_ < text_.size() &&
             std::string_view(" \t(,").find(text_[at_]) != std::string_view::npos) {
        ++at_;
      }
      const std::size_t letters = LettersEnd(text_, at_);
      if (letters == at_) break;
      const std::string word = FoldModuleName(text_.substr(at_, letters - at_));
      if (IsLabelOf(labels_.outer, word)) break;
      at_ = letters;
      if (!IsLabelOf(labels_.inner, word)) continue;
      at_ = PastJoints(text_, at_);
      return true;
    }
    at_ = back;
    return false;
  }

  // Behind "Lesson": 3, "03.10" where phases hold lessons, "3 of Phase 2".
  bool ReadInner() {
    const std::size_t begin = at_;
    if (!labels_.outer.empty()) {
      const auto outer = TakeNumber();
      if (outer && at_ + 1 < text_.size() && text_[at_] == '.' && IsDigit(text_[at_ + 1])) {
        ++at_;
        return ReadNumbers(false, outer);
      }
      at_ = begin;
    }
    const std::size_t known = mentions_.size();
    if (!ReadNumbers(false, std::nullopt)) return false;
    if (const auto outer = TakeOfOuter()) {
      for (std::size_t i = known; i < mentions_.size(); ++i) mentions_[i].outer = outer;
    }
    return true;
  }

  // " of Phase 2", " (Phase 2)".
  std::optional<Number> TakeOfOuter() {
    const std::size_t back = at_;
    at_ = PastBlanks(text_, at_);
    for (const std::string_view word : {"of ", "in ", "from ", "("}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      const std::size_t letters = LettersEnd(text_, at_);
      if (!IsLabelOf(labels_.outer, FoldModuleName(text_.substr(at_, letters - at_)))) break;
      at_ = PastJoints(text_, letters);
      if (const auto outer = TakeNumber()) return outer;
      break;
    }
    at_ = back;
    return std::nullopt;
  }

  std::optional<Number> TakeNumber() {
    const std::optional<NumberInText> read = NumberInTextAt(text_, at_);
    if (!read) return std::nullopt;
    at_ = read->end;
    return read->number;
  }

  std::string_view text_;
  const MentionLabels& labels_;
  const LinkTargets& targets_;
  std::size_t at_ = 0;
  NextMark next_middle_{text_, "]("}, next_close_{text_, ")"};
  Mentions mentions_;
  struct AddressLink {
    Span span;
    std::string_view target;
  };
  std::vector<AddressLink> addresses_;  // links that lead out of the tree, by their begin
};

}  // namespace

Mentions ReadMentions(std::string_view text, const MentionLabels& labels,
                      const LinkTargets& targets) {
  return MentionReader(text, labels, targets).Read();
}

Mentions ReadBareNumbers(std::string_view text) {
  static const MentionLabels kNone;
  static const LinkTargets kNoTargets;
  text = Trim(text);
  if (text.empty() || !IsDigit(text.front())) return {};
  const std::size_t end = text.find_last_of("0123456789") + 1;
  if (end < text.size()) return {};
  MentionReader reader(text, kNone, kNoTargets);
  reader.ReadNumbers(false, std::nullopt);
  if (!reader.AtEnd()) return {};
  return reader.Read();
}

bool IsNothingBut(const std::vector<ModuleMention>& mentions, std::string_view text) {
  std::string rest(text);
  for (const ModuleMention& mention : mentions) {
    if (!mention.path.empty()) return false;
    rest.replace(mention.span.offset, mention.span.length, mention.span.length, ' ');
  }
  for (std::size_t open = rest.find('('); open != std::string::npos; open = rest.find('(')) {
    const std::size_t close = std::min(rest.find(')', open), rest.size() - 1);
    rest.replace(open, close - open + 1, " ");
  }
  constexpr std::array<std::string_view, 10> kJoints = {"and", "und", "et",   "y",     "e",
                                                        "or",  "of",  "this", "phase", "from"};
  const std::string folded = FoldModuleName(rest);
  return !mentions.empty() && std::ranges::all_of(Split(folded, ' '), [&](std::string_view word) {
    return word.empty() || std::ranges::find(kJoints, word) != kJoints.end();
  });
}

}  // namespace prereq
