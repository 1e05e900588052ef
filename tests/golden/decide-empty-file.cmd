: >empty.json && $AMIQUIZ decide --pack empty.json
