#include "metadata/prose_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <string>

#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

// Folded words of a heading or a line head.
constexpr std::array<std::string_view, 126> kHeads = {"prerequisites",
                                                      "prerequisite",
                                                      "pre requisites",
                                                      "pre requisite",
                                                      "prereqs",
                                                      "prereq",
                                                      "pre reqs",
                                                      "requires",
                                                      "depends on",
                                                      "builds on",
                                                      "required lessons",
                                                      "required modules",
                                                      "required chapters",
                                                      "required knowledge",
                                                      "required reading",
                                                      "prior knowledge",
                                                      "prior lessons",
                                                      "previous lessons required",
                                                      "before you start",
                                                      "before you begin",
                                                      "before this lesson",
                                                      "lesson prerequisites",
                                                      "module prerequisites",
                                                      "prerequisite lessons",
                                                      "prerequisite modules",
                                                      "prerequisite chapters",
                                                      "dependencies",
                                                      "voraussetzungen",
                                                      "voraussetzung",
                                                      "vorkenntnisse",
                                                      "vorwissen",
                                                      "prérequis",
                                                      "pré requis",
                                                      "requisitos previos",
                                                      "prerrequisitos",
                                                      "prerequisitos",
                                                      "conocimientos previos",
                                                      "pré requisitos",
                                                      "pré requisito",
                                                      "requisitos",
                                                      "prerequisiti",
                                                      "requisiti",
                                                      "vereisten",
                                                      "voorkennis",
                                                      "wymagania wstępne",
                                                      "wymagania",
                                                      "ön koşullar",
                                                      "önkoşullar",
                                                      "предварительные требования",
                                                      "предварительные знания",
                                                      "пререквизиты",
                                                      "требования",
                                                      "передумови",
                                                      "попередні вимоги",
                                                      "前置知识",
                                                      "前置要求",
                                                      "前置条件",
                                                      "前置课程",
                                                      "先修知识",
                                                      "先修课程",
                                                      "先决条件",
                                                      "前提条件",
                                                      "前提知識",
                                                      "선수 지식",
                                                      "사전 지식",
                                                      "requirements",
                                                      "required",
                                                      "required before",
                                                      "knowledge prerequisites",
                                                      "önkoşul",
                                                      "ön gereksinimler",
                                                      "ön gereksinim",
                                                      "gereksinimler",
                                                      "förkunskaper",
                                                      "förkunskapskrav",
                                                      "forudsætninger",
                                                      "forkunnskaper",
                                                      "esitiedot",
                                                      "předpoklady",
                                                      "előfeltételek",
                                                      "előfeltétel",
                                                      "előismeretek",
                                                      "cerințe preliminare",
                                                      "condiții preliminare",
                                                      "điều kiện tiên quyết",
                                                      "yêu cầu tiên quyết",
                                                      "prasyarat",
                                                      "المتطلبات السابقة",
                                                      "المتطلبات المسبقة",
                                                      "المتطلبات الأساسية",
                                                      "דרישות קדם",
                                                      "ידע קודם",
                                                      "पूर्वापेक्षाएँ",
                                                      "पूर्वापेक्षा",
                                                      "προαπαιτούμενα",
                                                      "ข้อกำหนดเบื้องต้น",
                                                      "ความรู้พื้นฐาน",
                                                      "необходимые знания",
                                                      "попередні знання",
                                                      "先修",
                                                      "先修要求",
                                                      "预备知识",
                                                      "必备知识",
                                                      "前置",
                                                      "前置课",
                                                      "先行条件",
                                                      "必要条件",
                                                      "必要知識",
                                                      "선수 조건",
                                                      "선수 과목",
                                                      "선수과목",
                                                      "선수 학습",
                                                      "사전 요구사항",
                                                      "사전 요구 사항",
                                                      "사전 준비",
                                                      "필요 조건",
                                                      "先備知識",
                                                      "先備條件",
                                                      "先修課程",
                                                      "前置知識",
                                                      "پیش نیاز",
                                                      "پیش نیازها",
                                                      "پیش‌نیاز",
                                                      "پیش‌نیازها",
                                                      "requisits previs",
                                                      "prerequisits"};
constexpr std::array<std::string_view, 45> kNones = {"none",
                                                     "n a",
                                                     "na",
                                                     "nil",
                                                     "null",
                                                     "keine",
                                                     "nichts",
                                                     "nothing",
                                                     "no prerequisites",
                                                     "no prerequisite",
                                                     "no prior knowledge",
                                                     "no requirements",
                                                     "aucun",
                                                     "aucune",
                                                     "aucun prérequis",
                                                     "ninguno",
                                                     "ninguna",
                                                     "nenhum",
                                                     "nenhuma",
                                                     "nessuno",
                                                     "nessuna",
                                                     "geen",
                                                     "brak",
                                                     "нет",
                                                     "无",
                                                     "なし",
                                                     "없음",
                                                     "not applicable",
                                                     "no prereqs",
                                                     "ingen",
                                                     "inga",
                                                     "ei ole",
                                                     "žádné",
                                                     "nincs",
                                                     "không",
                                                     "tidak ada",
                                                     "yok",
                                                     "ninguém",
                                                     "δεν υπάρχουν",
                                                     "לא נדרש",
                                                     "لا يوجد",
                                                     "暂无",
                                                     "没有",
                                                     "特になし",
                                                     "필요 없음"};
