"""What people fill in on this floor; the rules stand in the models and the acting modules."""
