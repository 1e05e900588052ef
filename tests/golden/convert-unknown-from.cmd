echo x >b; $AMIQUIZ convert b - --format json --from Json
