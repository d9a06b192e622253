"""The first edition's drawings, kept until each chapter has its new ones."""
