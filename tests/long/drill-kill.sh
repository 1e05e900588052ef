# 500 times kill -9 (AMIQUIZ_KILLS for another number) at random moments of a drill: see tests/shell/drill-kill.sh.
export AMIQUIZ_KILLS=${AMIQUIZ_KILLS:-500}
. "$ROOT/tests/shell/drill-kill.sh"
echo "# $AMIQUIZ_KILLS kills"
