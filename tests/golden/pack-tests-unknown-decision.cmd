$AMIQUIZ pack tests --decision pth
