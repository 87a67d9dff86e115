// How texts of several modules say the same of each: `Module {number}: {title}`, learned from them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/order.h"

namespace prereq {

/// What a text may call one module by.
struct ModuleWords {
  Number number;
  std::string slug;                 // empty: none
  std::vector<std::string> titles;  // in every spelling that a text may use
};

/// Literal text with places for the number, the slug and the title of a module.
class TextForm {
 public:
  /// The forms of which `text` may be one for the module that `words` describes: where a title and
  /// a slug read alike, either may be meant. Never empty.
  static std::vector<TextForm> Of(std::string_view text, const ModuleWords& words);
  /// `text` without any place.
  static TextForm Literal(std::string_view text);

  /// Whether `text` is of this form for the module that `words` describes.
  [[nodiscard]] bool Fits(std::string_view text, const ModuleWords& words) const;

  /// A title as it has to stand between two texts; nullopt: not known.
  using TitleWriter = std::function<std::optional<std::string>(const std::string& before,
                                                               const std::string& after)>;
  /// The text for another module. `open_width`: how many digits a shorter number gets where the
  /// text does not show it (`10`). Nullopt: that is needed and not given, or the title cannot be
  /// written there.
  [[nodiscard]] std::optional<std::string> Fill(Number number, std::string_view slug,
                                                const TitleWriter& title,
                                                std::optional<int> open_width = {}) const;

  [[nodiscard]] bool HasTitle() const { return Has(Piece::Kind::kTitle); }
  [[nodiscard]] bool HasNumber() const { return Has(Piece::Kind::kNumber); }
  /// How many times the number stands in it.
  [[nodiscard]] std::size_t CountNumbers() const;
  [[nodiscard]] bool HasPlaces() const;
  /// The text with one byte 1 for each place: equal for equal forms but for what stands there.
  [[nodiscard]] std::string Skeleton() const;

  bool operator==(const TextForm&) const = default;

 private:
  struct Piece {
    enum class Kind { kLiteral, kNumber, kSlug, kDashedSlug, kUnderlinedSlug, kTitle };
    Kind kind = Kind::kLiteral;
    std::string text;  // kLiteral
    int width = 1;     // kNumber: digits; 0: as many as there are, but not fewer than `seen`
    int seen = 1;      // kNumber
    bool operator==(const Piece&) const = default;
  };
  static TextForm Read(std::string_view text, const ModuleWords& words, bool title_first);
  void AddByte(char c);
  [[nodiscard]] bool Has(Piece::Kind kind) const;

  std::vector<Piece> pieces_;
};

/// One text with the module that it is about.
struct TextOfModule {
  std::string text;
  const ModuleWords* words;
};

/// The form that most of `texts` have, at least three of four and at least two; the first such by
/// their order. Of more than 64 texts only each second, third … is asked for its form, so that it
/// takes linear time. Nullopt: there is none.
std::optional<TextForm> CommonForm(const std::vector<TextOfModule>& texts);

}  // namespace prereq
