#include "sites/migration_tools.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/json.h"

namespace prereq {
namespace {

using enum NameOrder;

constexpr std::string_view kBelow = "**/migrations";
constexpr std::string_view kByName = "the file's name";
constexpr std::string_view kByNumber = "the number";
constexpr std::string_view kBackAndMove = "BACK where ALL ran, then MOVE";

// A package of npm: the name of the tool is the package's.
constexpr SiteTool Npm(std::string_view name, std::string_view version, NameOrder order) {
  return {.name = name,
          .version = version,
          .files = "package.json",
          .pages = kBelow,
          .order = order,
          .package = name};
}

// Where a row has a version, what it says of order and numbers was seen by running that version in
// November 2026; the rest, and the other rows, are from the tools' documentation.
constexpr std::array kMigrationTools = {
    MigrationTool{.tool = {"Alembic", "1.18", "env.py", "alembic", "versions", kLinks, "", ""},
                  .pattern = "{number:04}_{slug}.py",
                  .belongs = "`revision` and `down_revision` in it",
                  .keeps = "`revision`",
                  .back = "`alembic downgrade -1`",
                  .rebase =
                      "if FILE ran nowhere but here, `alembic downgrade` to the one before it, "
                      "merge BRANCH, set `down_revision` in FILE to the last revision of BRANCH "
                      "(and `revision` to a new one, where BRANCH has the same) and MOVE; else "
                      "merge BRANCH and join the two `revision`s, "
                      "which must differ, with `alembic merge heads`"},
    MigrationTool{
        .tool = {"Django", "5.2", "manage.py apps.py", "django", kBelow, kLinks, "", ""},
        .pattern = "{number:04}_{slug}.py",
        .belongs = "`dependencies` of the next one",
        .keeps = kByName,
        .back = "`manage.py migrate` to the one before",
        .rebase = "if FILE ran nowhere but here, `manage.py migrate` its app back to the one "
                  "before it, merge BRANCH, name its last one in the `dependencies` of FILE and "
                  "MOVE; else merge BRANCH and run `manage.py "
                  "makemigrations --merge`",
        .unnumbered = "behind it `manage.py makemigrations` counts from 0001 again"},
    MigrationTool{
        .tool = {.name = "Flyway",
                 .version = "12.0",
                 .files = "flyway.conf flyway.toml pom.xml build.gradle build.gradle.kts "
                          "application.properties application.yml application.yaml",
                 .marker = "flyway",
                 .pages = "**/migration",
                 .order = kNumber,
                 .folder_words = "filesystem:"},
        .pattern = "V{number}__{slug}.sql",
        .belongs = "`U{number}__{slug}.sql` that undoes it",
        .keeps = "the version, the description and a checksum",
        .back = "`flyway undo` once for it and each that ran after it (or drop that database)",
        .rebase = "where ALL ran, BACK; then give another version: MOVE",
        .late = "stops, unless `outOfOrder` is set",
        .unnumbered = "it never runs",
        .separator = "__"},
    MigrationTool{.tool = {"Kysely", "0.29",
                           "kysely.config.ts kysely.config.mts kysely.config.cts kysely.config.js "
                           "kysely.config.mjs kysely.config.cjs",
                           "", kBelow, kText, "", ""},
                  .pattern = "{number:03}_{slug}.ts",
                  .keeps = kByName,
                  .back = "`npx kysely migrate:down` once for it and each that ran after it",
                  .rebase = "BACK where ALL ran, then MOVE: a name that ran and is gone, or one "
                            "that comes before a name that ran, stops every later migration",
                  .late = "stops at every migration"},
    MigrationTool{
        .tool = {"Sqitch", "1.3", "sqitch.plan", "%syntax-version", "deploy", kNavigation, "", ""},
        .pattern = "{number:02}_{slug}.sql",
        .belongs = "its line in `sqitch.plan`, and its files in `revert/` and `verify/`",
        .keeps = "an id made of its line in `sqitch.plan` and all before it",
        .back = "`sqitch revert --to` the change before it",
        .rebase = "BACK where ALL ran, merge BRANCH with the lines of both in `sqitch.plan`, those "
                  "of BRANCH first, and MOVE"},
    MigrationTool{
        .tool = {.name = "dbmate",
                 .version = "2.36",
                 .files = "schema.sql",
                 .marker = "Dbmate schema migrations",
                 .pages = "migrations",
                 .order = kText,
                 .own_text = "-- migrate:up"},
        .pattern = "{number}_{slug}.sql",
        .belongs = "its number in the last lines of `schema.sql`",
        .keeps = "the number in front: a second file of a number that ran counts as applied",
        .back = "`dbmate rollback` once for it and each that ran after it",
        .rebase = "BACK where ALL ran, MOVE, merge BRANCH, then "
                  "`dbmate up`, which writes `schema.sql` anew"},
    MigrationTool{
        .tool = {"drizzle-kit", "0.31", "meta/_journal.json", "\"entries\"", "", kNavigation, "",
                 ""},
        .pattern = "{number:04}_{slug}.sql",
        .mirror = "meta/{number:04}_snapshot.json",
        .writes_mirror = true,
        .journal = "meta/_journal.json",
        .counts = "idx when",
        .belongs = "its entry in `meta/_journal.json` and its snapshot, which holds the whole "
                   "schema after it",
        .keeps = "`when` of its entry: one that is older than the last that ran never runs",
        .rebase =
            "merge BRANCH so that the schema has what both added; in the merge delete ALL, take "
            "`meta/` as BRANCH has it, and run `npx drizzle-kit generate`; a database where ALL "
            "ran is made anew, for the new file does the same again and nothing takes it back"},
    MigrationTool{
        .tool = {.name = "golang-migrate",
                 .version = "4.19",
                 .files = "go.mod Makefile makefile GNUmakefile justfile Justfile Taskfile.yml "
                          "Dockerfile docker-compose.yml docker-compose.yaml compose.yml "
                          "compose.yaml",
                 .marker = "migrate/migrate",
                 .pages = "*.up.sql",
                 .order = kNumber,
                 .or_marker = "migrate -path"},
        .pattern = "{number:06}_{slug}.up.sql",
        .mirror = "{number:06}_{slug}.down.sql",
        .belongs = "its `.down.sql`",
        .keeps = "one number, that of the last that ran: a lower one that comes later never runs",
        .back = "`migrate down 1` once for it and each that ran after it",
        .rebase = kBackAndMove,
        .late = "never runs it",
        .unnumbered = "it never runs",
        .separator = "_"},
    MigrationTool{.tool = {.name = "goose",
                           .version = "3.27",
                           .files = "go.mod",
                           .marker = "pressly/goose",
                           .pages = kBelow,
                           .order = kNumber,
                           .own_text = "-- +goose Up"},
                  .pattern = "{number:05}_{slug}.sql",
                  .keeps = kByNumber,
                  .back = "`goose down-to` the number before it",
                  .rebase = "BACK where ALL ran, then MOVE; `goose fix` numbers those that have a "
                            "time in front, and `goose up` stops where one of them ran",
                  .late = "stops, unless `-allow-missing` is given",
                  .unnumbered = "it stops all of them",
                  .separator = "_",
                  .from_one = true},
    MigrationTool{.tool = {"knex", "3", "knexfile.js knexfile.ts knexfile.cjs knexfile.mjs", "",
                           kBelow, kText, "", ""},
                  .pattern = "{number:03}_{slug}.js",
                  .keeps = kByName,
                  .back = "`npx knex migrate:down NAME`",
                  .rebase = "BACK where ALL ran, then MOVE: a "
                            "name that ran and is gone stops every later `migrate:latest`"},
    MigrationTool{.tool = Npm("ley", "0.8", kNumber),
                  .pattern = "{number:03}-{slug}.js",
                  .keeps = kByName,
                  .back = "`npx ley down` once for it and each that ran after it",
                  .rebase = kBackAndMove,
                  .late = "stops at every migration"},
    MigrationTool{.tool = Npm("migrate", "2.1", kText),
                  .pattern = "{number:03}-{slug}.js",
                  .belongs = "its entry in `.migrate`",
                  .keeps = kByName,
                  .back = "`npx migrate down NAME` with each that ran after it",
                  .rebase = kBackAndMove},
    MigrationTool{.tool = Npm("node-pg-migrate", "9", kNumber),
                  .pattern = "{number:03}_{slug}.js",
                  .keeps = kByName,
                  .back = "`npx node-pg-migrate down` once for it and each that ran after it",
                  .rebase = kBackAndMove,
                  .late = "stops at every migration, unless `--no-check-order` is given",
                  .unnumbered = "it stops all of them"},
    MigrationTool{.tool = Npm("postgrator", "8", kNumber),
                  .pattern = "{number:03}.do.{slug}.sql",
                  .mirror = "{number:03}.undo.{slug}.sql",
                  .belongs = "its `.undo.` file",
                  .keeps = "the number and a checksum of the text",
                  .back = "migrate to the number before it",
                  .rebase = kBackAndMove,
                  .late = "never runs it"},
    MigrationTool{.tool = Npm("sequelize-cli", "6.6", kText),
                  .pattern = "{number:03}-{slug}.js",
                  .keeps = kByName,
                  .back = "`npx sequelize-cli db:migrate:undo --name NAME`",
                  .rebase = kBackAndMove},
    MigrationTool{.tool = {.name = "sql-migrate",
                           .version = "of December 2019",
                           .files = "dbconfig.yml go.mod",
                           .marker = "dialect:",
                           .pages = kBelow,
                           .order = kNumber,
                           .or_marker = "rubenv/sql-migrate",
                           .own_text = "-- +migrate Up"},
                  .pattern = "{number:03}_{slug}.sql",
                  .keeps = kByName,
                  .back = "`sql-migrate down` once for it and each with a higher number",
                  .rebase = "BACK where ALL ran, then MOVE: a name that ran and is gone stops "
                            "every later `sql-migrate up`"},
    MigrationTool{.tool = Npm("sqlite", "5.1", kNumber),
                  .pattern = "{number:03}-{slug}.sql",
                  .keeps = "the number, with the text that undoes it, and undoes one whose number "
                           "has no file any more",
                  .rebase = "if ALL ran nowhere, MOVE; there is no way back for one that ran that "
                            "keeps its data: keep its number",
                  .late = "never runs it"},
    MigrationTool{.tool = Npm("umzug", "3.8", kText),
                  .pattern = "{number:03}-{slug}.js",
                  .keeps = kByName,
                  .back = "call `down` with the name `NAME`",
                  .rebase = kBackAndMove},
    MigrationTool{.tool = {"wrangler d1", "4.86", "wrangler.toml wrangler.json wrangler.jsonc",
                           "d1_databases", "migrations", kNumber, "", ""},
                  .pattern = "{number:04}_{slug}.sql",
                  .keeps = kByName,
                  .rebase = "if `npx wrangler d1 migrations list DATABASE` of each database, with "
                            "`--remote` and without, still names ALL, MOVE; there is "
                            "no way back for one that ran: keep its name"},
};

// Puts each word's text in its place; in one pass, so that a text cannot hold another word.
std::string Fill(std::string_view text,
                 std::span<const std::pair<std::string_view, std::string>> words) {
  std::string filled;
  while (!text.empty()) {
    const auto word =
        std::ranges::find_if(words, [&](const auto& one) { return text.starts_with(one.first); });
    const std::size_t taken = word == words.end() ? 1 : word->first.size();
    filled += word == words.end() ? std::string(text.substr(0, 1)) : word->second;
    text.remove_prefix(taken);
  }
  return filled;
}

}  // namespace

std::span<const MigrationTool> MigrationTools() { return kMigrationTools; }

MigrationName ReadMigrationName(const MigrationTool& tool, std::string_view name) {
  using enum MigrationName;
  // What a name has in front of its number: `V` of Flyway.
  const std::string_view front = tool.pattern.substr(0, tool.pattern.find('{'));
  constexpr std::string_view kDigits = "0123456789";
  if (!name.starts_with(front) || name.find_first_of(kDigits) != front.size()) return kWithout;
  std::string_view rest = name.substr(front.size());
  const std::string_view digits = rest.substr(0, rest.find_first_not_of(kDigits));
  if (tool.from_one && digits.find_first_not_of('0') == std::string_view::npos) return kNotTaken;
  if (tool.separator.empty()) return kNumbered;
  rest.remove_prefix(digits.size());
  // A version has more numbers, and needs no name: `V2.1__x.sql`, `V2_1__x.sql`, `V2.sql`.
  while (!front.empty() && rest.size() > 1 && (rest[0] == '.' || rest[0] == '_') &&
         IsDigit(rest[1])) {
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(kDigits, 1)));
  }
  const bool taken = rest.starts_with(tool.separator) || (!front.empty() && rest.starts_with('.'));
  return taken ? kNumbered : kNotTaken;
}

