$AMIQUIZ decide --batch - shared=yes
