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

// With the word for a module, so that `下一步`, the next step, is none.
constexpr std::array<NeighbourTerm, 26> kNextUnspaced = {
    {{"下一章"},     {"下一课"},     {"下一課"},       {"下一篇"},         {"下一讲"},
     {"下一講"},     {"下一回"},     {"下一节课"},     {"下一節課"},       {"下一单元"},
     {"下一單元"},   {"下一个章节"}, {"下一個章節"},   {"下个章节"},       {"下章", true},
     {"次章", true}, {"次の章"},     {"次のレッスン"}, {"次のモジュール"}, {"다음 장에서"},
     {"다음 장의"},  {"다음 강의"},  {"다음 단원"},    {"บทถัดไป"},         {"下一个教程"},
     {"下一個教程"}}};
constexpr std::array<NeighbourTerm, 28> kPreviousUnspaced = {
    {{"上一章"},     {"上一课"},      {"上一課"},       {"上一篇"},         {"上一讲"},
     {"上一講"},     {"上一回"},      {"上一节课"},     {"上一節課"},       {"上一单元"},
     {"上一單元"},   {"上一个章节"},  {"上一個章節"},   {"上个章节"},       {"上章", true},
     {"前章", true}, {"前の章"},      {"前のレッスン"}, {"前のモジュール"}, {"이전 장에서"},
     {"이전 장의"},  {"지난 장에서"}, {"앞 장에서"},    {"이전 강의"},      {"이전 단원"},
     {"บทก่อนหน้า"},   {"上一个教程"},  {"上一個教程"}}};

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

std::span<const NeighbourTerm> UnspacedNeighbourTerms(bool next) {
  return next ? std::span<const NeighbourTerm>(kNextUnspaced) : kPreviousUnspaced;
}

std::span<const NeighbourTerm> NeighbourTermsOfLinks(bool next) {
  return next ? std::span<const NeighbourTerm>(kNextOfLinks) : kPreviousOfLinks;
}

}  // namespace prereq
