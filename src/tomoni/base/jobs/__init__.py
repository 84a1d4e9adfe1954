"""What runs without anybody asking: jobs by the clock, and tasks after a change.

A job is a function of the present moment, declared where it belongs and found in the `jobs.py` of its app. It is
idempotent: run again, or a day late, it finds nothing left to do. A task is a `django.tasks` task, handed over in the
transaction of the change that calls for it.
"""

from .catalogue import Job, Rhythm, after_commit, every_minute, hourly, nightly

__all__ = ["Job", "Rhythm", "after_commit", "every_minute", "hourly", "nightly"]
