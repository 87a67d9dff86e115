#include "series/course_words.h"

#include <array>

#include "base/fold.h"

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

}  // namespace prereq
