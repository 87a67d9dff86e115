#include "plan/padded_numbers.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "model/number_style.h"
#include "model/scalar_number.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

class PaddingSettler {
 public:
  PaddingSettler(const Renaming& renaming, const Exclusions& exclusions, RewritesAndTasks& result)
      : renaming_(renaming), exclusions_(exclusions), result_(result) {
    for (const ScannedFile& file : renaming.facts().files) {
      if (file.kind != ScannedFile::Kind::kText) not_text_.insert(file.path);
    }
  }

  void Run() {
    bool changes_meaning = false;
    for (Rewrite& rewrite : result_.rewrites) {
      if (!Concerns(rewrite.reference) || !rewrite.new_number) continue;
      if (ScalarNotationOf(rewrite.reference.where.path) != ScalarNotation::kYaml) {
        rewrite.new_number = Unpadded(*rewrite.new_number);
      } else if (!Keeps(rewrite)) {
        changes_meaning = true;
      }
    }
    if (!changes_meaning) return;
    if (const Reference* fixed = FirstThatStays()) {
      LeaveToPeople(*fixed);
    } else {
      UnpadAll();
    }
  }

 private:
  static bool Concerns(const Reference& reference) {
    return reference.shape == ReferenceShape::kNumberKey && reference.number.length > 0 &&
           !IsQuotedNumber(reference);
  }
  static bool InYaml(const Reference& reference) {
    return Concerns(reference) && ScalarNotationOf(reference.where.path) == ScalarNotation::kYaml;
  }
  static std::string TextOf(const Reference& reference) {
    return NumberStyle::Read(reference, reference.number, reference.written);
  }
  static std::string Unpadded(const std::string& text) {
    const std::size_t first = text.find_first_not_of('0');
    if (first == std::string::npos) return "0";
    return text.substr(IsDigit(text[first]) ? first : first - 1);
  }

  static bool Keeps(const Rewrite& rewrite) {
    const std::string digits = Unpadded(*rewrite.new_number);
    Number number;
    for (const char c : digits) {
      if (IsDigit(c)) number.value = number.value * 10 + (c - '0');
    }
    return KeepsMeaning(ScalarNotation::kYaml, TextOf(rewrite.reference), *rewrite.new_number,
                        number, false);
  }

  // A padded number of the series' metadata that the plan may not edit.
  [[nodiscard]] const Reference* FirstThatStays() const {
    for (const Reference& reference : renaming_.facts().references) {
      if (!InYaml(reference) || TextOf(reference) == Unpadded(TextOf(reference))) continue;
      if (reference.certainty == Certainty::kForeign || exclusions_.Has(reference) ||
          exclusions_.IsHistory(reference.where.path) || not_text_.contains(reference.where.path)) {
        return &reference;
      }
    }
    return nullptr;
  }

  void LeaveToPeople(const Reference& fixed) {
    std::erase_if(result_.rewrites, [&](const Rewrite& rewrite) {
      if (!InYaml(rewrite.reference) || !rewrite.new_number || Keeps(rewrite)) return false;
      result_.tasks.push_back(
          {TaskKind::kPaddedNumber,
           fmt::format("`{}` is not edited: of `{}`, {}, and the zeros cannot go because {} stays "
                       "as it is; write {} in the form that your readers of this file take",
                       TextOf(rewrite.reference), *rewrite.new_number,
                       DescribeReadings(*rewrite.new_number), Show(fixed.where),
                       Unpadded(*rewrite.new_number)),
           rewrite.reference.where, Holds(Unpadded(*rewrite.new_number))});
      return true;
    });
  }

  void UnpadAll() {
    std::set<PlaceInFile> rewritten;
    const Rewrite* first = nullptr;
    for (const Rewrite& rewrite : result_.rewrites) {
      if (InYaml(rewrite.reference) && rewrite.new_number && !Keeps(rewrite)) {
        first = &rewrite;
        break;
      }
    }
    result_.tasks.push_back(
        {TaskKind::kPaddedNumber,
         fmt::format("all unquoted numbers of the metadata lose the zeros in front: of `{}`, {}; "
                     "check whether something of yours reads these numbers as text",
                     *first->new_number, DescribeReadings(*first->new_number)),
         first->reference.where});
    for (Rewrite& rewrite : result_.rewrites) {
      if (!InYaml(rewrite.reference) || !rewrite.new_number) continue;
      rewrite.new_number = Unpadded(*rewrite.new_number);
      rewritten.insert({rewrite.reference.where.path, rewrite.reference.number.offset});
    }
    for (const Reference& reference : renaming_.facts().references) {
      const std::string text = InYaml(reference) ? TextOf(reference) : std::string();
      if (text.empty() || text == Unpadded(text)) continue;
      if (rewritten.insert({reference.where.path, reference.number.offset}).second) {
        result_.rewrites.push_back({reference, Unpadded(text), {}, {}, {}});
      }
    }
    std::ranges::stable_sort(result_.rewrites, {}, [](const Rewrite& rewrite) {
      return std::pair(rewrite.reference.where.path, rewrite.reference.whole.offset);
    });
  }

  const Renaming& renaming_;
  const Exclusions& exclusions_;
  RewritesAndTasks& result_;
  std::set<std::string> not_text_;
};

}  // namespace

void SettlePaddedNumbers(const Renaming& renaming, const Exclusions& exclusions,
                         RewritesAndTasks& result) {
  PaddingSettler(renaming, exclusions, result).Run();
}

}  // namespace prereq
