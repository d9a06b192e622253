"""What is computed from the tables, as tables and numbers. No colours, no drawing, no HTML."""
