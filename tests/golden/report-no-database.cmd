echo x >file; $AMIQUIZ report file
