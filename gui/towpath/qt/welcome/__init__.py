"""What is seen at the first start."""
