#compdef fd012
# Completes fd012 in zsh. Made by: fd012 completion zsh

_fd012() {
  local line candidate summary
  local -a whole begun
  # Words without their quotes; the last one up to the cursor.
  local -a typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  while IFS= read -r line; do
    candidate=${line%%$'\t'*} summary=${line#*$'\t'}
    if [[ $candidate == :files ]]; then
      compset -p ${#summary}
      _files
      return
    fi
    candidate=${candidate//:/\\:}
    [[ -n $summary ]] && candidate+=":$summary"
    case ${line%%$'\t'*} in
      *[/=:,]) begun+=("$candidate") ;;
      *) whole+=("$candidate") ;;
    esac
  done < <("${(Q)words[1]/#\~/$HOME}" complete -- "${typed[@]}" 2>/dev/null </dev/null)
  local found=1
  (($#whole)) && _describe -t names name whole && found=0
  # No space follows what is to be continued.
  (($#begun)) && _describe -t names name begun -S '' && found=0
  return found
}

# In a directory of $fpath the file is the function itself; elsewhere it is sourced, after compinit.
if [[ ${funcstack[1]} == _fd012 ]]; then
  _fd012 "$@"
elif (($+functions[compdef])); then
  compdef _fd012 fd012
fi
