# The library as a stranger meets it: installed somewhere, found by pkg-config, used from C and C++ with
# nothing but <amiquiz.h>, and taken away without a trace.
. "$ROOT/tests/lib/shell.sh"
. "$ROOT/tests/lib/install.sh"

# ---- Installed, the whole of it -----------------------------------------------------------------

prefix=$PWD/dest/opt/quiz
install_make install DESTDIR="$PWD/dest" PREFIX=/opt/quiz LIBDIR=/opt/quiz/lib/here
(cd dest && find . -type f | LC_ALL=C sort) >installed
{
  for f in bin/amiquiz include/amiquiz.h lib/here/libamiquiz.a lib/here/pkgconfig/amiquiz.pc; do
    echo "./opt/quiz/$f"
  done
  for f in "$ROOT"/data/packs/*.json; do echo "./opt/quiz/share/amiquiz/packs/${f##*/}"; done
  for s in 1 3 5; do
    for f in "$ROOT"/questions/*."$s" "$ROOT"/engine/*."$s" "$ROOT"/data/*."$s"; do
      [ ! -e "$f" ] || echo "./opt/quiz/share/man/man$s/${f##*/}"
    done
  done
} | LC_ALL=C sort >wanted
same wanted installed

expect_out - cat dest/opt/quiz/lib/here/pkgconfig/amiquiz.pc <<END
prefix=/opt/quiz
libdir=\${prefix}/lib/here
includedir=\${prefix}/include

Name: amiquiz
Description: Decision tables over yes/no facts: decide, explain, advise, prove, compare
Version: $("$AMIQUIZ" --version | sed -n 's/^amiquiz \([0-9.]*\).*/\1/p')
Requires.private: libcjson
Libs: -L\${libdir} -lamiquiz
Libs.private: -lm
Cflags: -I\${includedir}
END

# ---- The example, built as its user would -------------------------------------------------------

export PKG_CONFIG_PATH=$prefix/lib/here/pkgconfig
pkg-config --validate amiquiz
flags=$(pkg-config --define-variable=prefix="$prefix" --cflags --libs --static amiquiz)
expect_text "-I$prefix/include" <(echo "$flags")
expect_text '-lamiquiz' <(echo "$flags")
expect_text '-lcjson' <(echo "$flags")

# $flags and $LIBRARY_FLAGS are lists.
# shellcheck disable=SC2086
$LIBRARY_CC -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Werror $LIBRARY_FLAGS "$ROOT/engine/example.c" \
  $flags -o example

example() { # PACK FACT...
  local pack=$1
  shift
  ./example "$@" <"$pack"
}
loan=$ROOT/data/examples/loan.json
expect_out - example "$loan" overdue <<'END'
Ask at the desk. There is a fee to pay first, and only the desk can take it.
To get "Renew it online":
  the book is not overdue
To get "Return it":
  another reader has reserved the book
END
# Facts that cannot hold together have no answer, but there are ways out.
expect_out - example "$loan" short_loan renewed_twice <<'END'
To get "Renew it online":
  the book is an ordinary loan
  you have renewed the book at most once
To get "Ask at the desk":
  the book is an ordinary loan
To get "Return it":
  you have renewed the book at most once
END
sed 's/"short_loan": true/"short_lone": true/' "$loan" >wrong.json
expect_status 1 example wrong.json
mv out said
expect_out - cat said <<'END'
line 23: unknown fact "short_lone"
line 35: unknown fact "short_lone"
END

# engine/README.md shows it as it is.
awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' "$ROOT/engine/README.md" >shown.c
sed -n '/^#include/,$p' "$ROOT/engine/example.c" >shows.c
same shows.c shown.c

# ---- From C++ -----------------------------------------------------------------------------------

cat >use.cc <<'END'
#include <amiquiz.h>
#include <cstdio>
int main()
{
    const amiquiz_case facts = amiquiz_case_with(amiquiz_case{0, 0}, 1, true);
    std::printf("%s %d\n", amiquiz_version(), static_cast<int>(facts.value));
}
END
if command -v g++ >/dev/null && [ "$LIBRARY_CC" = gcc ]; then
  # shellcheck disable=SC2086
  g++ -std=c++11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Werror \
    $LIBRARY_FLAGS use.cc $flags -o use
  expect_out - ./use <<END
