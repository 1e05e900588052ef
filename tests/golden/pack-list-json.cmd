$AMIQUIZ pack list --json | grep -o '"pack":"[a-z-]*"'
