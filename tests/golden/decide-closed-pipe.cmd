$AMIQUIZ decide shared=no | true; exit "${PIPESTATUS[0]}"
