"""The morning, act by act."""

from tools.demo import citizen, officer, papers, relay, report
from tools.demo.playing import Morning

ACTS = (
    citizen.welcomes,
    citizen.takes_a_number,
    citizen.sees_herself_waiting,
    officer.logs_in,
    officer.calls,
    citizen.is_called,
    officer.opens_the_dossier,
    officer.reads_the_card,
    papers.scans,
    papers.judges_the_fees,
    officer.receives,
    relay.finds_the_line_cut,
    relay.hears_again,
    relay.sends_the_result,
    officer.hands_over,
    relay.is_told_of_the_return,
    report.audits,
)


def play(morning: Morning) -> None:
    """Play every act in turn, the line to the province cut at first; one that did not happen ends the morning."""
    morning.stage.province.cut_the_line()
    for act in ACTS:
        act(morning)
