"""What an administrator reads of the centre's server; Vietnamese, then English."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    'centre.gone': (
        "Máy chủ của trung tâm không trả lời ({detail}). Ki-ốt và các quầy vẫn làm việc bằng dữ liệu đang có và tự gửi"
        " bù khi máy chủ trở lại; kiểm tra máy chủ và dây mạng."
        " / The centre's server doesn't answer ({detail}). Kiosks and counters go on and catch up by themselves."
    ),
    'centre.full': (
        "Ổ đĩa của máy chủ trung tâm đầy ({detail}); dữ liệu còn nguyên ở các máy. Dọn ổ đĩa rồi để yên: các máy"
        " tự gửi tiếp."
        " / The disk of the centre's server is full ({detail}). Make room there; nothing is lost."
    ),
    'centre.no_key': (
        "Không thấy tệp khóa {file}. Khóa trang: chép lại từ thư mục --accounts của init-centre. Khóa bản sao: lấy ở"
        " nơi đã cất. / The key isn't at {file}. The pages' key: copy it from init-centre's --accounts; a backup's:"
        " from where you keep it."
    ),
    'centre.address': (
        "Địa chỉ [store] centre không đọc được: {detail}. / The address [store] centre can't be read: {detail}."
    ),
    'centre.insecure': (
        "Máy chủ ở máy khác thì phải kiểm tra chứng chỉ: dùng sslmode=verify-full, không dùng {sslmode}."
        " / Beyond this machine the server must prove itself: use sslmode=verify-full, not {sslmode}."
    ),
    'centre.certificate': (
        "Chứng chỉ của máy chủ trung tâm không đáng tin ({detail}); chưa gửi gì. Kiểm tra sslrootcert và tên máy chủ."
        " / The server's certificate isn't trusted ({detail}); nothing was sent."
    ),
    'centre.login': (
        "Máy chủ trung tâm không nhận tài khoản của máy này ({detail}). Kiểm tra passfile; chạy lại init-centre để cấp"
        " mật khẩu mới. / The server refuses this machine's account ({detail}); check passfile or run init-centre."
    ),
    'centre.stranger': (
        "Tài khoản này không thuộc máy nào của trung tâm. Chạy init-centre cho máy này."
        " / This account belongs to no machine of the centre; run init-centre for it."
    ),
    'centre.forbidden': (
        "Máy này không được phép làm việc đó ở trung tâm ({detail}). Ki-ốt chỉ phát số; xem lại loại máy trong"
        " init-centre và tên máy ở [store] device."
        " / This machine may not do that in the centre ({detail}); check its kind and [store] device."
    ),
    'centre.not_set_up': (
        "Cơ sở dữ liệu của trung tâm chưa được lập. Chạy motcua-sync init-centre."
        " / The centre's database isn't set up; run motcua-sync init-centre."
    ),
    'centre.newer': (
        "Cơ sở dữ liệu trung tâm do phiên bản mới hơn lập ({step}). Cài phiên bản mới rồi chạy lại; chưa thay đổi gì."
        " / A newer version set up the centre's database ({step}); install it, nothing was touched."
    ),
    'centre.same_device': (
        "Hai máy đang dùng chung một tên (hoặc kho này chép từ máy khác, hay khôi phục từ bản cũ). Máy này ngừng trao"
        " đổi để không lẫn sổ; đặt tên mới ở [store] device với kho mới, rồi báo người quản trị."
        " / Two machines use one name, or this store is a copy. It stopped exchanging; give it a new name and store."
    ),
    'centre.differs': (
        "Cùng một mã mà nội dung khác với trung tâm. Máy này ngừng trao đổi; gọi bộ phận hỗ trợ, đừng sửa gì."
        " / One id, two contents, here and in the centre. It stopped exchanging; call support, change nothing."
    ),
    'centre.altered': (
        "Dữ liệu nhận từ trung tâm đã bị sửa hoặc hỏng. Máy này ngừng trao đổi; gọi bộ phận hỗ trợ."
        " / What the centre holds was altered or damaged. It stopped exchanging; call support."
    ),
    'centre.restored': (
        "Trung tâm vừa được khôi phục từ bản sao; máy này gửi lại từ đầu ở lượt sau, không mất gì."
        " / The centre was just restored; this machine sends everything again, nothing is lost."
    ),
    'centre.name': (
        "\"{name}\" không dùng làm tên được: chữ thường không dấu cho cơ sở dữ liệu, chữ và số cho máy."
        " / \"{name}\" is no name: lower-case letters for the database, letters and digits for a machine."
    ),
    'centre.kind': (
        "Máy {device} đã được lập là {kind}; không đổi loại được, hãy đặt tên khác."
        " / Machine {device} is a {kind} already; its kind can't change, use another name."
    ),
    'centre.backup': (
        "Tệp {file} không phải bản sao của trung tâm, hoặc đã hỏng; chưa thay đổi gì. Dùng bản sao khác."
        " / {file} is no backup of a centre, or it is damaged; nothing was touched."
    ),
    'centre.other_key': (
        "Tệp {file} không phải khóa trang đang dùng của trung tâm, hoặc không có; chưa thêm máy nào. Chép khóa từ một"
        " quầy về đó; mất máy thì dùng --new-key. / {file} isn't the key of the centre's pages; copy it from a counter,"
        " or use --new-key."
    ),
    'centre.backup_key': (
        "Bản sao {file} không mở được: khóa không phải của bản này, hoặc tệp đã bị sửa hay cụt. Chưa thay đổi gì; thử"
        " khóa khác hoặc bản sao khác. / {file} doesn't open: another key's, altered or cut. Nothing was touched."
    ),
    'centre.passphrase': (
        "Câu mật phải có ít nhất {shortest} ký tự; chưa sao lưu. Gõ vài từ dễ nhớ nối nhau."
        " / A passphrase has at least {shortest} characters; nothing was saved."
    ),
    'centre.passphrase_twice': (
        "Hai lần gõ khác nhau; chưa sao lưu. Chạy lại lệnh. / The two differ; nothing was saved. Run it again."
    ),
    'centre.not_empty': (
        "Trung tâm này đã có dữ liệu; chỉ khôi phục vào cơ sở dữ liệu trống. Chưa thay đổi gì."
        " / This centre holds facts already; a backup is restored into an empty one only. Nothing was touched."
    ),
    'centre.disk': (
        "Không ghi được tệp: {detail}. Kiểm tra thư mục và quyền ghi. / A file can't be written: {detail}."
    ),
}
