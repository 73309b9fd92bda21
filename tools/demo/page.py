"""The story as one page for any browser: each step in both languages, what it proves, and its pictures."""

import json
from collections.abc import Mapping
from html import escape

from qtkit.theme import LIGHT
from tools.demo.journal import Picture, Step

# wider pictures are shown as wide as the page, the others at a phone's width, so that a ticket looks like one
_WIDE = ('counter', 'board')

_STYLE = f"""
body {{ background: {LIGHT.paper}; color: {LIGHT.ink}; font: 17px/1.55 'Noto Sans', 'DejaVu Sans', sans-serif;
       max-width: 62rem; margin: 0 auto; padding: 1.5rem; }}
h1 {{ font-size: 1.9rem; margin-bottom: 0; }} h2 {{ font-size: 1.25rem; margin: 0; }}
.en, .quiet {{ color: {LIGHT.quiet}; }}
section {{ background: {LIGHT.surface}; border: 1px solid {LIGHT.line}; border-radius: 6px; padding: 1rem 1.25rem;
          margin: 1.25rem 0; }}
section.failed {{ border-color: {LIGHT.bad}; }}
figure {{ display: inline-block; vertical-align: top; margin: .75rem 1rem .25rem 0; max-width: 20rem; }}
figure.wide {{ max-width: 100%; }}
img {{ max-width: 100%; border: 1px solid {LIGHT.line}; border-radius: 6px; background: white; }}
figcaption {{ font-size: .9rem; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .9rem; margin: .75rem 0 0; }}
dt {{ color: {LIGHT.quiet}; }} dd {{ margin: 0; overflow-wrap: anywhere; }}
ul {{ padding-left: 1.25rem; }} a {{ color: {LIGHT.action}; }}
"""


def story(report: Mapping[str, object], steps: list[Step], files: list[str]) -> str:
    """The page of a morning; ``files`` are named from the page's folder."""
    told = ''.join(_section(number, step) for number, step in enumerate(steps, start=1))
    listed = ''.join(f'<li><a href="{escape(file)}">{escape(file)}</a></li>' for file in files)
    return f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Một Cửa: một buổi sáng</title><style>{_STYLE}</style></head><body>
<h1>Một buổi sáng ở bộ phận Một Cửa</h1>
<p class="en" lang="en">One morning at a one-stop centre</p>
<p>Sản phẩm thật đã chạy các bước dưới đây: cửa sổ thật được chạm và bấm phím, một tỉnh mẫu và người đưa tin là hai
tiến trình riêng, máy in và máy đọc thẻ là thiết bị mô phỏng trên đường dây thật. Người và giấy tờ đều được bịa ra.
<br><span class="en" lang="en">The product itself ran these steps: real windows were touched and typed into, a
reference province and the courier ran as processes of their own, printers and reader are emulated on real wires.
Every person and paper is invented.</span></p>
{_summary(report)}
{told}
<section><h2>Những gì còn lại / What is left</h2><ul>{listed}</ul></section>
</body></html>
"""


def _summary(report: Mapping[str, object]) -> str:
    shown = {
        "Mã hồ sơ / code": report.get('code'),
        "Số tạm lúc nhận / number at first": report.get('number_at_first'),
        "Hẹn trả / due": report.get('due'),
        "Đồng hồ / clock": report.get('clock'),
        "Tất cả / all": f'{report.get("milliseconds")} ms',
    }
    return f'<section><dl>{"".join(_line(name, value) for name, value in shown.items() if value)}</dl></section>'


def _section(number: int, step: Step) -> str:
    proof = ''.join(_line(name, value) for name, value in step.proof.items())
    pictures = ''.join(_figure(picture) for picture in step.pictures)
    state = '' if step.happened else ' class="failed"'
    mark = '✓' if step.happened else '✗'
    return f"""<section{state}><h2>{number}. {escape(step.vietnamese)}</h2>
<span class="en" lang="en">{escape(step.english)}</span> <span class="quiet">— {step.milliseconds:.0f} ms {mark}</span>
<div>{pictures}</div><dl>{proof}</dl></section>
"""


def _figure(picture: Picture) -> str:
    wide = ' class="wide"' if any(f'/{word}-' in picture.file for word in _WIDE) else ''
    file, alt = escape(picture.file), escape(picture.vietnamese)
    return (
        f'<figure{wide}><a href="{file}"><img src="{file}" alt="{alt}" loading="lazy"></a><figcaption>{alt}'
        f'<br><span class="en" lang="en">{escape(picture.english)}</span></figcaption></figure>'
    )


def _line(name: str, value: object) -> str:
    if isinstance(value, dict) and set(value) == {'bytes', 'sha256'}:
        link = f'<a href="{escape(name)}">{escape(name)}</a>'
        return f'<dt>{link}</dt><dd>{value["bytes"]} byte, SHA-256 {value["sha256"]}</dd>'
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f'<dt>{escape(name)}</dt><dd>{escape(text)}</dd>'
