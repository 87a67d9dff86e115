#include "discovery/label_words.h"

#include <algorithm>
#include <array>

namespace prereq {

bool MayCountParts(std::string_view word) {
  constexpr std::array<std::string_view, 24> kWords = {
      "Part",    "Exercise", "Section",  "Step",      "Stage",     "Level", "Challenge", "Task",
      "Problem", "Example",  "Topic",    "Milestone", "Class",     "Teil",  "Aufgabe",   "Übung",
      "Stufe",   "Partie",   "Exercice", "Étape",     "Ejercicio", "Etapa", "Esercizio", "Thema"};
  return std::ranges::find(kWords, word) != kWords.end();
}

bool CountsTime(std::string_view word) {
  constexpr std::array<std::string_view, 16> kWords = {
      "Week", "Phase",  "Fase", "Day", "Sprint", "Woche",     "Tag",    "Semaine",
      "Jour", "Semana", "Día",  "Dia", "Giorno", "Settimana", "Неделя", "День"};
  return std::ranges::find(kWords, word) != kWords.end();
}

}  // namespace prereq
