"""Figures and sentences whose slots agree with a question's, and what tells them from each other."""
