import numpy as np
import pytest

from annotate.loading.times import read_seconds, read_times


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-01T10:20:30Z", "2024-03-01T10:20:30"),
        ("2024-03-01 10:20:30.250", "2024-03-01T10:20:30.25"),
        ("2024-03-01T12:20:30+02:00", "2024-03-01T10:20:30"),
        ("2024-03-01", "2024-03-01T00:00:00"),
        ("7/14/2014 23:53:03", "2014-07-14T23:53:03"),
        ("14/7/2014 23:53", "2014-07-14T23:53:00"),
        ("14.07.2014 23:53:03", "2014-07-14T23:53:03"),
        ("1709288430", "2024-03-01T10:20:30"),
        ("1709288430.5", "2024-03-01T10:20:30.5"),
        ("1709288430000", "2024-03-01T10:20:30"),
        ("Fri Mar 01 10:20:30 PST 2024", "2024-03-01T10:20:30"),
    ],
)
def test_points_in_time_are_read_in_the_ways_that_tools_write_them(text, iso):
    assert read_times([text]).tolist() == np.array([iso], dtype="datetime64[us]").tolist()


@pytest.mark.parametrize("text", ["", "soon", "12", "2024", "3.5", "99/99/2014", "1-2"])
def test_what_is_no_time_is_unknown(text):
    assert np.isnat(read_times([text])).all()


def test_the_column_decides_whether_the_month_or_the_day_comes_first():
    day_first = read_times(["7/11/2014 10:00:00", "25/12/2014 10:00:00"])
    assert day_first[0] == np.datetime64("2014-11-07T10:00:00")
    assert read_times(["7/11/2014 10:00:00"])[0] == np.datetime64("2014-07-11T10:00:00")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3.5", 3.5), ("3,5", 3.5), ("0", 0.0), ("1:05", 65.0), ("1:00:05", 3605.0)],
)
def test_durations_are_read(text, seconds):
    assert read_seconds([text], 1.0).tolist() == [seconds]


@pytest.mark.parametrize("text", ["", "-3", "fast", "nan"])
def test_what_is_no_duration_is_unknown(text):
    assert np.isnan(read_seconds([text], 1.0)).all()


def test_the_unit_scales_numbers():
    assert read_seconds(["1500"], 0.001).tolist() == [1.5]
