// What a site generator makes of a page's path: its address and its title.
#pragma once

#include <string_view>

namespace prereq {

/// What a generator takes from the front of a name, folders included.
enum class StrippedNumber {
  kNone,
  kSeparated,  // digits, then `-`, `_` or `.`, blanks around them; not `7.0-x`, not `2024-01-x`
  kDotted,     // digits and a dot
  kLoose,      // any of digits, `_`, `.` and `-`; not a year, not five digits
};

/// What becomes of the other characters of a name.
enum class Spelling {
  kAsWritten,
  kDashes,   // lower case, blanks as `-`, other punctuation than `.`, `_`, `-`, `+`, `#`, `~` gone
  kSlugged,  // lower case, each blank a `-`, all punctuation but `_` and `-` gone, dots too
  kAscii,    // lower case; all but `a-z0-9` becomes `-`, never two, at most 50 bytes
  kWords,    // lower case, blanks and dashes as one `-`, punctuation but `_` and `.` gone
};

enum class AddressForm {
  kUnknown,  // was not tried
  kSlash,    // /01-basics/02-intro/
  kPlain,    // /01-basics/02-intro
  kHtml,     // /01-basics/02-intro.html
  kHash,     // #/01-basics/02-intro
  kHeading,  // /intro.html, by the first heading of the page
};

/// What two pages of one address are to the generator.
enum class SameAddress {
  kUnknown,
  kImpossible,  // it takes nothing from a name, so files of different names have different ones
  kStops,       // the build fails
  kLosesOne,    // the site lacks one of them, the build ends with 0
  kCounted,     // the second becomes `intro-1`
};

/// The number in a title that is made of the file's name, where the page has none of its own.
enum class NumberInTitle { kUnknown, kKept, kStripped, kNoTitle };

/// One row's word about pages. Lists are words between blanks.
struct PageRules {
  AddressForm form = AddressForm::kUnknown;
  std::string_view root =
      {};  // where pages lie, from the folder of the file that tells of the tool
  // Of the configuration: another `root`; `outer.key`: inside the braces of `outer`; `^key`: not
  // inside another key.
  std::string_view root_setting = {};
  // Of the configuration, likewise: the folder, from that of pages, in which collections lie.
  std::string_view collections_setting = {};
  std::string_view suffixes = {};  // of page sources
  // In the folder of pages, the first that is there: only what it names is a page, besides the
  // index of that folder.
  std::string_view lists = {};
  std::string_view list_setting = {};  // of the configuration: another name of that file
  std::string_view indexes = {};  // names, in lower case, of a folder's own page; `=`: the folder's
  std::string_view base = {};     // in front of each address
  StrippedNumber stripped = StrippedNumber::kNone;
  Spelling spelling = Spelling::kAsWritten;
  SameAddress same = SameAddress::kUnknown;
  NumberInTitle title = NumberInTitle::kUnknown;
  bool headings = false;  // the first heading of a page is its title, where no key says one
  bool folders = true;    // false: only the page's own name makes the address, …
  std::string_view folders_setting = {};  // … but where the configuration says this `key=value`
  bool paths_lead = false;       // a link to a file without its suffix leads to that file's page
  std::string_view hidden = {};  // names that begin so are not pages
  std::string_view keys = {};    // of the front matter that set the address
  std::string_view base_setting = {};  // of the configuration: another `base`
  std::string_view form_setting = {};  // of the configuration: `key=value` with which the form is …
  AddressForm other_form = AddressForm::kUnknown;  // … this one
  std::string_view unsure = {};  // settings of the configuration with which none of this is
                                 // certain; `key!value`: but for this value; `key(`: a call
  // Endings of files that set the front matter of a page or of all pages of a folder, called as it.
  std::string_view data_files = {};
  std::string_view setting_files = {};  // beside the configuration, each a setting of `unsure`
  // Folders, from the configuration's, in which links without a `/` in front lead to files as well.
  std::string_view assets = {};
  std::string_view redirects = {};     // the format of `plan` that writes its redirects, …
  std::string_view no_redirects = {};  // … but where the configuration says this `key=value`
};

}  // namespace prereq
