"""The page of scale is drawn from the bench's own file."""

from defusedxml import ElementTree

from tools import scale_curve

NAMES = ('facts', 'owed', 'answer_p50', 'answer_p95', 'drained_p50', 'drained_p95', 'told_to_come_back')
OTHERS = ('server_errors', 'other_troubles', 'astray', 'bytes', 'cpu_province', 'cpu_postgresql', 'cpu_workstations')


def measured(count: int, facts: float) -> list[dict[str, object]]:
    values = {**dict.fromkeys((*NAMES, *OTHERS), 7.0), 'facts': facts}
    return [
        {'name': f'storm.{count}.{name}', 'value': value, 'baseline': 1000.0 if name == 'facts' else None}
        for name, value in values.items()
    ]


def test_every_rung_is_a_row_and_a_point_of_each_curve() -> None:
    other = {'name': 'drain', 'value': 1.0, 'baseline': None}
    rungs = scale_curve.rungs_of({'figures': [*measured(3000, 250), other, *measured(100, 50)]})
    assert list(rungs) == [100, 3000]
    drawn = ElementTree.fromstring(scale_curve.drawing(rungs))
    lines = [one.attrib['points'].split() for one in drawn.iter() if one.tag.endswith('polyline')]
    assert [len(points) for points in lines] == [2] * 7
    # more facts a second stand higher: a smaller y
    low, high = (float(point.partition(',')[2]) for point in lines[1])
    assert high < low
    machine = {'processor': 'x', 'cores': 2, 'memory_gb': 4, 'load_before': 0.5}
    table = scale_curve.written_table(rungs, machine)
    assert '| 3,000 | 250 | 25% |' in table
    assert '| 100 | 50 | 5% |' in table
