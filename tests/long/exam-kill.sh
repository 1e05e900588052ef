# 500 times kill -9 (AMIQUIZ_KILLS for another number) at random moments of an exam: see tests/shell/exam-kill.sh.
export AMIQUIZ_KILLS=${AMIQUIZ_KILLS:-500}
. "$ROOT/tests/shell/exam-kill.sh"
echo "# $AMIQUIZ_KILLS kills"
