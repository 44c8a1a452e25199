"""What can be said: typed values for names, uncertain dates, ages and places."""
