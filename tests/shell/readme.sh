# Every console block of README.md is run as it stands, and must print what stands there.
#
# A block begins with ```console; a line "$ words" is a command, the lines up to the next one (or the
# end of the block) are what it prints, errors included.  A line "..." stands for any lines.
. "$ROOT/tests/lib/shell.sh"
. "$ROOT/tests/lib/install.sh"

# The library, installed where pkg-config finds it, and a compiler that knows how this variant was built.
install_make install PREFIX="$PWD/usr"
export PKG_CONFIG_PATH=$PWD/usr/lib/pkgconfig

mkdir bin engine
printf '#!/bin/sh\nexec %s %s "$@"\n' "$LIBRARY_CC" "$LIBRARY_FLAGS" >bin/cc
chmod +x bin/cc
cp "$ROOT/engine/example.c" engine
ln -s "$AMIQUIZ" bin/amiquiz
PATH=$PWD/bin:$PATH
cp -r "$ROOT/data" .
AMIQUIZ_DB=$PWD/readme.db
export PATH AMIQUIZ_DB

awk -v n=0 '
    /^```console$/ { on = 1; next }
    /^```$/ { on = 0; next }
    on && /^\$ / { n++; print substr($0, 3) > (n ".cmd"); printf "" > (n ".expected"); next }
    on { print > (n ".expected") }
    END { print n > "count" }' "$ROOT/README.md"

count=$(cat count)
[ "$count" -ge 5 ] || fail "README.md shows only $count commands"

# Is the text of $1 that of $2, in which a line "..." stands for any lines?
matches()
{
    awk 'NR == FNR { want[++w] = $0; next } { got[++g] = $0 }
        function fits(i, j) {
            for (; i <= w; i++) {
                if (want[i] == "...") {
                    for (; j <= g + 1; j++) if (fits(i + 1, j)) return 1
                    return 0
                }
                if (j > g || got[j] != want[i]) return 0
                j++
            }
            return j > g
        }
        END { exit !fits(1, 1) }' "$2" "$1"
}

for i in $(seq 1 "$count"); do
    bash "$i.cmd" >"$i.printed" 2>&1 </dev/null || true
    if ! matches "$i.printed" "$i.expected"; then
        diff -u "$i.expected" "$i.printed" >&2 || true
        fail "README.md shows something else for: $(cat "$i.cmd")"
    fi
done
