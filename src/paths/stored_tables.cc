#include "paths/stored_tables.h"

#include <algorithm>

#include "base/text.h"
#include "paths/call_arguments.h"
#include "paths/enclosing_calls.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

// Calls whose paths are of folders, whatever stands before them.
constexpr std::string_view kFolderCalls =
    "save_pretrained from_pretrained save_to_disk load_from_disk save_local load_local parquet "
    "delta forpath orc write_dataset open_dataset save_model load_model";
// Calls that end what Spark writes or reads.
constexpr std::string_view kEndsOfChain = "save load start csv json text avro xml";
constexpr std::size_t kMostOfTableChain = 800;  // bytes

// Whether all lines of `chain` but the first go on with the one before.
bool IsOneStatement(std::string_view chain) {
  std::string_view before;
  bool first = true;
  for (const std::string_view each : Split(chain, '\n')) {
    const std::string_view line = Trim(each);
    const bool is_open =
        !before.empty() && std::string_view("\\(,").find(before.back()) != std::string_view::npos;
    const bool goes_on =
        !line.empty() && std::string_view(".#)\"'").find(line.front()) != std::string_view::npos;
    if (!first && !is_open && !goes_on) return false;
    first = false;
    before = line;
  }
  return true;
}

// Whether the `call` whose bracket stands at `open` ends what Spark writes: `df.write.mode("x")`
// before it, also over lines.
std::optional<bool> WritesInSpark(std::string_view text, std::size_t open, std::string_view call) {
  if (!HasWord(kEndsOfChain, call)) return std::nullopt;
  const std::size_t low = open - std::min(open, kMostOfTableChain);
  const std::string_view before = text.substr(low, open - low);
  std::size_t last = before.npos;
  bool writes = false;
  for (const std::string_view mark : {".write.", ".write\n", ".write ", ".write\\", ".writeStream",
                                      "spark.read", ".readStream"}) {
    const std::size_t at = before.rfind(mark);
    if (at == before.npos || (last != before.npos && at < last)) continue;
    last = at;
    writes = mark.starts_with(".write");
  }
  if (last == before.npos || !IsOneStatement(before.substr(last))) return std::nullopt;
  const bool only_writes = call == "save" || call == "start";
  if ((only_writes && !writes) || (call == "load" && writes)) return std::nullopt;
  return writes;
}

// Whether the script puts something into the store of vectors whose folder `argument` names:
// `Chroma(persist_directory="out/x")`.
std::optional<bool> KeepsVectors(std::string_view text, const EnclosingCall& call,
                                 std::size_t argument) {
  constexpr std::size_t kMostOfScript = 16384;
  const std::string_view keyword = KeywordBefore(text, argument);
  const bool is_client = call.name == "persistentclient" && (keyword == "path" || keyword.empty());
  if (!is_client && keyword != "persist_directory") return std::nullopt;
  const std::string_view script = text.substr(0, kMostOfScript);
  for (const std::string_view fill : {"from_documents(", "from_texts(", "add_documents(",
                                      "add_texts(", ".add(", ".upsert(", "from_embeddings("}) {
    if (script.find(fill) != script.npos) return true;
  }
  return false;
}

}  // namespace

std::optional<bool> KeepsFolderAt(const FileFormat& format, std::string_view text,
                                  Argument argument) {
  const auto call = CallOf(format, text, argument.begin);
  if (!call) return std::nullopt;
  if (HasWord(kFolderCalls, call->name)) return IsWrittenByCall(format, text, argument, {});
  if (const auto keeps = KeepsVectors(text, *call, argument.begin)) return keeps;
  return format.Is("python") || format.Is("scala") ? WritesInSpark(text, call->open, call->name)
                                                   : std::nullopt;
}

}  // namespace prereq
