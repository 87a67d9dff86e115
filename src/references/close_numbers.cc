// Numbers that stand with their own module's name, path or label in a form that no shape knows: in
// a field of the same record, a cell of the same row, brackets behind the name, a badge. One that
// is all that a line says with the name is asked about; others where several modules of the file
// are written in the same form and hardly one is against it, for they may count something else.
#include <algorithm>
#include <bitset>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "references/address.h"
#include "references/close_gaps.h"
#include "references/mentions.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "tree/find_root.h"

namespace prereq::references {
namespace {

constexpr std::size_t kMostCloseDigits = 3;
constexpr int kValues = 1000;  // of that many digits

// Numbers in one form.
struct Form {
  struct Use {
    Token token;
    ModuleId module;
    bool alone = false;  // says enough without other uses
  };
  std::vector<Use> agreeing;
  std::set<ModuleId> modules;
  std::size_t against = 0;
};

class CloseNumbers {
 public:
  explicit CloseNumbers(Scan& scan) : scan_(scan), text_(scan.text), reader_(scan) {
    for (int id = 0; id < scan.lexicon.module_count(); ++id) {
      const auto number = scan.lexicon.NumberOf({id});
      if (number && number->value >= 0 && number->value < kValues)
        values_.set(static_cast<std::size_t>(number->value));
    }
    const auto front =
        scan.format.front_matter && HomeOf(scan) ? FindFrontMatter(text_) : std::nullopt;
    if (front) head_ = front->span;
  }

  void Run() {
    if (BaseName(scan_.path) == kPolicyFileName) return;  // its words are keys
    AskAboutPictures();
    if (scan_.format.content == FileContent::kMedia) return;
    Walk(true);
    const auto agrees = [](const auto& form) { return !form.second.agreeing.empty(); };
    if (std::ranges::any_of(forms_, agrees)) Walk(false);
    Add();
  }

 private:
  // Looks at the numbers that modules have, or at all others: those can only contradict.
  void Walk(bool owned) {
    next_ = begin_ = end_ = 0;
    for (std::size_t at = NextDigit(text_, 0); at < text_.size(); at = NextDigit(text_, at)) {
      if (at > 0 && text_[at - 1] == '%') at += 2;  // `%203`: a blank and a number
      const std::size_t begin = at;
      while (at < text_.size() && IsDigit(text_[at])) ++at;
      const bool padded = at - begin == static_cast<std::size_t>(scan_.lexicon.width()) &&
                          text_[begin] == '0';  // `0003`
      if ((at - begin > kMostCloseDigits && !padded) || (owned && !MayBeOwned(begin, at))) continue;
      if (IsTaken(begin, at) || !StandsApart(begin, at)) continue;
      const auto token = ReadToken(scan_, begin);
      if (!token || IdentifierGoesOn(token->end) || IsHalfNumber(scan_, *token)) continue;
      const std::vector<ModuleId> owners = scan_.lexicon.Owners(token->number);
      if (owners.empty() != owned && FindLine(begin)) Look(*token, owners);
    }
  }

  // Whether a module may have the number of these digits.
  [[nodiscard]] bool MayBeOwned(std::size_t begin, std::size_t end) const {
    std::size_t value = 0;
    for (std::size_t at = begin; at < end; ++at)
      value = value * 10 + static_cast<std::size_t>(text_[at] - '0');
    return value < values_.size() && values_[value];
  }

  // The line that holds `at`, behind the last one; whether it is short enough to be read.
  bool FindLine(std::size_t at) {
    if (at >= end_) {
      const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
      begin_ = before == std::string_view::npos ? 0 : before + 1;
      end_ = std::min(text_.find('\n', at), text_.size());
    }
    return end_ - begin_ <= MentionReader::kLongestLine;
  }

  // Which of the line's runs of digits the one at `at` is, from 1.
  [[nodiscard]] std::size_t RunsUpTo(std::size_t at) const {
    std::size_t runs = 1;
    for (std::size_t i = begin_ + 1; i < at; ++i)
      runs += IsDigit(text_[i - 1]) && !IsDigit(text_[i]);
    return runs;
  }

