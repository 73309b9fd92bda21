"""What an administrator reads at the console: what happened, what to do now, who can help; Vietnamese, then English."""

from collections.abc import Mapping
from datetime import datetime

from office.command import SENTENCES as SETTINGS
from office.errors import Problem
from office.workdays import LOCAL
from sync import watch_texts
from sync.centre.texts import SENTENCES as CENTRE
from sync.status import ADMINISTRATOR, NOBODY, OFFICER, PROVINCE

_SENTENCES: Mapping[str, str] = {
    **SETTINGS,
    **watch_texts.SENTENCES,
    **CENTRE,
    'store.absent': (
        "Chưa có kho dữ liệu ở {folder}. Kiểm tra [store] folder trong tệp cài đặt; kho chỉ được tạo khi quầy, ki-ốt"
        " hoặc người đưa tin chạy lần đầu. / There is no store in {folder}; check [store] folder."
    ),
    'store.newer': (
        "Kho dữ liệu do phiên bản mới hơn ghi ({step}). Cài phiên bản mới rồi chạy lại; dữ liệu vẫn nguyên."
        " / A newer version wrote this store ({step}); install it, nothing was touched."
    ),
    'store.key_open': (
        "Tệp khóa {file} đang để người khác đọc được (quyền {mode}). Đặt lại quyền 0600 rồi chạy lại."
        " / Others may read the key file {file} (mode {mode}); set it to 0600."
    ),
    'store.key_missing': (
        "Có kho dữ liệu ở {folder} nhưng không thấy khóa. Khôi phục tệp motcua.key từ bản sao; kho không bị đụng tới."
        " / The store in {folder} has lost its key; restore motcua.key. The store was not touched."
    ),
    'store.key_wrong': (
        "Khóa không mở được kho dữ liệu này. Khôi phục đúng tệp motcua.key; kho không bị đụng tới."
        " / The key doesn't open this store; restore the right motcua.key. The store was not touched."
    ),
    'store.busy': (
        "Chương trình khác đang giữ kho dữ liệu quá lâu. Chờ một phút rồi chạy lại."
        " / Another program holds the store too long; try again in a minute."
    ),
    'store.disk_full': (
        "Ổ đĩa đầy, không ghi thêm được. Giải phóng chỗ rồi chạy lại; dữ liệu đã ghi vẫn nguyên."
        " / The disk is full; make room and run again."
    ),
    'store.disk': (
        "Ổ đĩa báo lỗi: {detail}. Kiểm tra ổ đĩa và quyền ghi; báo người quản trị."
        " / The disk reports an error: {detail}."
    ),
    'dossier.unknown': "Không có hồ sơ {dossier} ở máy này; kiểm tra lại mã. / No dossier {dossier} here.",
    'courier.running': (
        "Một người đưa tin khác đang chạy trên kho dữ liệu này. Không cần chạy thêm."
        " / Another courier already runs on this store."
    ),
    'catalogue.shape': (
        "Tệp này không phải danh mục thủ tục (mỗi dòng một bản ghi JSON); danh mục đang dùng giữ nguyên."
        " / This file is no catalogue of procedures, one JSON record a line; the one in force stays."
    ),
    'catalogue.unreadable': (
        "Không đọc được tệp {file}: {detail}. Danh mục đang dùng giữ nguyên."
        " / {file} can't be read: {detail}. The catalogue in force stays."
    ),
    'catalogue.not_published': (
        "Tỉnh này không công bố danh mục qua kết nối. Dùng import-catalogue với tệp; danh mục đang dùng giữ nguyên."
        " / This province publishes no catalogue here; use import-catalogue. The one in force stays."
    ),
    'calendar.shape': (
        "Tệp này không phải lịch làm việc có chữ ký; lịch đang dùng giữ nguyên."
        " / This file is no signed calendar; the one in force stays."
    ),
    'calendar.entry': (
        "Mục thứ {position} của lịch không hợp lệ; lịch đang dùng giữ nguyên."
        " / Entry {position} of the calendar is not valid; the one in force stays."
    ),
    'calendar.conflict': (
        "Mục thứ {position} của lịch vừa là ngày nghỉ vừa là ngày làm bù; lịch đang dùng giữ nguyên."
        " / Entry {position} makes a day both off and worked; the one in force stays."
    ),
    'calendar.signer': (
        "Lịch do khóa lạ ký ({signer}). Chỉ nhận khóa ghi ở [store] calendar_signers; lịch đang dùng giữ nguyên."
        " / The calendar is signed by a key that [store] calendar_signers doesn't name ({signer})."
    ),
    'calendar.signature': (
        "Chữ ký của lịch không đúng: tệp bị hỏng hoặc bị sửa. Xin lại tệp; lịch đang dùng giữ nguyên."
        " / The calendar's signature is wrong: damaged or altered. The one in force stays."
    ),
    'calendar.older': (
        "Lịch này chỉ biết đến {until}, ngắn hơn lịch đang dùng; lịch đang dùng giữ nguyên."
        " / This calendar knows only until {until}, less than the one in force, which stays."
    ),
    'calendar.unreadable': (
        "Không đọc được tệp {file}: {detail}. Lịch đang dùng giữ nguyên."
        " / {file} can't be read: {detail}. The calendar in force stays."
    ),
    'outbox.unknown': (
        "Không có mục {item} trong sổ gửi. Xem \"motcua-sync parked\". / There is no item {item}; see the verb parked."
    ),
    'outbox.not_parked': (
        "Mục {item} không chờ người xử lý nên không cần gửi lại. / Item {item} is not parked; nothing to send again."
    ),
    'outbox.none_parked': "Không có mục nào chờ người xử lý. / Nothing is parked.",
    'bag.no_partner': (
        "Chưa rõ đóng túi cho máy nào. Ghi thẻ của máy kia vào [store] partners và chọn --to; đang biết: {known}."
        " / Name the partner with --to; its card belongs into [store] partners. Known: {known}."
    ),
    'bag.card': (
        "Thẻ trong [store] partners không đúng: {card}. Chép lại từ \"motcua-sync card\" của máy kia."
        " / A card in [store] partners is wrong: {card}."
    ),
    'bag.shape': (
        "{folder} không phải túi hồ sơ. Chọn thư mục motcua-… trên USB; chưa nhận gì."
        " / {folder} is no bag; nothing was taken in."
    ),
    'bag.stranger': (
        "Túi do máy lạ đóng ({device}). Chỉ nhận của máy có thẻ trong [store] partners; chưa nhận gì."
        " / The bag is from a machine that [store] partners doesn't name ({device})."
    ),
    'bag.signature': (
        "Chữ ký của túi không đúng: bị sửa hoặc hỏng. Đóng lại túi ở máy {device}; chưa nhận gì."
        " / The bag's signature is wrong; pack it again on {device}. Nothing was taken in."
    ),
    'bag.not_ours': (
        "Túi này đóng cho máy khác; chưa nhận gì. / This bag is for another machine; nothing was taken in."
    ),
    'bag.partial': (
        "Túi thiếu tệp {file}: chép chưa xong hoặc mất. Chép lại cả túi; chưa nhận gì."
        " / The bag lacks {file}; copy the whole bag again. Nothing was taken in."
    ),
    'bag.altered': (
        "Tệp {file} trong túi bị sửa hoặc hỏng. Đóng lại túi; chưa nhận gì."
        " / {file} in the bag was changed; nothing was taken in."
    ),
    'bag.unreadable': ("Không đọc được {file}: {detail}. Thử cổng USB khác. / {file} can't be read: {detail}."),
    'bag.disk': (
        "Không ghi được lên USB: {detail}. Kiểm tra chỗ trống; dữ liệu ở máy không đổi."
        " / The stick can't be written: {detail}. Nothing changed here."
    ),
    'province.not_set': ("Thiếu cài đặt [province] {key}, nên chưa biết gửi về đâu. / [province] {key} is not set."),
    'province.auth_kind': (
        "Cài đặt [province] auth không có kiểu \"{auth}\"; chọn \"oauth2\" hoặc \"keys\"."
        " / [province] auth is \"oauth2\" or \"keys\", not \"{auth}\"."
    ),
    'province.shape': (
        "Cài đặt [province] shape không có kiểu \"{shape}\"; chọn \"s1\", \"s2\" hoặc \"s3\"."
        " / [province] shape is \"s1\", \"s2\" or \"s3\", not \"{shape}\"."
    ),
    'province.path': (
        "Cài đặt [province] paths có mục \"{path}\" không đọc được; viết dạng \"login=mapi/login\"."
        " / An entry of [province] paths is written like \"login=mapi/login\", not \"{path}\"."
    ),
    'province.plain_http': (
        "Địa chỉ tỉnh ở {host} không dùng https; không gửi hồ sơ qua đường không mã hóa."
        " / The province's address at {host} is not https; nothing is sent in the clear."
    ),
    'province.no_secret': (
        "Không tìm thấy bí mật kết nối tỉnh, trong tệp {file} hoặc kho khóa của máy. Ghi tệp với quyền 0600."
        " / The secret of the province's client is neither in {file} nor in the keyring."
    ),
    'province.open_secret': (
        "Tệp bí mật {file} đang để người khác đọc được. Đặt quyền 0600. / Others may read {file}; set it to 0600."
    ),
}

