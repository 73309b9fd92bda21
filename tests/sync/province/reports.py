"""Invented dossiers for the province tests."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sync.province.protocol import JSON
from sync.province.record import dossier_record, progress_item
from sync.province.report import (
    Channel,
    DossierReport,
    ProgressStep,
    ReportedComponent,
    ReportedFee,
    ReportedProcedure,
    Subject,
)

# 08:15 at Asia/Ho_Chi_Minh
RECEIVED = datetime(2026, 11, 24, 1, 15, tzinfo=UTC)
CODE = '000.12.34.H99-261124-0007'
FORM = 'Tờ khai đăng ký khai sinh (bản quét)'.encode()
FORM_DIGEST = hashlib.sha256(FORM).hexdigest()

BIRTH = ReportedProcedure(
    code='1.001193', name='Thủ tục đăng ký khai sinh', field_code='G15-HT01', field_name='Hộ tịch'
)


def report(code: str = CODE, **changed: object) -> DossierReport:
    """A birth registration by invented people, one paper scanned."""
    made = DossierReport(
        code=code,
        procedure=BIRTH,
        channel=Channel.DIRECT,
        subject=Subject.CITIZEN,
        owner='Nguyễn Thị Mẫu',
        identity='001199000001',
        phone='0900000001',
        summary='Đăng ký khai sinh cho Trần Văn Thử',
        submitted_at=RECEIVED,
        received_at=RECEIVED,
        due_at=RECEIVED + timedelta(hours=8, minutes=45),
        state=2,
        agency='UBND xã Mẫu',
        components=(ReportedComponent(code='G15-01', name='Tờ khai', digest=FORM_DIGEST, digitised=True),),
        fees=(ReportedFee(code='LP1', name='Lệ phí hộ tịch', kind='2', due=0),),
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # by name


def link(digest: str) -> str:
    return f'https://tinh.mau.example/tep/sha256/{digest}'


def record(code: str = CODE, **changed: object) -> dict[str, JSON]:
    return dossier_record(report(code, **changed), link=link)


def step(code: str = CODE, what: str = 'Tiếp nhận hồ sơ', minutes: int = 0) -> dict[str, JSON]:
    at = RECEIVED + timedelta(minutes=minutes)
    return progress_item(
        ProgressStep(code=code, officer='Lê Văn Cán', position='Công chức một cửa', at=at, what=what, state=2)
    )
