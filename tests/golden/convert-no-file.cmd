$AMIQUIZ convert missing.json - --format json
