"""The month: what units report of their tasks for a period, and the office reviews, accepts and closes."""
