"""What is read of a signature on a pad, in Vietnamese and English."""

from counter.words import Pair

SIGNING: dict[str, Pair] = {
    'signature.empty': (
        "Chưa thấy chữ ký. Mời ký vào ô trắng.",
        "There is no signature yet. Please sign on the white field.",
    ),
    'signature.shape': ("Chữ ký chưa đọc được. Mời ký lại.", "The signature can't be read. Please sign again."),
}