  // `![Loops](https://img.example/badge/Lesson-3-blue)`: words that a server draws are ours.
  void AskAboutPictures() {
    for (Found& found : scan_.found) {
      Reference& reference = found.reference;
      const bool open = reference.certainty == Certainty::kForeign ||
                        reference.certainty == Certainty::kUnresolved;
      if (!open || reference.written_last || reference.shape == ReferenceShape::kPath ||
          !IsOfPicture(reference.number.offset)) {
        continue;
      }
      const std::vector<ModuleId> owners = scan_.lexicon.Owners(reference.written);
      if (owners.size() != 1 || reference.module.value_or(owners.front()) != owners.front()) {
        continue;
      }
      reference.module = owners.front();
      reference.certainty = Certainty::kLikely;
    }
  }

  [[nodiscard]] bool IsOfAnotherSite(std::size_t at) const {
    const std::string_view url = UrlBefore(text_, at);
    return !url.empty() && !scan_.lexicon.IsOwnUrl(url) && !scan_.lexicon.IsCopyUrl(url);
  }

  // Whether `at` stands in the address of a picture on another site.
  [[nodiscard]] bool IsOfPicture(std::size_t at) const {
    if (!IsOfAnotherSite(at)) return false;
    const std::string_view url = UrlBefore(text_, at);
    const std::string_view before =
        text_.substr(0, static_cast<std::size_t>(url.data() - text_.data()));
    if (before.ends_with("src=\"") || before.ends_with("src='")) return true;
    if (!before.ends_with("](")) return false;
    const std::string_view near = before.substr(before.size() - std::min(before.size(), kReach));
    const std::size_t open = near.rfind('[');
    return open != std::string_view::npos && open > 0 && near[open - 1] == '!';
  }

  // Whether a reference stands there already.
  [[nodiscard]] bool IsTaken(std::size_t begin, std::size_t end) {
    while (next_ < scan_.found.size() && scan_.found[next_].reference.whole.end() <= begin) ++next_;
    return next_ < scan_.found.size() && scan_.found[next_].reference.whole.offset < end;
  }

  // No part of a date, version, address of a line, argument of a shell.
  [[nodiscard]] bool StandsApart(std::size_t begin, std::size_t end) const {
    static constexpr ByteSet kJoins(".-:/"), kSigns("$%\\@&");
    const auto is_digit = [&](std::size_t at) { return at < text_.size() && IsDigit(text_[at]); };
    if (begin > 0 && kSigns.Has(text_[begin - 1])) return false;
    if (begin > 1 && kJoins.Has(text_[begin - 1]) && is_digit(begin - 2)) return false;
    if (end < text_.size() && kJoins.Has(text_[end]) && is_digit(end + 1)) return false;
    return end >= text_.size() || text_[end] != '%';
  }

  // `3rd`, but neither `3_loops` nor `Lesson3Loops`.
  [[nodiscard]] bool IdentifierGoesOn(std::size_t end) const {
    return IdentifierAt(text_, end) && text_[end] != '_' && !IsUpper(text_[end]);
  }

  void Look(const Token& token, const std::vector<ModuleId>& owners) {
    const bool joined = token.begin > begin_ && IdentifierBefore(text_, token.begin);
    const bool labelled = IsLabelled(token);
    if (joined && !labelled && text_[token.begin - 1] != '_') return;
    if (IsOfAnotherSite(token.begin) && !IsOfPicture(token.begin)) return;
    if (!labelled && (IsLongText() || IsOfPage(token))) return;
    const MentionLine& own = reader_.LineAt(begin_, end_);
    std::vector<LineBeside> around;
    if (!own.mentions.empty()) {
      around.push_back({0, own});
    } else if (MayBePart()) {
      for (const int step : {-1, 1}) {
        if (auto line = reader_.Beside(begin_, end_, step)) around.push_back(std::move(*line));
      }
    }
    bool agrees = false;
    for (const LineBeside& one : around) agrees |= Agrees(token, owners, one, labelled);
    if (!agrees) {
      for (const LineBeside& one : around) Contradict(token, one);
    }
    if (labelled && owners.size() == 1 && SaysAlone(token))
      alone_.push_back({token, owners.front()});
  }

