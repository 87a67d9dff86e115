// The style and the script of the page, from graph_page.css and graph_page.js beside this file.
#pragma once

#include <string_view>

namespace prereq {

std::string_view GraphPageStyle();
std::string_view GraphPageScript();

}  // namespace prereq
