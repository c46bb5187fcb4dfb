#!/bin/bash
# podman, or docker by its own name, but that who follows a log asks again and again: an honest one, which no rotation and no end confuses.
case " $* " in *" --host "*) engine=docker ;; *) engine=podman ;; esac
case " $* " in *" --follow "*) ;; *) exec "$engine" "$@" ;; esac
for word; do
  [ "$word" = logs ] && break
  options+=("$word")
done
name=${*: -1}
shown=0
while running=$("$engine" "${options[@]}" inspect --format '{{.State.Running}}' "$name"); do
  all=$("$engine" "${options[@]}" logs "$name" 2>/dev/null && echo .) # Else its last newlines would go.
  all=${all%.}
  printf %s "${all:shown}"
  shown=${#all}
  [ "$running" = true ] || exit 0
  sleep 0.1
done
