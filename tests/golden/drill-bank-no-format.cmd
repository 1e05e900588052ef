echo "Just words." >words; "$AMIQUIZ" drill words </dev/null
