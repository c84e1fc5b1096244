"""Errors of answering and serving.

AppError
├── QuestionError    the question itself cannot be taken (empty, too long)
├── BatchError       a batch file or one of its lines cannot be read
├── EvaluationFailed a run of the evaluation cannot be made or read
├── ModelError       the guest language model failed; the composed answer is given instead
└── SettingsError    a setting is missing or contradicts another
"""


class AppError(Exception):
    """Base of this package's errors; the message is Chinese and says what to do."""


class QuestionError(AppError):
    """The question cannot be taken."""


class BatchError(AppError):
    """A batch file or one of its lines cannot be read."""


class ModelError(AppError):
    """The guest language model gave nothing usable."""


class SettingsError(AppError):
    """A setting is missing or contradicts another."""
