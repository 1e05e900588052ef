# A folder with a list of files to be placed, as a killed run leaves it, or as somebody makes it up: only
# what a scoring itself writes is placed or removed.
. "$ROOT/tests/lib/shell.sh"
"$AMIQUIZ" generate --count 6 --seed 3 -o bank.json --quiet
"$AMIQUIZ" pack show ami-current --json >ami-current.json
{ echo 'student,question,answer' && bank_keys bank.json | awk -F'\t' '{ print "s1," $1 "," $2 }'; } >class.csv
printf 'student\ns1\ns2\n' >roster.csv
score() { "$AMIQUIZ" score --key bank.json class.csv --roster roster.csv -o "$1" --quiet >/dev/null; }
score results

# Whatever a scoring writes, a killed one's list may name.
for file in results/*; do
  name=${file#results/}
  cp "results/$name" "results/.amiquiz-999999999-1.tmp"
  rm "results/$name"
  printf '.amiquiz-999999999-1.tmp\t%s\nwhole\n' "$name" >results/.amiquiz-placing
  expect_status 0 "$AMIQUIZ" report results -o page.html --quiet
  [ -e "results/$name" ] || fail "$name was not placed"
  [ ! -e results/.amiquiz-placing ] || fail "the list that names $name stays"
done

# Nothing else, by report and by score, in words.
cp -r results before
echo mine >results/notes.txt
echo '{"name":"mine"}' >results/package.json
ln -s notes.txt results/link.csv
echo made up >results/.amiquiz-999999999-1.tmp
refused() { # NAME LINE
  printf '%s\nwhole\n' "$2" >results/.amiquiz-placing
  for command in 'report results -o page.html' 'score --key bank.json class.csv -o results'; do
    expect_status 3 "$AMIQUIZ" $command
    cat >want <<END
amiquiz ${command%% *}: error: "results": its list .amiquiz-placing names "$1", which no scoring writes or removes there: nothing was done
  hint: that list is not of amiquiz: remove it to go on
END
    same err want
    [ ! -s out ] || fail "something was printed for $1"
  done
  [ "$(cat results/notes.txt results/package.json)" = "$(printf 'mine\n{"name":"mine"}')" ] || fail 'what is mine is no more'
  [ "$(cat results/.amiquiz-999999999-1.tmp)" = 'made up' ] || fail 'the file was placed'
}
refused notes.txt "$(printf -- '-\tnotes.txt')"
refused notes.txt "$(printf '.amiquiz-999999999-1.tmp\tnotes.txt')"
refused package.json "$(printf -- '-\tpackage.json')"
refused package.json "$(printf '.amiquiz-999999999-1.tmp\tpackage.json')"
refused link.csv "$(printf '.amiquiz-999999999-1.tmp\tlink.csv')"
refused scores.csv "$(printf -- '-\tscores.csv')" # a scoring always has it
refused ../bank.json "$(printf -- '-\t../bank.json')"
refused notes.txt "$(printf '.amiquiz-999999999-1.tmp\tscores.csv\n-\tnotes.txt')" # none of it is done
rm results/.amiquiz-placing results/.amiquiz-999999999-1.tmp results/notes.txt results/package.json results/link.csv
diff -r results before || fail 'the scoring is another one'
# A foreign name is shown, never obeyed by the terminal.
printf -- '-\tx\033[31m\nwhole\n' >results/.amiquiz-placing
expect_status 3 "$AMIQUIZ" report results -o page.html
! grep -q "$(printf '\033')" err || fail 'an escape went out'
rm results/.amiquiz-placing

# The sibling of a pack may replace a pack, as it does in a second scoring.
cp ami-current.json results/.amiquiz-999999999-1.tmp
cp ami-current.json results/my-pack.json
printf '.amiquiz-999999999-1.tmp\tmy-pack.json\nwhole\n' >results/.amiquiz-placing
expect_status 0 "$AMIQUIZ" report results -o page.html --quiet
[ ! -e results/.amiquiz-999999999-1.tmp ] || fail 'the pack was not placed'

# A file behind a link has another name: it takes its place without the list.
score linked
rm linked/scores.csv
echo old >linked/real.csv
ln -s real.csv linked/scores.csv
score linked
same linked/real.csv before/scores.csv
[ -L linked/scores.csv ] || fail 'the link is gone'