  // Whether a name of its own follows in a path that leads into a module, `02-second` of
  // `02-model/02-second.md`: its folder counts its pages.
  [[nodiscard]] bool IsOfPage(const Token& token) const {
    const std::size_t at = token.begin, end = token.end;
    if (at <= begin_ || text_[at - 1] != '/' || end + 1 >= end_) return false;
    if ((text_[end] != '-' && text_[end] != '_') || !IdentifierAt(text_, end + 1)) return false;
    return next_ > 0 && IsTarget(scan_, scan_.found[next_ - 1]) &&
           PathStart(text_, at) <= scan_.found[next_ - 1].reference.whole.offset;
  }

  // Whether the line is a paragraph of a text for readers, and no row of a table.
  [[nodiscard]] bool IsLongText() const {
    constexpr std::size_t kLongest = 200;
    return end_ - begin_ > kLongest && !IsRecord();
  }

  // Whether the line may be one of several that say one thing; the lines of a text for readers are
  // longer.
  [[nodiscard]] bool MayBePart() const {
    constexpr std::size_t kLongest = 100;
    return end_ - begin_ <= kLongest || IsRecordFormat(scan_);
  }

  // Notes a number of which the line names the module.
  bool Agrees(const Token& token, const std::vector<ModuleId>& owners, const LineBeside& around,
              bool labelled) {
    const Mention* nearest = Nearest(around.line, token, &owners);
    if (nearest == nullptr) return false;
    const bool tells = labelled || around.step != 0 || MayTellInCode(token, *nearest);
    const bool compound = !labelled && nearest->end + 1 != token.begin && EndsCompound(token);
    if (!tells || compound) return false;
    Form& form = forms_[FormOf(token, *nearest, around.step)];
    const bool alone = SaysWith(token, *nearest, around.step, labelled);
    form.agreeing.push_back({token, nearest->module, alone});
    if (nearest->whole) form.modules.insert(nearest->module);
    return true;
  }

  // `col-12`, `compiler:12`: the number belongs to the word that it is joined to, unless that is
  // the key of a field, `{id:12}`.
  [[nodiscard]] bool EndsCompound(const Token& token) const {
    static constexpr ByteSet kFields("{,(");
    const std::size_t joint = token.begin - std::min<std::size_t>(token.begin, 1);
    if (joint <= begin_ || (text_[joint] != '-' && text_[joint] != ':')) return false;
    std::size_t word = joint;
    while (word > begin_ && joint - word < kReach && IdentifierBefore(text_, word)) --word;
    if (word == joint || text_[joint] == '-') return word < joint;
    const std::size_t before = SkipBlanksBack(text_, word);
    return before > begin_ && !kFields.Has(text_[before - 1]);
  }

  // Whether a mark as that of a comment stands in front.
  [[nodiscard]] bool BeginsComment(std::size_t at) const {
    static constexpr ByteSet kMarks("#/*-;%");
    const std::size_t mark = SkipBlanksBack(text_, at);
    return mark > begin_ && kMarks.Has(text_[mark - 1]);
  }

  // In code an identifier may be called as a module is: `ticket_id, 1`. A text, a comment,
  // `loops_NUMBER` and what a value is given to say more.
  [[nodiscard]] bool MayTellInCode(const Token& token, const Mention& mention) const {
    if (scan_.format.content != FileContent::kCode || mention.read) return true;
    const char before = mention.begin > 0 ? text_[mention.begin - 1] : '\n';
    const char after = mention.end < text_.size() ? text_[mention.end] : '\n';
    if (before == '"' || before == '\'' || before == '`' || after == '_') return true;
    if (BeginsComment(mention.begin) || BeginsComment(token.begin)) return true;
    const std::size_t from = std::min(mention.end, token.end);
    const std::size_t to = std::max(mention.begin, token.begin);
    const std::string_view gap = text_.substr(from, std::max(from, to) - from);
    if (gap == "_" || gap == "-") return true;
    return HoldsOnlyMarks(gap) && gap.find_first_of("=:") != std::string_view::npos;
  }