std::string WayBack(const MigrationTool& tool, std::string_view file) {
  const std::array<std::pair<std::string_view, std::string>, 1> words = {
      {{"NAME", Printable(ShellQuote(std::string(BaseName(file))))}}};
  return Fill(tool.back, words);
}

std::string Rebase(const MigrationTool& tool, const MigrationToMove& migration,
                   std::string_view branch, std::span<const MigrationToMove> behind) {
  std::vector<std::string> files, backs, moves;
  const auto add = [&](const MigrationToMove& one) {
    files.push_back("`" + Printable(one.file) + "`");
    backs.push_back(WayBack(tool, one.file));
    moves.push_back(
        fmt::format("`prereq move {} --to {} --force`", ShellQuote(one.slug), one.next));
  };
  add(migration);
  for (const MigrationToMove& one : behind) add(one);
  std::ranges::reverse(backs);
  std::ranges::reverse(moves);
  // A way back that names no migration takes all of them.
  if (tool.back.find("NAME") == std::string_view::npos) backs.resize(1);
  const std::array<std::pair<std::string_view, std::string>, 5> words = {{
      {"BACK", Join(backs, ", then ")},
      {"FILE", files.front()},
      {"ALL", Join(files, " and ")},
      {"BRANCH", branch.empty() ? std::string("the other branch") : "`" + Printable(branch) + "`"},
      {"MOVE", Join(moves, ", then ")},
  }};
  return Fill(tool.rebase, words);
}

