"""What tests of plans and of plugins need."""
