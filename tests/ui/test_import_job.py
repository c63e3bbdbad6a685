"""Work beside the page runs to its end or stops at the next step."""

import threading

from annotate.progress import step
from annotate.ui.import_job import Job


def finished(job):
    job._thread.join(10)
    return job.done


def test_a_job_says_how_far_it_is():
    job = Job(lambda: step(0.5, "Halfway"))
    job.start()
    assert finished(job)
    assert (job.share, job.doing) == (0.5, "Halfway")


def test_a_cancelled_job_stops_at_its_next_step():
    begun, go_on, reached = threading.Event(), threading.Event(), []

    def work():
        begun.set()
        go_on.wait(10)
        step(0.5, "Halfway")
        reached.append("the end")

    job = Job(work)
    job.start()
    begun.wait(10)
    job.cancel()
    go_on.set()
    assert finished(job)
    assert reached == []