  // Notes one beside another module's name.
  void Contradict(const Token& token, const LineBeside& around) {
    if (!around.line.IsOfOne()) return;
    const Mention* nearest = Nearest(around.line, token);
    ++forms_[FormOf(token, *nearest, around.step)].against;
  }

  // The mention next to the number, of these modules where they are given; whole ones first.
  static const Mention* Nearest(const MentionLine& line, const Token& token,
                                const std::vector<ModuleId>* modules = nullptr) {
    const Mention* nearest = nullptr;
    for (const Mention& one : line.mentions) {
      if (modules != nullptr && std::ranges::find(*modules, one.module) == modules->end()) continue;
      if (nearest == nullptr || (one.whole && !nearest->whole) ||
          (one.whole == nearest->whole && Distance(one, token) < Distance(*nearest, token))) {
        nearest = &one;
      }
    }
    return nearest;
  }

  static std::size_t Distance(const Mention& mention, const Token& token) {
    return mention.end <= token.begin ? token.begin - mention.end : mention.begin - token.end;
  }

  // What is the same in all entries of a list or records of a file: the line, the place among the
  // line's numbers, the side, the bytes around the number.
  [[nodiscard]] std::string FormOf(const Token& token, const Mention& mention, int step) const {
    constexpr std::size_t kMarks = 8, kWord = 16;
    std::string form = std::to_string(step);
    form += mention.begin < token.begin ? '<' : '>';
    form += mention.path ? '/' : mention.read ? 'r' : ' ';
    form += std::to_string(RunsUpTo(token.begin));
    if (scan_.format.Is("csv")) {
      const std::string_view before = text_.substr(begin_, token.begin - begin_);
      form += ' ' + std::to_string(std::ranges::count_if(
                        before, [](char c) { return c == ',' || c == ';' || c == '\t'; }));
    }
    form += '\n';
    std::size_t marks = token.begin;
    while (marks > begin_ && token.begin - marks < kMarks && !IdentifierBefore(text_, marks))
      --marks;
    std::size_t word = marks;
    while (word > begin_ && marks - word < kWord && IdentifierBefore(text_, word)) --word;
    const bool named = step == 0 && mention.begin < marks && word < mention.end;
    const bool count = word < marks && IsDigit(text_[word]);
    form += named ? "@" : count ? "0" : text_.substr(word, marks - word);
    form += text_.substr(marks, token.begin - marks);
    form += '\n';
    std::size_t end = token.end;
    while (end < end_ && end - token.end < 2 && !IdentifierAt(text_, end)) ++end;
    form += text_.substr(token.end, end - token.end);
    if (step == 0) AppendGap(form, token, mention);
    return form;
  }

