printf 'neither\n' >b.txt; $AMIQUIZ convert b.txt - --format json 2>&1 | head -n 1
