"""A list of feeds and a register → what is new, round after round."""

from mithaq.watch.plan import Plan, Watched, load_plan
from mithaq.watch.report import Report
from mithaq.watch.rounds import Watcher

__all__ = ["Plan", "Report", "Watched", "Watcher", "load_plan"]
