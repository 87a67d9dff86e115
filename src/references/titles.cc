// What the titles of modules say besides their names: the number of the module, or one of their
// own.
#include <algorithm>

#include "base/fold.h"
#include "base/text.h"
#include "references/lexicon.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Where a title says the module's number, with the label before it.
struct NumberInTitle {
  std::size_t begin = 0;  // of the label, else of the number
  std::size_t digits = 0, end = 0;
  bool labelled = false;
};

bool IsTitleMark(std::string_view title, std::size_t at) {
  static constexpr ByteSet kMarks(" \t.:;,-|/)(");
  return kMarks.Has(title[at]) ||
         (static_cast<unsigned char>(title[at]) >= 0x80 && !IdentifierAt(title, at));
}

// The first number of a title, where it is `number`.
std::optional<NumberInTitle> FindNumber(const Lexicon& lexicon, std::string_view title,
                                        Number number) {
  constexpr std::size_t kMostDigits = 6;
  NumberInTitle found;
  found.digits = title.find_first_of("0123456789");
  if (found.digits == std::string_view::npos) return std::nullopt;
  found.end = found.digits;
  while (found.end < title.size() && IsDigit(title[found.end])) ++found.end;
  const std::size_t length = found.end - found.digits;
  if (length > kMostDigits || ValueOfDigits(title.substr(found.digits, length)) != number.value) {
    return std::nullopt;
  }
  const bool suffixed = number.suffix != '\0' && found.end < title.size();
  if (suffixed && title[found.end] == number.suffix) ++found.end;
  if (IdentifierAt(title, found.end)) return std::nullopt;
  const std::size_t word = SkipBlanksBack(title, found.digits);
  const auto label = lexicon.LabelBefore(title, word);
  found.labelled = label.has_value();
  found.begin = label ? word - label->length : word;
  return found;
}

// "Loops" of the titles "Lesson 3: Loops", "3. Loops", "Loops (Lesson 3)" of module 3.
std::string_view TitleAlone(std::string_view title, const NumberInTitle& number) {
  std::size_t end = number.end;
  if (number.begin == 0) {
    while (end < title.size() && IsTitleMark(title, end)) {
      end += std::max<std::size_t>(DashAt(title, end), 1);
    }
    return title.substr(std::min(end, title.size()));
  }
  const bool closes = title.find_first_not_of(" )]", end) == std::string_view::npos;
  if (!number.labelled || !closes) return {};
  static constexpr ByteSet kBeforeNumber("([,- \t");
  std::size_t stop = number.begin;
  while (stop > 0 && kBeforeNumber.Has(title[stop - 1])) --stop;
  return title.substr(0, stop);
}

// Whether the title by itself says that the number is the module's: behind a label, padded, or in
// front and with a mark behind it.
bool SaysPlace(std::string_view title, const NumberInTitle& number) {
  if (number.labelled || title[number.digits] == '0') return true;
  const std::size_t next = SkipBlanks(title, number.end);
  return number.begin == 0 && next < title.size() && IsTitleMark(title, next);
}

}  // namespace

void Lexicon::AddTitles(const Facts& facts) {
  std::size_t titled = 0;
  std::vector<std::optional<NumberInTitle>> numbers(facts.modules.size());
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const std::string& title = facts.modules[i].title;
    const auto number = order_.number({static_cast<int>(i)});
    titled += title.empty() || !number ? 0U : 1U;
    if (number) numbers[i] = FindNumber(*this, title, *number);
  }
  const auto said = static_cast<std::size_t>(
      std::ranges::count_if(numbers, [](const auto& one) { return one.has_value(); }));
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    const std::string& title = facts.modules[i].title;
    const bool own = numbers[i] && said * 2 <= titled && !SaysPlace(title, *numbers[i]);
    if (own) {
      own_number_titles_[id] = FoldModuleName(title);
    } else if (numbers[i]) {
      AddTitleAlone(TitleAlone(title, *numbers[i]), id);
    }
    const auto number = order_.number(id);
    for (const std::string& alias : facts.modules[i].aliases) {
      const auto there = number ? FindNumber(*this, alias, *number) : std::nullopt;
      if (there) AddTitleAlone(TitleAlone(alias, *there), id);
    }
  }
}

void Lexicon::AddTitleAlone(std::string_view title, ModuleId id) {
  if (!title.empty()) AddName(exact_, title, id);
}

bool Lexicon::IsTitleWithNumber(std::string_view words, ModuleId id) const {
  const auto title = own_number_titles_.find(id);
  return title != own_number_titles_.end() && FoldModuleName(words) == title->second;
}

}  // namespace prereq::references
