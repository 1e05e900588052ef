#!/usr/bin/env bash
# What can be said about the sources without running them.
#
#   tests/lint.sh                 all of the checks below; missing tools are skipped aloud
#   tests/lint.sh layers          one of them: layers sizes format gcc clang cppcheck tidy shell
#   tests/lint.sh format-in-place rewrite the C files (make format)
#
# `make test` runs layers always and clang where it is installed.
set -u
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

found=0 # faults so far

fault() {
  echo "$*"
  found=$((found + 1))
}
skip() { echo "skipped: $*"; }

# Files that are ours: those in git and those about to be, but nothing made or ignored.  A tree
# without git (an unpacked archive) is searched.
files() { # PATTERN...: file names by shell pattern of git
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard -- "$@" | sort -u |
      while IFS= read -r f; do if [ -e "$f" ]; then printf '%s\n' "$f"; fi; done
  else
    local p
    for p in "$@"; do find . -path ./build -prune -o -type f -path "./$p" -print; done |
      sed 's,^\./,,' | sort -u
  fi
}

# reach FILES WHAT EXCEPT MESSAGE: lines in FILES (on standard input) that include something that
# matches WHAT, but not in files that match EXCEPT.
reach() {
  local what=$1 except=$2 message=$3 hits
  hits=$(grep -vE "$except" | tr '\n' '\0' |
    xargs -0 -r grep -nHE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"][^>\"]*$what" /dev/null)
  [ -z "$hits" ] || while IFS= read -r h; do fault "$h   <- $message"; done <<<"$hits"
}
readonly NOWHERE='^$'

# The walls of the house: every arrow points down.
lint_layers() {
  local f n
  files 'engine/*.[ch]' | reach '(questions/|tests/|sqlite3|readline/|utf8proc)' "$NOWHERE" \
    'engine/ includes nothing of questions/ or tests/, no database, terminal or width tables'
  files 'engine/*.[ch]' | reach '^?cJSON|cjson/' '^engine/(json_in|[a-z0-9_]*_read)\.c$' \
    'in engine/ only json_in.c and the *_read.c files know cJSON'
  files 'questions/*.[ch]' | reach 'tests/' "$NOWHERE" 'questions/ includes nothing of tests/'
  files 'questions/*.[ch]' | reach 'sqlite3\.h' \
    '^questions/(tutor/store[a-z0-9_]*\.[ch]|score/(in|out)_db\.c)$' \
    'the database is known to questions/tutor/store*.c and questions/score/{in,out}_db.c alone'
  files 'questions/*.[ch]' | reach 'expat\.h' '^questions/text/xml_in\.c$' \
    'the XML parser is known to questions/text/xml_in.c alone'
  files 'questions/*.[ch]' | reach 'zlib\.h' '^questions/score/input\.c$' \
    'gzip is known to questions/score/input.c alone'
  files 'questions/text/*.[ch]' | reach 'questions/(item|tutor|commands)/' "$NOWHERE" \
    'questions/text/ is the lowest floor'
  files 'questions/item/*.[ch]' | reach 'questions/(tutor|commands)/' "$NOWHERE" \
    'questions/item/ includes nothing of the floors above it'
  files 'questions/tutor/*.[ch]' | reach 'questions/commands/' "$NOWHERE" \
    'questions/tutor/ includes nothing of questions/commands/'
  n=$(files '*.[ch]' | tr '\n' '\0' |
    xargs -0 -r grep -lE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]readline/' /dev/null)
  if [ "$(grep -c . <<<"$n")" -gt 1 ]; then
    fault "only one file may include readline, but these do:" $n
  fi

  # data/ says; it does nothing.
  while IFS= read -r f; do
    case $f in
    *.c | *.h | *.sh | *.py | *.js | *.sql | *.mk | */Makefile) fault "$f: data/ holds no code" ;;
    esac
    if [ -x "$f" ]; then fault "$f: nothing in data/ is to be run, so its x bit is wrong"; fi
  done < <(files 'data/*')

  # The top level is a short list.  Names that begin with a dot are tools' own business.
  while IFS= read -r f; do
    case $f in
    .* | Makefile | README.md | data | engine | questions | tests) ;;
    *) fault "$f: the top level holds only Makefile, README.md, data, engine, questions and tests" ;;
    esac
  done < <(files '*' | cut -d/ -f1 | sort -u)

  # A folder of tests that nothing runs would look like tests that pass.
  while IFS= read -r f; do
    case $f in
    unit | property | fault | golden | fixed | reject | shell | tty | long | foreign | bench | fuzz | lib | tables) ;;
    *.sh | *.md | data) ;;
    *) fault "tests/$f: tests/run.sh runs nothing there; tests/README.md lists the kinds" ;;
    esac
  done < <(files 'tests/*' | cut -d/ -f2 | sort -u)
}

lint_sizes() {
  local f n
  while IFS= read -r f; do
    n=$(wc -l <"$f")
    if [ "$n" -gt 600 ]; then fault "$f: $n lines; over 600 there are two rooms in it"; fi
  done < <(files '*.c' '*.h')
}

