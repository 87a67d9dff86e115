// The picture as a page of its own: search, zoom, what one module needs, and a board on which
// another order is tried out. Without network of its own; names are text of the page or strings of
// its data, never markup or code.
#include "base/digest.h"
#include "base/format.h"
#include "report/board.h"
#include "report/graph_page.h"
#include "report/graph_view.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

// No script runs but the page's own, whatever a name holds.
std::string PolicyOfFile() {
  return fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'; script-src 'sha256-{}'\">\n",
      Sha256Base64(GraphPageScript()));
}

// With the keyboard past the picture.
constexpr std::string_view kSkip = "<a class=\"skip\" href=\"#board-0\">To the board</a>\n";

constexpr std::string_view kNav =
    "<nav>\n"
    "<label>Find <input id=\"find\" type=\"search\" autocomplete=\"off\"></label>\n"
    "<button id=\"in\">Larger</button>\n<button id=\"out\">Smaller</button>\n"
    "<button id=\"all\">Show all</button>\n<output id=\"said\" aria-live=\"polite\"></output>\n"
    "</nav>\n";

// A picture may be wider than the page; the board beside it must not move with it.
std::string Pictures(const std::vector<GraphView>& views, BoardKind kind,
                     const std::vector<DotLayout>& layouts = {}) {
  std::string body;
  for (std::size_t i = 0; i < views.size(); ++i) {
    body += "<div class=\"picture\">\n" +
            RenderGraphSvg(views[i], layouts.empty() ? nullptr : &layouts[i]) + "</div>\n" +
            BoardSection(views[i], kind, fmt::format("board-{}", i));
  }
  return body;
}

std::string Page(std::string_view title, std::string_view policy, const std::string& body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n{}"
      "<link rel=\"icon\" href=\"data:,\">\n"
      "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{}{}<main>\n<h1>{}</h1>\n{}</"
      "main>\n"
      "<script>{}</script>\n</body>\n</html>\n",
      policy, title, GraphPageStyle(), kSkip, kNav, title, body, GraphPageScript());
}

}  // namespace

std::string RenderGraphHtml(const std::vector<GraphView>& views,
                            const std::vector<DotLayout>& layouts) {
  return Page("Order and facts", PolicyOfFile(), Pictures(views, BoardKind::kAlone, layouts));
}

std::string RenderLivePage(const std::vector<GraphView>& views, const std::string& root,
                           bool can_apply) {
  const std::string said =
      fmt::format("<p class=\"root\">Modules of <code>{}</code></p>\n", Xml(root));
  return Page("Order and facts, live", "",
              said + Pictures(views, can_apply ? BoardKind::kApplying : BoardKind::kLive));
}

}  // namespace prereq
