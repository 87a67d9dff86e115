#include "passages/counting_words.h"

#include <algorithm>
#include <array>

#include "base/fold.h"

namespace prereq {
namespace {

// In lower case and the singular, a blank on either side of each; of Chinese and Japanese words the
// last character, `例` of `示例`, which is all that is known of them.
constexpr std::string_view kPartWords =
    " § \\s abb abbildung abschnitt alg algorithm algorithme algorithmus appendix aufgabe "
    "axiom beispiel box código claim codebeispiel conjecture cor corollary def "
    "definición definition diagram ejemplo ejercicio eq eqn equação equation ecuación "
    "esempio esercizio ex example exemple exemplo exercice exercise exercício fig figura "
    "figure formel formula gleichung korollar lemma lemme listado listing lösung lst "
    "plate problem problema problème program prop proposition proposición quiz remark "
    "résultat satz sec sección seção sect section sektion sezione solución solution "
    "soluzione subsection tab tabela tabella tabelle tabla table tableau teorema theorem "
    "theoreme théorème thm unterabschnitt übung глава задача листинг пример раздел рис "
    "рисунок таблица теорема упражнение уравнение параграф 例 图 圖 図 表 单 單 式 题 題 그림 표 "
    "예제 식 목록 리스트 코드 ";

constexpr std::array<std::string_view, 12> kBookLabels = {
    "chapter",  "kapitel",  "chapitre", "capítulo", "capitolo", "hoofdstuk",
    "capitulo", "rozdział", "kapitola", "fejezet",  "глава",    "章"};

bool IsPartWord(std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = kPartWords.find(word); at != std::string_view::npos;
       at = kPartWords.find(word, at + 1)) {
    if (kPartWords[at - 1] == ' ' && kPartWords[at + word.size()] == ' ') return true;
  }
  return false;
}

}  // namespace

bool CountsParts(std::string_view words) {
  const std::string_view word = words.substr(0, words.find_first_of(" ~"));
  if (IsPartWord(word)) return true;
  for (const std::string_view plural : {"s", "es", "n", "en"}) {
    if (word.size() > plural.size() + 2 && word.ends_with(plural) &&
        IsPartWord(word.substr(0, word.size() - plural.size()))) {
      return true;
    }
  }
  return word == "übungen" || word == "corollaries" || word == "lösungen";
}

bool IsLabelOfBook(const std::vector<std::string>& labels) {
  return std::ranges::any_of(labels, [](const std::string& label) {
    return std::ranges::find(kBookLabels, FoldName(label)) != kBookLabels.end();
  });
}

}  // namespace prereq
