"""Errors of measuring.

EvaluationError
├── GoldError      a gold file or a case in it is broken
├── RunError       a run cannot be made or read
└── GateError      a rate fell below its baseline by more than its interval
"""


class EvaluationError(Exception):
    """Base of this package's errors; the message is Chinese and says what to do."""


class GoldError(EvaluationError):
    """A gold file cannot be used."""


class RunError(EvaluationError):
    """A run cannot be made or read."""


class GateError(EvaluationError):
    """The run is worse than the committed baseline."""