# what an item or a lane was last told
ANSWERS: Mapping[str, str] = {
    **watch_texts.ANSWERS,
    'centre.crossed': "máy khác đã đổi hồ sơ này trước, cần người xem / another machine changed it first, look at it",
    'wait.code': "chờ tỉnh cấp mã chính thức / waits for its official code",
    'wait.turn': "chờ mục trước của cùng hồ sơ / waits for an earlier item of its dossier",
    'province.unreachable': "không tới được tỉnh: mạng hoặc máy chủ / the province can't be reached",
    'province.no_answer': "đã gửi, chưa có trả lời / sent, no answer yet",
    'province.busy': "tỉnh bận, hẹn gửi lại sau / the province asked to come back later",
    'province.auth': "tỉnh không nhận tài khoản của máy / our credentials are not accepted",
    'province.certificate': "chứng thư của tỉnh không tin được, chưa gửi gì / not the province's certificate",
    'province.garbled': "trả lời không phải của tỉnh / something else than the province answered",
    'province.refused': "tỉnh từ chối / refused by the province",
    'province.key_conflict': "tỉnh đã nhận nội dung khác dưới cùng số / taken before with another content",
    'courier.invalid': "thiếu hoặc sai thông tin bắt buộc / a field is missing or wrong",
    'courier.no_code': "hồ sơ không có mã chính thức / the dossier has no official code",
    'courier.no_applicant': "hồ sơ không có người nộp / the dossier names no applicant",
    'courier.state': "trạng thái không có trên cổng / the portal knows no such state",
    'procedure.unknown': "thủ tục không có trong danh mục / the procedure is in no catalogue",
    'pages.first': "chờ tệp của hồ sơ lên tỉnh trước / its files must reach the province first",
    'pages.missing': "tệp không còn trên đĩa: khôi phục hoặc quét lại / the file is gone from the disk",
    'pages.damaged': "tệp hỏng trên đĩa: khôi phục hoặc quét lại / the file is damaged on the disk",
    'pages.disk': "ổ đĩa không đọc được tệp / the disk can't read the file",
}

