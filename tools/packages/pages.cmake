# The manual page and the completions, which the program writes itself, for installing beside it.
set(pages ${CMAKE_CURRENT_BINARY_DIR}/pages)
add_custom_command(
  OUTPUT ${pages}/prereq.1 ${pages}/prereq.bash ${pages}/_prereq ${pages}/prereq.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
  COMMAND prereq man > ${pages}/prereq.1
  COMMAND prereq completion bash > ${pages}/prereq.bash
  COMMAND prereq completion zsh > ${pages}/_prereq
  COMMAND prereq completion fish > ${pages}/prereq.fish
  DEPENDS prereq
  VERBATIM)
add_custom_target(pages DEPENDS ${pages}/prereq.1 ${pages}/prereq.bash ${pages}/_prereq ${pages}/prereq.fish)
foreach(page prereq.1=${CMAKE_INSTALL_MANDIR}/man1
             prereq.bash=${CMAKE_INSTALL_DATADIR}/bash-completion/completions
             _prereq=${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
             prereq.fish=${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  string(REPLACE "=" ";" page ${page})
  list(GET page 0 name)
  list(GET page 1 folder)
  install(FILES ${pages}/${name} DESTINATION ${folder} COMPONENT program OPTIONAL)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright
        COMPONENT program)
