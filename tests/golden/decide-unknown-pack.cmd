$AMIQUIZ decide --pack ami-lectur
