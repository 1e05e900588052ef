jq ".decisions[0].outcomes[].ask = false | del(.opening)" "$ROOT/data/examples/loan.json" >mute.json; "$AMIQUIZ" diagnose --pack mute.json --db ":memory:" </dev/null
