"""What the clockwork remembers: who is at work, and which job ran in which period."""

import datetime as dt

from django.db import models
from django.utils import timezone

BEAT = dt.timedelta(seconds=10)
SILENCE = dt.timedelta(seconds=60)  # after which a process counts as dead: it missed six beats


class Processes(models.QuerySet["Process"]):
    def alive(self) -> "Processes":
        return self.filter(seen_at__gte=timezone.now() - SILENCE)


class Process(models.Model):
    """A worker or a clockwork. It lives as long as it says so, and takes its row away when it goes in good order."""

    name = models.CharField(max_length=64, primary_key=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = Processes.as_manager()

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """A job in one of its periods. The unique pair is the promise that no two processes both run it."""

    class State(models.TextChoices):
        RUNNING = "RUNNING"
        DONE = "DONE"
        FAILED = "FAILED"

    job = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    attempts = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=64)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200)
    error = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="a_job_runs_once_in_a_period")]
        indexes = [
            models.Index(fields=["period"], name="job_runs_of_a_period"),
            models.Index(fields=["began_at"], condition=models.Q(state="FAILED"), name="job_runs_that_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period} {self.state}"