  // What stands between the two, each word as one letter.
  void AppendGap(std::string& form, const Token& token, const Mention& mention) const {
    constexpr std::size_t kLongest = 24;
    const std::size_t from = std::min(mention.end, token.end);
    const std::size_t to = std::max(mention.begin, token.begin);
    form += '\n';
    for (std::size_t at = from, bytes = 0; at < to && bytes < kLongest; ++bytes) {
      const bool word = IdentifierAt(text_, at);
      form += word ? 'w' : text_[at++];
      while (word && at < to && (IdentifierAt(text_, at) || IsContinued(text_[at]))) ++at;
    }
  }
  static bool IsContinued(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

  // Whether the number and the name say by themselves that they belong together.
  [[nodiscard]] bool SaysWith(const Token& token, const Mention& mention, int step,
                              bool labelled) const {
    if (labelled) return true;
    const bool behind = mention.end <= token.begin;
    const std::size_t from = behind ? mention.end : token.end;
    const std::size_t to = behind ? token.begin : mention.begin;
    if (from > to) return false;
    const std::string_view gap = OutsideTags(text_.substr(from, to - from));
    if (step != 0) {
      return mention.whole && IsWholeValue(token) && IsOneKey(gap) && !IsOtherField(token) &&
             !MarksEntry(token);
    }
    const bool marks = HoldsOnlyMarks(gap);
    if (marks && behind && IsBracketed(token, gap)) return true;
    if (!mention.whole && !(marks && IsRecord())) return false;
    if (marks) return IsPhraseWith(token, mention, behind);
    return IsRecord() && IsWholeValue(token);
  }

  // `3. Lunch` below `2. Loops`: the number of an entry that says something else.
  [[nodiscard]] bool MarksEntry(const Token& token) const {
    return !HoldsWord(text_.substr(begin_, token.begin - begin_)) &&
           HoldsWord(text_.substr(token.end, end_ - token.end));
  }

  // `teaching: 3` in the head of a module's own page, where other pages of the series have the
  // like.
  [[nodiscard]] bool IsOtherField(const Token& token) const {
    if (token.begin >= head_.end()) return false;
    const std::size_t key = AssignedEnd(text_, token.begin);
    return key != std::string_view::npos && NumberNameAt(scan_, key) == NumberName::kOther;
  }

  // `Loops (3)`, `Loops #3`.
  [[nodiscard]] bool IsBracketed(const Token& token, std::string_view gap) const {
    if (gap.find('#') != std::string_view::npos) return !CountsWord(token);
    const char next = token.end < text_.size() ? text_[token.end] : '\n';
    return (gap.ends_with('(') && next == ')') || (gap.ends_with('[') && next == ']') ||
           (gap.ends_with("(#") && next == ')');
  }

  // Neither in front of the two nor behind them stands a word that the number might belong to.
  [[nodiscard]] bool IsPhraseWith(const Token& token, const Mention& mention, bool behind) const {
    if (behind) return !CountsWord(token);
    if ((mention.path && IsRecord()) || IsRecordFormat(scan_)) return true;
    return PhraseBegins(text_, begin_, token.begin) || NumberWordBefore(token) ||
           CommandBefore(token);
  }

  // `\item 3. Loops`
  [[nodiscard]] bool CommandBefore(const Token& token) const {
    std::size_t at = SkipBlanksBack(text_, token.begin);
    while (at > begin_ && IsLetter(text_[at - 1])) --at;
    return at > begin_ && text_[at - 1] == '\\';
  }

  // `No. 3`, `number 3`.
  [[nodiscard]] bool NumberWordBefore(const Token& token) const {
    std::size_t end = SkipBlanksBack(text_, token.begin);
    while (end > begin_ &&
           (text_[end - 1] == '.' || text_[end - 1] == ':' || text_[end - 1] == '='))
      --end;
    return end > begin_ && NumberNameAt(scan_, end) != NumberName::kOther;
  }

  // `3 exercises`.
  [[nodiscard]] bool CountsWord(const Token& token) const {
    const std::size_t next = SkipBlanks(text_, token.end);
    return next > token.end && IdentifierAt(text_, next);
  }

  // Data, code and rows of tables: one line says one thing.
  [[nodiscard]] bool IsRecord() const {
    const FileContent content = scan_.format.content;
    if (content == FileContent::kData || content == FileContent::kCode ||
        content == FileContent::kBuild || content == FileContent::kMarkup || IsScript(scan_)) {
      return true;
    }
    const std::string_view line = text_.substr(begin_, end_ - begin_);
    return Trim(line).starts_with('|') || line.find("<t") != std::string_view::npos ||
           line.find('{') != std::string_view::npos;
  }

  // The number is all that a field or cell holds.
  [[nodiscard]] bool IsWholeValue(const Token& token) const {
    const std::size_t before = SkipBlanksBack(text_, token.begin);
    if (CountsWord(token))
      return before > begin_ && text_[before - 1] == '=' && IsRecordFormat(scan_);
    const bool spaced = before < token.begin;
    return before <= begin_ || !spaced || !IdentifierBefore(text_, before) ||
           scan_.format.content == FileContent::kBuild || IsScript(scan_);
  }

  // A label before the number, joined or with other marks between than a title has: `lesson-3`,
  // `Lesson (3)`, `Lesson: 3`.
  [[nodiscard]] bool IsLabelled(const Token& token) const {
    static constexpr ByteSet kBetween(" \t*_`~:(\"'[#=-{>");
    constexpr std::size_t kMost = 4;
    std::size_t at = token.begin;
    while (at > begin_ && token.begin - at < kMost && kBetween.Has(text_[at - 1])) --at;
    if (at >= begin_ + 3 && EndsWithEscape(text_, at, '0')) at -= 3;
    return at > begin_ && LabelBegin(at) < at;
  }

  // Where the label begins that ends at `end`, also in letters of another case; `end` where none
  // does.
  [[nodiscard]] std::size_t LabelBegin(std::size_t end) const {
    constexpr std::size_t kLongest = 48;
    if (const auto label = scan_.lexicon.LabelBefore(text_, end)) return end - label->length;
    const std::size_t begin = WordStart(text_, end);
    if (begin == end || end - begin > kLongest) return end;
    return scan_.lexicon.InflectsLabel(text_.substr(begin, end - begin)) ? begin : end;
  }

  // Whether a label alone says it: `See Lesson (3)`, `badge/Lesson-3-blue`.
  [[nodiscard]] bool SaysAlone(const Token& token) const {
    if (CountsWord(token)) return false;
    std::size_t at = token.begin;
    while (at > begin_ && !IdentifierBefore(text_, at)) --at;
    if (EndsWithEscape(text_, token.begin, '0')) at = token.begin - 3;
    const std::size_t label = LabelBegin(at);
    if (label == at || IsLower(text_[label])) return false;
    const std::string_view gap = text_.substr(at, token.begin - at);
    if (!UrlBefore(text_, token.begin).empty()) {
      const char next = token.end < text_.size() ? text_[token.end] : '\n';
      return gap.size() <= 3 && (next == '-' || next == '?' || !IsWord(next));
    }
    return gap.find(' ') != std::string_view::npos && gap.find('=') == std::string_view::npos;
  }

  void Add() {
    constexpr std::size_t kFewest = 2, kUsual = 3;
    std::vector<Found> added;
    const auto add = [&](const Token& token, ModuleId module) {
      const bool joined = token.begin > 0 && text_[token.begin - 1] == '_';
      const auto shape = joined ? ReferenceShape::kIdentifier : ReferenceShape::kLabel;
      Found found = MakeFound(scan_, token, token.span(), {token.end, 0}, shape);
      found.reference.module = module;
      found.reference.certainty = Certainty::kLikely;
      added.push_back(std::move(found));
    };
    for (const auto& [key, form] : forms_) {
      if (form.against * kUsual > form.modules.size()) continue;
      for (const Form::Use& use : form.agreeing) {
        if (use.alone || form.modules.size() >= kFewest) add(use.token, use.module);
      }
    }
    for (const auto& [token, module] : alone_) add(token, module);
    AddFound(scan_, std::move(added));
  }

  Scan& scan_;
  std::string_view text_;
  Span head_;                        // the front matter of a module's own page
  std::size_t begin_ = 0, end_ = 0;  // of the line looked at
  std::size_t next_ = 0;             // the first of scan_.found that may hold the next number
  std::bitset<kValues> values_;      // of the modules' numbers
  MentionReader reader_;
  std::map<std::string, Form> forms_;
  std::vector<std::pair<Token, ModuleId>> alone_;
};

}  // namespace

void SettleCloseNumbers(Scan& scan) { CloseNumbers(scan).Run(); }

}  // namespace prereq::references
