#include "references/counters.h"

#include <algorithm>
#include <array>

#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kWide = 3;  // bytes of a character of these scripts

bool IsHangulAt(std::string_view text, std::size_t at) {
  if (at + kWide > text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xEA && lead <= 0xED && !IdentifierAt(text, at);
}

}  // namespace

std::size_t CounterEnd(std::string_view text, std::size_t end) {
  constexpr std::size_t kMostSyllables = 3;
  const std::size_t begin = end < text.size() && text[end] == ' ' ? end + 1 : end;
  if (begin + kWide > text.size()) return end;
  if (UnspacedStart(text, begin + kWide, 1) == begin) return begin + kWide;
  std::size_t at = begin;
  while (IsHangulAt(text, at)) at += kWide;
  if (at == begin) return end;
  // A particle may be joined to it: `3장을`.
  std::size_t known = at;
  while (known > begin && !CountsModules(text.substr(begin, known - begin))) known -= kWide;
  if (known > begin) return known;
  return at - begin <= kMostSyllables * kWide ? at : end;
}

std::size_t OrdinalSignEnd(std::string_view text, std::size_t at) {
  const std::string_view sign = text.substr(std::min(at, text.size()), kWide);
  return sign == "第" || sign == "제" ? at + kWide : at;
}

bool HasCounter(std::string_view text, std::size_t end) {
  return CountsModules(text.substr(end, CounterEnd(text, end) - end));
}

bool CountsModules(std::string_view counter) {
  constexpr std::array<std::string_view, 33> kCounters = {
      "章",   "节",   "節",   "课",   "課",   "讲",   "講",       "回",   "篇",   "部",   "話",
      "日",   "天",   "周",   "週",   "关",   "장",   "강",       "과",   "단계", "주차", "차시",
      "회차", "일차", "강의", "챕터", "레슨", "모듈", "스테이지", "유닛", "파트", "편",   "부"};
  while (!counter.empty() && IsBlank(counter.front())) counter.remove_prefix(1);
  return std::ranges::find(kCounters, counter) != kCounters.end();
}

}  // namespace prereq::references
