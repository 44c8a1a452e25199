"""What comes in: lists of people in whatever form they arrive. Always a preview first; nothing is created silently."""