WHO: Mapping[str, str] = {
    OFFICER: "cán bộ tiếp nhận / the officer",
    ADMINISTRATOR: "người quản trị / the administrator",
    PROVINCE: "tỉnh; máy tự thử lại / the province; tried again by itself",
    NOBODY: "không ai phải làm gì / nobody needs to",
}

LANES: Mapping[str, str] = {
    'centre': "máy chủ trung tâm / the centre's server",
    'check': "đối chiếu / comparison",
    'codes': "mã hồ sơ / codes",
    'facts': "hồ sơ / facts",
    'news': "tin từ tỉnh / news",
    'pages': "tệp / pages",
    'ratings': "đánh giá / ratings",
    'questions': "câu hỏi / questions",
    'answers': "trả lời câu hỏi / answers",
}

STATES: Mapping[str, str] = {
    'waiting': "chờ / waiting",
    'sending': "đang gửi / sending",
    'parked': "chờ người / parked",
}

WHAT: Mapping[str, str] = {
    'DossierAccepted': "tiếp nhận / reception",
    'DossierRefused': "từ chối / refusal",
    'SupplementRequested': "yêu cầu bổ sung / supplement request",
    'SupplementReceived': "bổ sung / supplement",
    'FeeCollected': "thu phí / fee",
    'DossierWithdrawn': "rút hồ sơ / withdrawal",
    'ResultReturned': "trả kết quả / return",
    'QuestionAnswered': "trả lời câu hỏi / an answer",
    'ResultPosted': "giao bưu chính / posting",
    'TrackingCorrected': "sửa số hiệu bưu gửi / corrected tracking number",
    'PostDelivered': "bưu chính đã phát / delivery by post",
    'PostCameBack': "bưu chính chuyển hoàn / come back by post",
    'Rated': "đánh giá của tháng / a month's ratings",
}

