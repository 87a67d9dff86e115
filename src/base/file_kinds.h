// The one table of what a file holds, as its name tells: what it is for, its language, how it
// writes comments. A new ending or name is a word in a row; a new kind of file is one row.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace prereq {

enum class FileContent {
  kUnknown,   // no row of the table
  kProse,     // for readers: Markdown, reStructuredText, HTML, plain text
  kNotebook,  // Jupyter: prose and code in JSON
  kData,      // YAML, JSON, TOML, INI: metadata and configuration
  kMarkup,    // XML, LaTeX: text with commands
  kBuild,     // CMake, Make, Dockerfile, Gradle, Terraform: how things are built
  kCode,
  kMedia,  // pictures, sound, archives, fonts
};

/// One row of the table. Views live as long as the program.
struct FileFormat {
  std::string_view name;  // "markdown", "python"; empty for an unknown kind of file
  FileContent content = FileContent::kUnknown;
  std::string_view language;       // as `imports:` names it; empty where none reads it
  std::string_view line_comments;  // leaders between blanks: "#", "// #"; empty: none known
  std::string_view block_open, block_close;  // around a comment: "/*", "*/"; empty: none
  bool front_matter = false;                 // may begin with metadata between `---`
  std::string_view endings;                  // with dots, lowercase, between blanks: ".yml .yaml"
  std::string_view names = {};               // whole file names, lowercase: "cmakelists.txt"

  [[nodiscard]] bool Is(std::string_view wanted) const { return name == wanted; }
  /// Markdown in any of its flavours, or a notebook, whose prose is Markdown.
  [[nodiscard]] bool HoldsMarkdown() const;
};

/// The row for the file at `path`: by its whole name first, then by its last ending, letters of
/// either case. An unknown name gets a row without a name. Logarithmic in the table.
const FileFormat& FormatOf(std::string_view path);

/// Every row, for tests and lists. In the order of the table.
std::span<const FileFormat> FileFormats();

}  // namespace prereq
