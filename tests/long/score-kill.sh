# 500 times kill -9 (AMIQUIZ_KILLS for another number) at random moments of score -o: see tests/shell/score-kill.sh.
export AMIQUIZ_KILLS=${AMIQUIZ_KILLS:-500}
. "$ROOT/tests/shell/score-kill.sh"
echo "# $AMIQUIZ_KILLS kills"
