// The shapes and the bytes that may stand beside their numbers. A letter suffix counts as part of
// the number; begin and end of the text count as line ends.
#include <array>

#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

// What may stand before anything that begins a word: no letter, digit or `_`.
ByteSet Outside() {
  ByteSet bytes("");
  for (int c = 0; c < 256; ++c) {
    if (!IsWord(static_cast<char>(c))) bytes.Add(static_cast<char>(c));
  }
  return bytes;
}

ByteSet High() {
  ByteSet bytes("");
  for (int c = 0x80; c < 256; ++c) bytes.Add(static_cast<char>(c));
  return bytes;
}

ByteSet Small() { return ByteSet("abcdefghijklmnopqrstuvwxyz"); }
ByteSet Capitals() { return ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ"); }

ByteSet With(ByteSet bytes, std::string_view more) { return bytes.Add(ByteSet(more)); }
ByteSet With(ByteSet bytes, const ByteSet& more) { return bytes.Add(more); }

ByteSet BeforeSpaced(const Lexicon& lexicon) {
  return lexicon.gap().empty() ? ByteSet("") : With(Outside(), lexicon.StemLasts());
}
ByteSet AfterSpaced(const Lexicon& lexicon) {
  ByteSet bytes("%");
  if (!lexicon.gap().empty()) bytes.Add(ByteSet("\\")).Add(lexicon.gap().front());
  return bytes;
}

// 06_autograd, module_06_autograd, _06_autograd_, ch06_autograd
ByteSet BeforeSlug(const Lexicon& lexicon) {
  return With(With(With(With(With(Outside(), "_"), Small()), Capitals()), lexicon.StemLasts()),
              lexicon.LabelLasts());
}
ByteSet AfterSlug(const Lexicon& lexicon) {
  ByteSet bytes("_-\\");
  bytes.Add(lexicon.separator());
  const auto& folders = lexicon.folders();
  if (!folders.empty() && !folders.front().between.empty()) {
    bytes.Add(folders.front().between.front());
  }
  return lexicon.touching() ? With(With(With(bytes, Small()), Capitals()), High()) : bytes;
}

// module_06, ch06/, and with words around it: test_module_06, MODULE_06
ByteSet BeforeMirror(const Lexicon& lexicon) {
  ByteSet bytes = lexicon.StemLasts();
  return bytes.Has('-') || bytes.Has('_') ? With(bytes, "-_") : bytes;
}
ByteSet AfterMirror(const Lexicon& /*lexicon*/) { return With(With(Outside(), "_"), Capitals()); }

// ch07-03-paths, 02_01_timer where a mirror's names go on behind the number
ByteSet BeforeDiskName(const Lexicon& lexicon) {
  ByteSet bytes("");
  for (const NumberedFolder& folder : lexicon.folders()) {
    if (!folder.GoesOn()) continue;
    bytes = folder.stem.empty() ? With(With(bytes, Outside()), "_")
                                : With(bytes, folder.stem.substr(folder.stem.size() - 1));
  }
  return bytes;
}
ByteSet AfterDiskName(const Lexicon& /*lexicon*/) {
  return With(With(With(With(Outside(), "_"), Capitals()), Small()), High());
}

// ch/05/ where folders are called by their number alone
ByteSet BeforeBare(const Lexicon& lexicon) {
  if (lexicon.has_bare_root()) return With(Outside(), "Ff");
  for (const NumberedFolder& folder : lexicon.folders()) {
    if (folder.stem.empty() && !folder.slugged) return ByteSet("/\\Ff");
  }
  return ByteSet("");
}
ByteSet AfterBare(const Lexicon& /*lexicon*/) { return Outside(); }

// os.path.join("ch", "05")
ByteSet BeforeJoined(const Lexicon& lexicon) {
  for (const NumberedFolder& folder : lexicon.folders()) {
    if (folder.stem.empty() && !folder.slugged) return ByteSet("\"'");
  }
  return ByteSet("");
}
ByteSet AfterJoined(const Lexicon& /*lexicon*/) { return ByteSet("\"'"); }

// Module 6, Module&nbsp;6, Module~6, **Module** 6, ADR-0003
ByteSet BeforeLabel(const Lexicon& lexicon) {
  return With(With(With(ByteSet(" \t\n\r*_`#[~;>-"), High()), lexicon.LabelLasts()), "ntr");
}
ByteSet AfterLabel(const Lexicon& /*lexicon*/) { return With(With(Outside(), Capitals()), "_"); }

// Exercise 3.2 of ex3_{number}.md
ByteSet BeforeChapterItem(const Lexicon& lexicon) {
  return lexicon.chapter() ? ByteSet(".") : ByteSet("");
}
ByteSet AfterChapterItem(const Lexicon& /*lexicon*/) { return Outside(); }

// Section 8.1, §8.1
ByteSet BeforeSection(const Lexicon& lexicon) {
  return lexicon.has_parts() ? With(ByteSet(" \t\n~"), High()) : ByteSet("");
}
ByteSet AfterSection(const Lexicon& /*lexicon*/) { return ByteSet("."); }

ByteSet BeforeRow(const Lexicon& /*lexicon*/) { return With(ByteSet("| \t*`>["), High()); }
ByteSet AfterRow(const Lexicon& /*lexicon*/) { return With(ByteSet("| \t*`<]"), High()); }

ByteSet BeforeColumn(const Lexicon& /*lexicon*/) { return ByteSet(",;\t&| \n\r\""); }
ByteSet AfterColumn(const Lexicon& /*lexicon*/) { return ByteSet(",;\t&| \"\n\r"); }

ByteSet BeforeMapKey(const Lexicon& /*lexicon*/) {
  return With(ByteSet("\"'{, \n\r \t#>*-+/_`n"), High());
}
ByteSet AfterMapKey(const Lexicon& /*lexicon*/) { return ByteSet("\"' \t:"); }

ByteSet BeforeHeading(const Lexicon& /*lexicon*/) { return With(ByteSet(" \t"), High()); }
ByteSet AfterHeading(const Lexicon& /*lexicon*/) { return ByteSet(":.) \t"); }

ByteSet BeforeItem(const Lexicon& /*lexicon*/) {
  return With(ByteSet("\n\r \t#>*-+/_`n\"'["), High());
}
ByteSet AfterItem(const Lexicon& /*lexicon*/) { return With(ByteSet(".):- \t"), High()); }

ByteSet BeforeDelimited(const Lexicon& /*lexicon*/) {
  return With(ByteSet("[\"'(>`| \t\n\r#*_-+/"), High());
}
ByteSet AfterDelimited(const Lexicon& /*lexicon*/) { return ByteSet(" \t"); }

ByteSet BeforeVariable(const Lexicon& /*lexicon*/) { return ByteSet("\"'=: \t"); }
ByteSet AfterVariable(const Lexicon& /*lexicon*/) { return Outside(); }

ByteSet BeforeNamed(const Lexicon& /*lexicon*/) { return With(Outside(), "_ntr"); }
ByteSet AfterNamed(const Lexicon& /*lexicon*/) { return ByteSet(":.)]*_` \t"); }

// loops-02
ByteSet BeforeTailNumber(const Lexicon& lexicon) {
  ByteSet bytes("");
  const auto& folders = lexicon.folders();
  for (const NumberedFolder& folder : folders) {
    if (!folder.head_between.empty()) bytes.Add(folder.head_between.back());
  }
  return bytes;
}
ByteSet AfterTailNumber(const Lexicon& /*lexicon*/) { return With(Outside(), "_"); }

constexpr std::array<Shape, 18> kShapes = {{
    {"spaced", BeforeSpaced, AfterSpaced, MatchSpaced},
    {"tail number", BeforeTailNumber, AfterTailNumber, MatchTailNumber},
    {"disk name", BeforeDiskName, AfterDiskName, MatchDiskName},
    {"slug", BeforeSlug, AfterSlug, MatchSlug},
    {"mirror", BeforeMirror, AfterMirror, MatchMirror},
    {"bare part", BeforeBare, AfterBare, MatchBarePart},
    {"joined part", BeforeJoined, AfterJoined, MatchJoinedPart},
    {"label", BeforeLabel, AfterLabel, MatchLabel},
    {"chapter item", BeforeChapterItem, AfterChapterItem, MatchChapterItem},
    {"section", BeforeSection, AfterSection, MatchSection},
    {"table row", BeforeRow, AfterRow, MatchRow},
    {"columns", BeforeColumn, AfterColumn, MatchColumns},
    {"map key", BeforeMapKey, AfterMapKey, MatchMapKey},
    {"heading", BeforeHeading, AfterHeading, MatchHeading},
    {"list item", BeforeItem, AfterItem, MatchListItem},
    {"delimited", BeforeDelimited, AfterDelimited, MatchDelimited},
    {"variable", BeforeVariable, AfterVariable, MatchVariable},
    {"named", BeforeNamed, AfterNamed, MatchNamed},
}};

}  // namespace

std::span<const Shape> Shapes() { return kShapes; }

}  // namespace prereq::references