const MigrationTool* JournalOwner(std::string_view path) {
  const auto* const row = std::ranges::find_if(kMigrationTools, [&](const MigrationTool& tool) {
    return !tool.journal.empty() &&
           (path == tool.journal || path.ends_with("/" + std::string(tool.journal)));
  });
  return row == kMigrationTools.end() ? nullptr : row;
}

bool IsSnapshot(std::string_view path) {
  return std::ranges::any_of(kMigrationTools, [&](const MigrationTool& tool) {
    if (!tool.writes_mirror) return false;
    const Result<NamePattern> pattern = NamePattern::Parse(std::string(tool.mirror));
    // As many parts of the path as the pattern has.
    std::size_t start = path.size();
    for (auto parts = 1 + std::ranges::count(tool.mirror, '/'); parts > 0 && start > 0; --parts) {
      start = path.rfind('/', start - 1);
      if (start == std::string_view::npos) start = 0;
    }
    const std::string_view end = path.substr(start + (start > 0 ? 1 : 0));
    return pattern && pattern->MatchPath(end).has_value();
  });
}

std::vector<RunListEntry> ReadRunList(std::string_view text) {
  const Json journal = Json::parse(text, nullptr, false);
  if (!journal.is_object() || !journal.contains("entries")) return {};
  std::vector<RunListEntry> entries;
  std::size_t at = 0;
  int line = 1;
  for (const Json& entry : journal["entries"]) {
    if (!entry.is_object() || !entry.contains("tag") || !entry["tag"].is_string()) return {};
    RunListEntry one;
    one.name = entry["tag"].get<std::string>();
    if (entry.contains("when") && entry["when"].is_number_integer()) {
      one.when = entry["when"].get<long long>();
    }
    const std::size_t found = text.find("\"" + one.name + "\"", at);
    if (found != std::string_view::npos) {
      line += static_cast<int>(std::ranges::count(text.substr(at, found - at), '\n'));
      at = found;
      one.line = line;
    }
    entries.push_back(std::move(one));
  }
  return entries;
}

std::vector<PlaceCount> PlaceCountsIn(std::string_view entry, const MigrationTool& tool) {
  std::vector<PlaceCount> counts;
  for (const std::string_view key : Split(tool.counts, ' ')) {
    const std::size_t at = entry.find("\"" + std::string(key) + "\"");
    if (at == std::string_view::npos) continue;
    const std::size_t colon = entry.find_first_not_of(" \t\r\n", at + key.size() + 2);
    if (colon == std::string_view::npos || entry[colon] != ':') continue;
    const std::size_t begin = entry.find_first_not_of(" \t\r\n", colon + 1);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = entry.find_first_not_of("0123456789", begin);
    const std::size_t length = std::min(end, entry.size()) - begin;
    if (length > 0) counts.push_back({key, begin, length});
  }
  return counts;
}

}  // namespace prereq