$(pkg-config --modversion amiquiz) 2
END
else
  echo 'C++: g++ is not installed, so the header was not tried there'
fi

# The header needs no other of ours, and no feature macro.
printf '#include <amiquiz.h>\n#include <amiquiz.h>\n' >alone.c
$LIBRARY_CC -std=c99 -Wall -Wextra -Wpedantic -Werror -I"$prefix/include" -fsyntax-only alone.c
if grep -n '#include "' "$prefix/include/amiquiz.h"; then fail 'the public header includes another'; fi

# ---- What the linker sees -----------------------------------------------------------------------

library=$prefix/lib/here/libamiquiz.a
nm --defined-only --extern-only "$library" | awk 'NF == 3 { print $3 }' | sort >seen
# Functions of the header, but for those that are in line.
awk '/^static inline/ { skip = 1 }
    match($0, /amiquiz_[a-z_]+\(/) && /^[a-z].*\(/ { if (!skip) print substr($0, RSTART, RLENGTH - 1) }
    { if ($0 !~ /^static inline/) skip = 0 }' "$prefix/include/amiquiz.h" | sort >declared
[ "$(wc -l <declared)" -ge 35 ] || fail "only $(wc -l <declared) functions were found in the header"
case $VARIANT in
release | debug) same declared seen ;;
*) grep '^amiquiz_' seen >ours && same declared ours ;; # instruments have names of their own
esac

# No global state: no section that may be written, but for tables that the loader fills in and closes.
case $VARIANT in
release | debug)
  readelf -SW "$library" | sed 's/^ *\[ *[0-9]*\] *//' >sections
  grep -q '^\.text' sections || fail 'readelf shows no sections'
  awk '$7 ~ /W/ && $1 !~ /^\.data\.rel\.ro/ && $5 !~ /^0+$/' sections >writable
  [ ! -s writable ] || { cat writable; fail 'the library has data that can be changed'; }
  nm "$library" >symbols
  if grep -E ' [BbCDGgSs] ' symbols; then fail 'the library has variables that can be changed'; fi
  ;;
esac

# ---- The manual page ----------------------------------------------------------------------------

page=$ROOT/engine/amiquiz.3
# "type name(parameters)" of each function, one a line.
awk '/^[a-z].*amiquiz_[a-z_]+\(/ { on = 1; text = "" }
    on { text = text " " $0 }
    on && /[;)]$/ { on = 0; print text }' "$prefix/include/amiquiz.h" |
  sed 's/^ *//; s/^static inline //; s/  */ /g; s/;$//' | sort >prototypes
awk '/^\.Sh/ { synopsis = $2 == "SYNOPSIS" }
    synopsis && /^\.Ft / { type = substr($0, 5) (/\*$/ ? "" : " ") }
    synopsis && /^\.Fn / {
        name = $2; sub(/^\.Fn [a-z_]* "/, ""); sub(/"$/, ""); gsub(/" "/, ", ")
        print type name "(" $0 ")" }' "$page" | sort >synopsis
[ "$(wc -l <synopsis)" -gt 35 ] || fail "only $(wc -l <synopsis) functions were found in the page"
same prototypes synopsis
if command -v mandoc >/dev/null; then
  mandoc -Tlint -W warning "$page" >lint || { cat lint; fail 'mandoc has something to say'; }
fi
if command -v groff >/dev/null; then
  groff -mdoc -ww -Tascii "$page" >page 2>lint
  [ ! -s lint ] || { cat lint; fail 'groff has something to say'; }
  expect_text 'amiquiz_pack_read' page
fi

# ---- Gone again ---------------------------------------------------------------------------------

install_make uninstall DESTDIR="$PWD/dest" PREFIX=/opt/quiz LIBDIR=/opt/quiz/lib/here
find dest -type f >left
[ ! -s left ] || { cat left; fail 'uninstall leaves files'; }
[ ! -e dest/opt/quiz/share/amiquiz ] || fail 'uninstall leaves a folder of ours'
