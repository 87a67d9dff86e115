#include "series/course_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::array<std::string_view, 76> kWords = {
    "Module",   "Chapter",   "Lesson",     "Unit",    "Week",      "Day",      "Part",
    "Lab",      "Exercise",  "Lecture",    "Section", "Session",   "Notebook", "Topic",
    "Tutorial", "Project",   "Assignment", "Step",    "Phase",     "Stage",    "Level",
    "Episode",  "Challenge", "Sprint",     "Task",    "Homework",  "Workshop", "Problem",
    "Example",  "Milestone", "Class",      "Modul",   "Kapitel",   "Lektion",  "Einheit",
    "Woche",    "Tag",       "Teil",       "Übung",   "Aufgabe",   "Thema",    "Stufe",
    "Chapitre", "Leçon",     "Semaine",    "Jour",    "Partie",    "Séance",   "Exercice",
    "Étape",    "Capítulo",  "Lección",    "Módulo",  "Semana",    "Día",      "Tema",
    "Clase",    "Unidad",    "Fase",       "Etapa",   "Ejercicio", "Aula",     "Lição",
    "Dia",      "Capitolo",  "Lezione",    "Modulo",  "Settimana", "Giorno",   "Esercizio",
    "Глава",    "Урок",      "Модуль",     "Неделя",  "День",      "Занятие"};

}  // namespace

std::span<const std::string_view> CourseWords() { return kWords; }

std::string_view CourseWordOf(std::string_view word) {
  const std::string folded = FoldModuleName(word);
  for (const std::string_view known : kWords) {
    const std::string base = FoldModuleName(known);
    if (folded == base || folded == base + "s" || folded == base + "es") return known;
  }
  return {};
}

std::string_view CourseWordOfPattern(std::string_view pattern) {
  pattern = pattern.substr(0, pattern.find("{number"));
  std::vector<std::string_view> parts = Split(pattern, '/');
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    const std::size_t begin = std::min(part->find_first_not_of("_-. "), part->size());
    const std::size_t end = part->find_last_not_of("_-. ") + 1;
    if (begin >= end) continue;
    const std::string_view word = CourseWordOf(part->substr(begin, end - begin));
    if (!word.empty()) return word;
  }
  return {};
}

}  // namespace prereq
