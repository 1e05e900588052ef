echo "{\"format\":\"amiquiz-bank\",\"version\":1,\"questions\":[{\"stem\":\"Q?\",\"options\":[\"a\",\"b\"]}]}" >faulty.json; "$AMIQUIZ" drill faulty.json </dev/null
