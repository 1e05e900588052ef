# How scoring grows: wall time of the whole of score (one thread, two threads) against the number of
# responses, 1e4 to MOST (1e8), 100 questions, long CSV in order and scrambled.  Draws
# build/bench/score.svg.  By itself (make passes nothing on): MOST=1e7 stays below a gigabyte of disk.
set -eu -o pipefail
. "$ROOT/tests/lib/bench.sh"
MOST=${MOST:-1e8}
ROUNDS=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=$ROOT/build/bench
mkdir -p "$pictures"
cd "$work"
bench_program score_write .
bench_program process_time .
./score_write key 1 100 >key
for students in 100 1000 10000 100000 1000000; do
  responses=$((students * 100))
  if awk -v n=$responses -v most="$MOST" 'BEGIN { exit !(n > most + 0) }'; then continue; fi
  for shape in long scrambled; do
    ./score_write $shape $students 100 >answers
    for threads in 1 2; do
      ./process_time "$ROUNDS" "$AMIQUIZ" score --key key answers --threads $threads |
        awk -v shape=$shape -v threads=$threads -v n=$responses '{
          name = shape == "long" ? "in order" : "scrambled"
          printf "%s, %d thread%s\t%d\t%s\n", name, threads, (threads > 1 ? "s" : ""), n, $9 }'
    done
    rm answers
  done
done | sort -s -t '	' -k1,1 | tee points
awk -v title='score: time against responses' -v x_label='responses' \
  -v y_label='wall time, milliseconds' -f "$ROOT/tests/bench/curve.awk" points >"$pictures/score.svg"
echo 'drawn: build/bench/score.svg'
