$AMIQUIZ help backup
