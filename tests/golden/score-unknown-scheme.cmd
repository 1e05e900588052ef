$AMIQUIZ score --key key.csv answers.csv --credit net-rigth --omitted maybe --pass 120% --scale 3:2:1 --wrong 2 --threads 0 --separator xx
