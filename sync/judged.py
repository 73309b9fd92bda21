"""What files from outside were found to be when they came, as the books have it, and how many nobody has judged yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from office import codec
from office.dossier import Dossier
from office.errors import Refusal
from office.judgement import FoundSignature, Judgement
from sync.store import Store
from sync.texts import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFile:
    """A finding, and the paper or result that the file is; '' for one that was taken out again."""

    paper: str
    found: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many files nobody has judged yet, and since when the oldest waits; None while none does."""

    count: int
    oldest: datetime | None


# short, for a line; the screens' sentences say what to do
OUTCOMES: dict[str, str] = {
    'signature.none': "không có chữ ký / unsigned",
    'signature.good': "hợp lệ / valid",
    'signature.unknown': "không rõ người ký / unknown signer",
    'signature.expired': "chứng thư hết hạn / certificate ended",
    'signature.early': "chứng thư chưa có hiệu lực / certificate not begun",
    'signature.revoked': "chứng thư bị thu hồi / certificate revoked",
    'signature.usage': "chứng thư không để ký / certificate not for signing",
    'signature.weak': "thuật toán cũ / weak algorithm",
    'signature.changed': "ĐÃ BỊ SỬA / CHANGED",
    'signature.broken': "chữ ký sai / false signature",
    'signature.partial': "không bao trùm cả tệp / not the whole file",
    'signature.added': "bị thêm nội dung / added to",
    'signature.unreadable': "không đọc được chữ ký / signature unreadable",
    'signature.other': "chữ ký kiểu khác, không kiểm tra / another kind, not judged",
    'signature.file': "tệp hỏng / broken file",
}


def judged(store: Store, code: str) -> list[JudgedFile]:
    """The findings of a dossier's files, by any code it ever had.

    Raises:
        Refusal: ``dossier.unknown``.
    """
    with store.read() as books:
        known = books.find_dossier(code)
    if known is None:
        raise Refusal('dossier.unknown', dossier=code)
    papers = dict(_papers(known))
    return [JudgedFile(paper=papers.get(one.digest, ''), found=one) for one in known.judgements]


def waiting(store: Store) -> Waiting:
    """What is still to be judged on this machine."""
    with store.read() as books:
        count, oldest = books.connection.execute('SELECT count(*), min(since) FROM unjudged').fetchone()
    return Waiting(count=int(count), oldest=codec.at(oldest) if oldest else None)


def shown(found: list[JudgedFile]) -> str:
    """The findings for a person."""
    if not found:
        return "Hồ sơ này chưa có tệp nào từ ngoài được kiểm tra. / No file from outside was judged here."
    return '\n'.join(line for one in found for line in _lines(one))


def shown_waiting(found: Waiting) -> str:
    """How much waits, for a person."""
    if not found.count:
        return "Không còn tệp nào chờ kiểm tra chữ ký. / No file waits to be judged."
    return (
        f"{found.count} tệp chờ kiểm tra chữ ký từ {moment(found.oldest)}; quầy tự làm khi mở."
        f" / {found.count} files wait to be judged; a counter does it when it runs."
    )


def _papers(known: Dossier) -> Iterator[tuple[str, str]]:
    yield from ((page.digest, part.listed.name) for part in known.components for page in part.pages)
    yield from ((result.digest, result.name) for result in known.results)


def _lines(one: JudgedFile) -> Iterator[str]:
    found, trust = one.found, one.found.trust
    yield f'{one.paper or "–"}  {found.digest}'
    yield f'    {moment(found.at)}: {_outcome(found.code)}'
    yield from (f'      {_who(signature)}' for signature in found.signatures)
    if trust.fingerprint:
        counted = f"{trust.certificates} chứng thư / certificates, {trust.lists} danh sách thu hồi / lists"
        yield f"    tin theo / by: {counted}, {trust.fingerprint}"


def _who(one: FoundSignature) -> str:
    names = ', '.join(dict.fromkeys(filter(None, (one.holder, one.organisation))))
    by = f"; nơi cấp / by {one.issuer}, {one.serial}" if one.issuer else ''
    signed = f"; ký / signed {moment(one.signed_at)}" if one.signed_at else ''
    stamped = f"; dấu thời gian / stamped {moment(one.stamped_at)}" if one.stamped_at else ''
    until = f"; chứng thư đến / certificate until {moment(one.until)}" if one.until else ''
    return f'{_outcome(one.code)}: {names or "–"}{by}{signed}{stamped}{until}'


def _outcome(code: str) -> str:
    return OUTCOMES.get(code, code)
