// Tables that one notebook or script of Spark writes and another one reads, by their names.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"
#include "paths/package_words.h"
#include "paths/source_words.h"
#include "paths/sql_names.h"

namespace prereq {

/// What tables are declared and used under, as in SQL, and what one session alone has.
inline constexpr std::string_view kTableOfSpark = "sql relation", kViewOfSession = "session view";

/// Whether a file of Python may name tables.
bool MayNameTables(std::string_view text);

/// The table that a call of `text` names: `df.write.saveAsTable("gold")`, `spark.table("gold")`.
NamedWord TableOfSpark(std::string_view text, const SourceWord& word);

/// Whether `text` may be the name of a table: `gold`, `shop.gold`, `{catalog}.{schema}.gold`, whose
/// last part is written out.
bool IsNameOfTable(std::string_view text);

/// `word` as tables are compared: in lower case, `{catalog}.gold` of an f-string as `catalog.gold`.
std::string NameOfTable(std::string_view word);

/// What code of Python creates and uses by SQL (cells of `# MAGIC %sql`, a whole cell of `%sql`,
/// what `spark.sql` is given) and through variables (`saveAsTable(name)`). `earlier`:
/// AssignedValue. Linear.
PackageNames ReadTablesOfSpark(const FileFormat& format, std::string_view text,
                               std::string_view earlier, const PlaceInFile& place);

/// Blanks for all bytes of `text` but the ends of its lines: for SQL that is copied to where it
/// stands.
std::string BlankLines(std::string_view text);
/// Copies the SQL into `sql` that stands in quotes at `at` of `text`, behind blanks, or in what a
/// line before gives the variable there; of f-strings without their braces. Where it ends. `code`:
/// `text` without comments.
std::size_t CopySqlAt(std::string_view code, std::string_view text, std::size_t at,
                      std::string& sql);

/// Takes out of `names` the uses of tables that the file's own session makes
/// (`df.createOrReplaceTempView("gold")`).
void DropTablesOfSession(PackageNames& names);

}  // namespace prereq