lint_format() {
  if ! command -v clang-format >/dev/null; then
    skip 'the formatter: clang-format is not installed'
    return
  fi
  local f
  while IFS= read -r f; do
    if ! clang-format --dry-run -Werror "$f" >/dev/null 2>&1; then
      fault "$f: not as clang-format has it (make format)"
    fi
  done < <(files '*.c' '*.h')
}

# How the sources are compiled, as words.
flags() { make -s --no-print-directory print-flags; }

# Compile with one compiler; its messages are the findings.
syntax() {
  local cc=$1 said jobs
  jobs=$(nproc 2>/dev/null || echo 2)
  # BUILD: these flags are no variant's, and must not make a variant's objects look old.
  said=$(env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s --no-print-directory -k "-j$jobs" \
    VARIANT=debug BUILD="build/lint-$cc" CC="$cc" WERROR=1 syntax 2>&1) && return
  printf '%s\n' "$said" | grep -vE '^make(\[[0-9]+\])?: '
  fault "$cc has something to say (above)"
}

lint_gcc() {
  # Some warnings need the optimiser, so gcc compiles in earnest.
  local said jobs
  jobs=$(nproc 2>/dev/null || echo 2)
  if ! command -v gcc >/dev/null; then
    skip 'gcc is not installed'
    return
  fi
  said=$(env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s --no-print-directory -k "-j$jobs" \
    BUILD=build/lint-gcc CC=gcc WERROR=1 test-programs 2>&1 >/dev/null) && return
  printf '%s\n' "$said" | grep -vE '^make(\[[0-9]+\])?: '
  fault 'gcc has something to say (above)'
}

lint_clang() {
  if command -v clang >/dev/null; then syntax clang; else skip 'clang is not installed'; fi
}

lint_cppcheck() {
  if ! command -v cppcheck >/dev/null; then
    skip 'cppcheck is not installed'
    return
  fi
  local said list
  mapfile -t list < <(files 'engine/*.c' 'questions/*.c')
  [ ${#list[@]} -gt 0 ] || return
  mkdir -p build/cppcheck
  # readdirCalled asks for readdir_r, which glibc advises against: a folder is read by one thread.
  if ! said=$(cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=unmatchedSuppression \
    --suppress=readdirCalled --library=posix \
    --cppcheck-build-dir=build/cppcheck -I. -DAMIQUIZ_VERSION='""' --error-exitcode=1 \
    -j "$(nproc 2>/dev/null || echo 2)" "${list[@]}" 2>&1); then
    printf '%s\n' "$said"
    fault 'cppcheck has something to say (above)'
  fi
}

lint_tidy() {
  if ! command -v clang-tidy >/dev/null; then
    skip 'clang-tidy is not installed'
    return
  fi
  local said flagged
  read -r -a flagged <<<"$(flags)"
  said=$(files 'engine/*.c' 'questions/*.c' | tr '\n' '\0' |
    xargs -0 -r -n 4 -P "$(nproc 2>/dev/null || echo 2)" sh -c '
      # The tool wants the files first, then what the compiler is told.
      n=$1; shift; flags=; while [ "$n" -gt 0 ]; do flags="$flags $1"; shift; n=$((n - 1)); done
      clang-tidy --quiet "$@" -- $flags 2>/dev/null' sh "${#flagged[@]}" "${flagged[@]}")
  if grep -qE ': (error|warning): ' <<<"$said"; then
    printf '%s\n' "$said"
    fault 'clang-tidy has something to say (above)'
  fi
}

lint_shell() {
  if ! command -v shellcheck >/dev/null; then
    skip 'the shell scripts: shellcheck is not installed'
    return
  fi
  local list
  mapfile -t list < <(files 'tests/*.sh' '.ci/run')
  # Most tests have no first line that names a shell: tests/run.sh starts them with bash.
  shellcheck -S warning -s bash "${list[@]}" && shellcheck -S warning .ci/install-deps ||
    fault 'shellcheck has something to say (above)'
}

format_in_place() {
  if ! command -v clang-format >/dev/null; then
    echo 'make: clang-format is not installed (Debian and Ubuntu: package clang-format)' >&2
    exit 1
  fi
  files '*.c' '*.h' | tr '\n' '\0' | xargs -0 -r clang-format -i
}

case ${1:-all} in
format-in-place)
  format_in_place
  exit
  ;;
all)
  for c in layers sizes format gcc clang cppcheck tidy shell; do
    before=$found
    echo "lint: $c"
    "lint_$c"
    [ $found -eq "$before" ] || echo "lint: $c: $((found - before)) to mend"
  done
  ;;
layers | sizes | format | gcc | clang | cppcheck | tidy | shell) "lint_$1" ;;
*)
  echo "tests/lint.sh: unknown check \"$1\"" >&2
  exit 2
  ;;
esac
[ $found -eq 0 ]
