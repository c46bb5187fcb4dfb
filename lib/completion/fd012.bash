# Completes fd012 in bash. Made by: fd012 completion bash

_fd012() {
  # bash has split the line at = : and @ too (COMP_WORDBREAKS). Pieces with no blank between them are one word.
  local words=() piece rest=${COMP_LINE:0:COMP_POINT} trimmed count=0 i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    trimmed=${rest#"${rest%%[![:blank:]]*}"}
    piece=${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then piece=$trimmed; fi # Up to the cursor.
    if ((i == 0)) || [[ $trimmed != "$rest" ]]; then
      words[count++]=$piece
    else
      words[count - 1]+=$piece
    fi
    rest=${trimmed#"$piece"}
  done

  # readline replaces what follows the last break; of a word in quotes, all.
  local word=${words[count - 1]} kept=""
  case $word in
    [\"\']*) word=${word:1} ;;
    *[=:@]*) kept=${word%"${word##*["${COMP_WORDBREAKS//[^=:@]/}"]}"} ;;
  esac
  words[count - 1]=$word

  COMPREPLY=()
  local candidate summary
  while IFS=$'\t' read -r candidate summary; do
    if [[ $candidate == :files ]]; then
      # Names of files are readline's own matter. Where it cannot be told so, as in bash 3, they are listed here.
      compopt -o default 2>/dev/null && return
      while IFS= read -r candidate; do
        COMPREPLY+=("$summary$candidate")
      done < <(compgen -f -- "${word#"$summary"}")
      break
    fi
    COMPREPLY+=("$candidate")
    case $candidate in
      *[/=:,]) compopt -o nospace 2>/dev/null ;;
    esac
  done < <("${1/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null </dev/null)
  for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$kept"}; done
}

complete -F _fd012 fd012
