"""What people touch: the questions, their rendering, the command line."""