# how a procedure differs from the province's, and in what
CHANGE: Mapping[str, str] = {
    'new': "MỚI / new",
    'changed': "ĐỔI / changed",
    'gone': "KHÔNG CÒN / gone",
}
ATTRIBUTE: Mapping[str, str] = {
    'version': "quyết định / decision",
    'name': "tên / name",
    'field': "lĩnh vực / field",
    'field_code': "mã lĩnh vực / field code",
    'competent_agency': "cơ quan có thẩm quyền / agency",
    'channels': "thời hạn, phí / limits and fees",
    'cases': "thành phần hồ sơ / papers",
    'results': "kết quả / results",
}

_REASONS: Mapping[str, str] = {
    'not_json': "không phải JSON / not JSON",
    'missing': "thiếu \"{field}\" / \"{field}\" is missing",
    'no_name': "không có mã hoặc tên / no code or name",
    'channel': "kênh nộp lạ / an unknown channel",
    'repeated': "mã này đã có ở dòng trên / the code stands on a line above",
    'fee_amount': "mức phí không hợp lệ / a fee that can't be",
    'paper_count': "số bản giấy tờ không hợp lệ / a number of copies that can't be",
    'wrong_value': "giá trị không hợp lệ / a value that can't be",
    'wrong_kind': "sai kiểu dữ liệu / a value of the wrong kind",
}


# why news of the province waits aside, beside what ``ANSWERS`` says
ASIDE: Mapping[str, str] = {
    'file.kind': "tệp không phải PDF, ảnh hay XML / the file is no PDF, picture or XML",
    'file.damaged': "tệp hỏng / the file is damaged",
    'file.encrypted': "tệp có mật khẩu / the file has a password",
    'file.active': "tệp có nội dung tự chạy; báo tỉnh / the file holds something that acts, tell the province",
    'file.pages': "tệp quá nhiều trang / the file has too many pages",
    'file.large': "tệp quá lớn / the file is too large",
    'file.empty': "tệp rỗng / the file is empty",
    'file.bomb': "tệp phình to bất thường; báo tỉnh / the file swells beyond measure, tell the province",
    'file.measure': "trang có kích thước vô lý / a page has no sane size",
    'file.slow': "mở tệp quá lâu / the file can't be opened in time",
    'file.died': "tệp làm hỏng chương trình đọc; báo tỉnh / the file ends the program that reads it, tell the province",
}


def sentence(problem: Problem) -> str:
    """A problem in an administrator's words; one that nobody worded shows its code, for support to look up."""
    template = _SENTENCES.get(problem.code)
    if template is None:
        return f"{ANSWERS.get(problem.code, 'Không làm được việc này / This failed')} [{problem}]"
    return template.format(**problem.params)


def answer(code: str, said: str = '') -> str:
    """What an item was last told, with the words that came along."""
    told = ANSWERS.get(code, code)
    return f'{told}: {said}' if said else told


def reason(code: str) -> str:
    """Why a line of a catalogue was left out."""
    known, _, field = code.partition(':')
    return _REASONS.get(known, code).format(field=field)


def moment(at: datetime | None) -> str:
    """A moment at Asia/Ho_Chi_Minh, a dash for none."""
    return f'{at.astimezone(LOCAL):%d/%m/%Y %H:%M:%S}' if at else '–'