// Heads of what comes after a module, in a section about what comes before it.
constexpr std::array<std::string_view, 33> kNextHeads = {"next",
                                                         "next lesson",
                                                         "next module",
                                                         "next chapter",
                                                         "next step",
                                                         "next steps",
                                                         "next up",
                                                         "up next",
                                                         "continue",
                                                         "continue with",
                                                         "leads to",
                                                         "unlocks",
                                                         "needed by",
                                                         "required by",
                                                         "prerequisite for",
                                                         "prerequisite of",
                                                         "weiter",
                                                         "nächste lektion",
                                                         "nächstes kapitel",
                                                         "suivant",
                                                         "leçon suivante",
                                                         "siguiente",
                                                         "siguiente lección",
                                                         "próxima",
                                                         "próxima aula",
                                                         "successivo",
                                                         "далее",
                                                         "следующий урок",
                                                         "下一课",
                                                         "下一步",
                                                         "下一章",
                                                         "次へ",
                                                         "다음"};

// The same of what comes before it.
constexpr std::array kPreviousHeads = std::to_array<std::string_view>({"previous",
                                                                       "prev",
                                                                       "previous lesson",
                                                                       "previous module",
                                                                       "previous chapter",
                                                                       "previous step",
                                                                       "previous page",
                                                                       "back",
                                                                       "go back",
                                                                       "zurück",
                                                                       "vorherige",
                                                                       "vorherige lektion",
                                                                       "vorheriges kapitel",
                                                                       "précédent",
                                                                       "leçon précédente",
                                                                       "chapitre précédent",
                                                                       "retour",
                                                                       "anterior",
                                                                       "lección anterior",
                                                                       "capítulo anterior",
                                                                       "aula anterior",
                                                                       "voltar",
                                                                       "precedente",
                                                                       "indietro",
                                                                       "vorige",
                                                                       "föregående",
                                                                       "forrige",
                                                                       "poprzedni",
                                                                       "poprzednia",
                                                                       "önceki",
                                                                       "назад",
                                                                       "предыдущий",
                                                                       "предыдущий урок",
                                                                       "попередній",
                                                                       "上一课",
                                                                       "上一步",
                                                                       "上一章",
                                                                       "上一节",
                                                                       "上一页",
                                                                       "前へ",
                                                                       "이전"});

// Pieces that the heads of ASCII letters have one of, without their first letter, but for those
// with "req"; and verbs of sentences.
constexpr auto kPieces = std::to_array<std::string_view>({"epends on",   "uilds on",
                                                          "rior ",       "efore ",
                                                          "oraussetz",   "orkennt",
                                                          "orwissen",    "onocimientos previos",
                                                          "ependenc",    "ereisten",
                                                          "oorkennis",   "ymagania",
                                                          "ereksinim",   "orkunnskap",
                                                          "sitied",      "rasyarat",
                                                          "uilds upon",  "uilds directly on",
                                                          "aut auf",     "ppuie sur",
                                                          " basa ",      "ssume",
                                                          "hould have",  "ust have",
                                                          "eed to have", "ake sure ",
                                                          "nsure ",      "ontinues from",
                                                          "we build on"});
// Of those with others, from their first byte that is not ASCII.
constexpr std::array<std::string_view, 35> kOtherPieces = {
    "şul",       "ребовани",   "реквизит",  "редварит", "ередумов", "опередн", "еобходимые",
    "前",        "先",         "지식",      "선수",     "사전",     "필요",    "必要",
    "必备",      "预备",       "örkunskap", "ætninger", "őfelt",    "őismer",  "ředpoklad",
    "țe prelim", "ții prelim", "ên quy",    "متطلبات",  "דרישות",   "ידע",     "पूर्वाप",
    "ροαπαιτ",   "เบื้องต้น",     "พื้นฐาน",     "ťpoklad",  "řerekv",   "érequis", "پیش"};

}  // namespace

bool IsPrerequisiteHead(std::string_view words) {
  return std::ranges::find(kHeads, FoldModuleName(words)) != kHeads.end();
}

bool IsNextHead(std::string_view words) {
  return std::ranges::find(kNextHeads, FoldModuleName(words)) != kNextHeads.end();
}

bool IsPreviousHead(std::string_view words) {
  return std::ranges::find(kPreviousHeads, FoldModuleName(words)) != kPreviousHeads.end();
}

bool MaySayPrerequisites(std::string_view page) {
  const auto holds = [page](std::string_view piece) {
    return ::memmem(page.data(), page.size(), piece.data(), piece.size()) != nullptr;
  };
  // "prerequisites", "requires", "pre-reqs", "requisitos": a `q` is rare.
  for (const char q : {'q', 'Q'}) {
    for (std::size_t at = page.find(q); at != std::string_view::npos; at = page.find(q, at + 1)) {
      if (at > 1 && Lower(page.substr(at - 2, 2)) == "re") return true;
    }
  }
  if (std::ranges::any_of(kPieces, holds)) return true;
  std::bitset<256> bytes;  // of characters beyond ASCII: most pages have those of one script
  for (const char c : page) {
    if (static_cast<unsigned char>(c) >= 0x80) bytes.set(static_cast<unsigned char>(c));
  }
  return bytes.any() && std::ranges::any_of(kOtherPieces, [&](std::string_view piece) {
           return bytes.test(static_cast<unsigned char>(piece.front())) && holds(piece);
         });
}

bool SaysNone(std::string_view entry) {
  entry = Trim(entry);
  if (entry.empty()) return true;
  std::string folded = FoldModuleName(entry);
  if (folded.empty()) return true;  // "-", "—", "."
  const auto is_none = [](const std::string& text) {
    return std::ranges::find(kNones, text) != kNones.end();
  };
  if (is_none(folded)) return true;
  // "None (first lesson)", "None — start here".
  const std::size_t end = entry.find_first_of("(,;.:\xE2-");
  return end != std::string_view::npos && end > 0 && is_none(FoldModuleName(entry.substr(0, end)));
}

}  // namespace prereq
