# Sourced by the checks of the release workflow.
# shellcheck shell=bash
set -euo pipefail

# confirm WORDS COMMAND...: says that it is so, or ends the check. test/packaging/not-covered.ts names these words as proof.
confirm() {
  local words=$1
  shift
  if "$@"; then
    echo "ok  $words"
  else
    echo "Not so: $words" >&2
    exit 1
  fi
}

# The command found nothing; one that failed did not look.
none() {
  local found
  found=$("$@") || return 1
  if [ -n "$found" ]; then
    echo "$found" >&2
    return 1
  fi
}

gone() {
  local file
  for file in "$@"; do
    if [ -e "$file" ] || [ -L "$file" ]; then
      echo "$file" >&2
      return 1
    fi
  done
}

# one FILE...: the only file of a pattern.
one() {
  if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "Not one file: $*" >&2
    exit 1
  fi
  realpath "$1"
}
