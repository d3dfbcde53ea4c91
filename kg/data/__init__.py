"""What ships with the program: known names, patterns, sample articles."""
