$AMIQUIZ decide $'\e[31mred\u202e=yes' --pack ami-lecture
