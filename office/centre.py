"""What a centre says of itself: the ``centre`` section of a machine's settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSettings:
    """The centre, its agency and its ways; the defaults are an invented commune's, for training.

    Attributes:
        name: the centre's name, as slips and screens show it.
        agency: the agency whose centre it is.
        parent: the agency above it, for the head of forms.
        address: where it is.
        place: the place name that dates forms.
        phone: whom a citizen may call.
        unit_code: the agency's identifier (Decision 20/2020/QĐ-TTg), for the example of a code where one is typed.
        own_agencies: competent agencies, as the catalogue writes them, that this centre itself acts for.
        hours: sessions of a working day.
        due_convention: ``end_of_day`` or ``same_time``.
        bank_bin: NAPAS number of the bank for VietQR, '' where no transfers are taken.
        bank_account: the account for VietQR.
    """

    name: str = "Trung tâm Phục vụ hành chính công xã Mẫu"
    agency: str = "Ủy ban nhân dân xã Mẫu"
    parent: str = "Tỉnh Mẫu"
    address: str = "Số 1 đường Mẫu, xã Mẫu"
    place: str = "Mẫu"
    phone: str = "0200 000 000"
    unit_code: str = 'H99.12'
    own_agencies: tuple[str, ...] = (
        "Ủy ban nhân dân cấp xã",
        "Ủy ban nhân dân xã, phường, thị trấn",
        "Ủy ban nhân dân cấp xã, phường",
        "Chủ tịch Ủy ban nhân dân cấp xã",
    )
    hours: str = '07:30-11:30, 13:30-17:00'
    due_convention: str = 'end_of_day'
    bank_bin: str = ''
    bank_account: str = ''
