#include "passages/neighbour_terms.h"

#include <array>

namespace prereq {
namespace {

constexpr std::array<NeighbourTerm, 17> kNext = {{{"next"},
                                                  {"continue with"},
                                                  {"following"},
                                                  {"upcoming"},
                                                  {"subsequent"},
                                                  {"nächst", true},
                                                  {"folgend", true},
                                                  {"prochain", true},
                                                  {"suivant", true},
                                                  {"siguiente", true},
                                                  {"próxim", true},
                                                  {"seguinte", true},
                                                  {"prossim", true},
                                                  {"successiv", true},
                                                  {"volgend", true},
                                                  {"следующ", true},
                                                  {"Следующ", true}}};
constexpr std::array<NeighbourTerm, 20> kPrevious = {
    {{"previous"},       {"back to"},         {"preceding"},
     {"prev"},           {"prior"},           {"last"},
     {"vorig", true},    {"vorherig", true},  {"vorangegangen", true},
     {"letzt", true},    {"précédent", true}, {"dernier", true},
     {"dernière", true}, {"anterior", true},  {"precedent", true},
     {"предыдущ", true}, {"Предыдущ", true},  {"прошл", true},
     {"Прошл", true},    {"vorgaand", true}}};

// Of links alone.
constexpr std::array<NeighbourTerm, 58> kNextOfLinks = {
    {{"weiter"},        {"weiterlesen"},    {"vorwärts"},      {"далее"},        {"дальше"},
     {"вперёд"},        {"вперед"},         {"наступн", true}, {"далі"},         {"напред"},
     {"следващ", true}, {"suite"},          {"avanti"},        {"continua"},     {"continue"},
     {"continuar"},     {"adelante"},       {"avançar"},       {"verder"},       {"nästa"},
     {"neste"},         {"næste"},          {"seuraava"},      {"dalej"},        {"następn", true},
     {"další"},         {"ďalší"},          {"ďalej"},         {"következő"},    {"tovább"},
     {"următor", true}, {"sonraki"},        {"ileri"},         {"επόμεν", true}, {"sljedeć", true},
     {"sledeć", true},  {"naslednj", true}, {"naprej"},        {"järgmine"},     {"toliau"},
     {"nākam", true},   {"التالي"},         {"הבא"},           {"अगला"},         {"次"},
     {"次へ"},          {"次の", true},     {"次章"},          {"次回"},         {"下一", true},
     {"下页"},          {"下章"},           {"다음", true},    {"tiếp"},         {"berikutnya"},
     {"selanjutnya"},   {"ถัดไป"},           {"forward"}}};

constexpr std::array<NeighbourTerm, 52> kPreviousOfLinks = {{{"zurück"},
                                                             {"rückwärts"},
                                                             {"назад"},
                                                             {"попередн", true},
                                                             {"предишн", true},
                                                             {"retour"},
                                                             {"indietro"},
                                                             {"atrás"},
                                                             {"volver"},
                                                             {"voltar"},
                                                             {"terug"},
                                                             {"föregående"},
                                                             {"tillbaka"},
                                                             {"forrige"},
                                                             {"tilbake"},
                                                             {"tilbage"},
                                                             {"edellinen"},
                                                             {"takaisin"},
                                                             {"wstecz"},
                                                             {"poprzedn", true},
                                                             {"předchozí"},
                                                             {"zpět"},
                                                             {"predošl", true},
                                                             {"predchádzajúc", true},
                                                             {"späť"},
                                                             {"előző"},
                                                             {"vissza"},
                                                             {"înapoi"},
                                                             {"önceki"},
                                                             {"geri"},
                                                             {"προηγούμεν", true},
                                                             {"prethodn", true},
                                                             {"prejšnj", true},
                                                             {"nazaj"},
                                                             {"eelmine"},
                                                             {"ankstesn", true},
                                                             {"iepriekš", true},
                                                             {"السابق"},
                                                             {"הקודם"},
                                                             {"पिछला"},
                                                             {"前"},
                                                             {"前へ"},
                                                             {"前の", true},
                                                             {"前章"},
                                                             {"前回"},
                                                             {"上一", true},
                                                             {"上页"},
                                                             {"上章"},
                                                             {"이전", true},
                                                             {"sebelumnya"},
                                                             {"ก่อนหน้า"},
                                                             {"back"}}};

}  // namespace

std::span<const NeighbourTerm> NeighbourTerms(bool next) {
  return next ? std::span<const NeighbourTerm>(kNext) : kPrevious;
}

std::span<const NeighbourTerm> NeighbourTermsOfLinks(bool next) {
  return next ? std::span<const NeighbourTerm>(kNextOfLinks) : kPreviousOfLinks;
}

}  // namespace prereq
