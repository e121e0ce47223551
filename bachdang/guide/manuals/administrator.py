"""Those who keep accounts and units."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

ADMINISTRATOR = Manual(
    role=Role.ADMINISTRATOR,
    slug="quan-tri",
    account="quantri",
    lead="Tạo tài khoản, giao vai trò, giữ danh mục đơn vị; không nhập số liệu.",
    steps=(
        Step(
            title="Xem ai có tài khoản",
            text=(
                "“Tài khoản” là trang đầu tiên sau khi đăng nhập: tìm theo tên không cần gõ dấu, lọc theo "
                "đơn vị, vai trò, trạng thái. Bấm tên để sửa. “Danh mục đơn vị” ở ngay bên cạnh."
            ),
            address="/tai-khoan/",
            alt="Danh sách tài khoản với đơn vị, vai trò, lần đăng nhập gần nhất và trạng thái.",
            link=("accounts", "Mở Tài khoản"),
        ),
        Step(
            title="Giữ danh mục đơn vị",
            text=(
                "Bấm “Thêm đơn vị” hoặc bấm tên để sửa tên, tên gọn, loại, đơn vị trực thuộc, thứ tự. Mã "
                "không đổi sau khi đã lưu, vì các tệp Excel gọi đơn vị bằng mã."
            ),
            address="/tai-khoan/don-vi/",
            alt="Danh mục đơn vị với thứ tự, mã, loại và đơn vị trực thuộc.",
            link=("units", "Mở Danh mục đơn vị"),
        ),
        Step(
            title="Tạo một tài khoản",
            text=(
                "Điền “Tên đăng nhập”, “Họ và tên”, chọn “Đơn vị” và “Vai trò”, bấm “Tạo tài khoản”. Mật "
                "khẩu tạm hiện một lần để in và giao tận tay; lần đăng nhập đầu tiên người dùng phải đổi. "
                "Tên không phân biệt chữ hoa, chữ thường."
            ),
            address="/tai-khoan/them/",
            alt="Trang thêm tài khoản với các ô tên đăng nhập, họ và tên, đơn vị, vai trò.",
        ),
        Step(
            title="Tạo nhiều tài khoản từ danh sách",
            text=(
                "Bấm “Tải tệp mẫu”, điền danh sách, tải lên, “Xem trước” rồi xác nhận. Sai một dòng thì "
                "không tài khoản nào được tạo. Mật khẩu tạm chỉ hiện một lần."
            ),
            address="/tai-khoan/nhap-danh-sach/",
            alt="Trang tạo tài khoản từ danh sách với ô chọn tệp và các cột của danh sách.",
            link=("import_accounts", "Mở Tạo tài khoản từ danh sách"),
        ),
        Step(
            title="Cấp lại mật khẩu, ngừng tài khoản",
            text=(
                "Mở tài khoản, chọn “Cấp lại mật khẩu” rồi đưa mật khẩu tạm cho người đó. Người nghỉ việc, "
                "chuyển công tác thì bỏ chọn “Đang hoạt động”; không xóa, để lịch sử còn tên người. Không ai "
                "tự đổi vai trò hay tự ngừng tài khoản của mình: nhờ người quản trị hệ thống khác. Nghi có "
                "người lạ vào thì chọn “Đăng xuất mọi nơi”; mất điện thoại xác thực thì bỏ xác thực hai bước."
            ),
            address="/tai-khoan/nguoi/kinhte/",
            alt="Trang của một tài khoản với đơn vị, vai trò và nút cấp lại mật khẩu.",
        ),
        Step(
            title="Xem tình trạng hệ thống",
            text=(
                "Mỗi tuần mở “Tình trạng hệ thống” một lần: bản sao lưu mới nhất, lần khôi phục thử, nhắc "
                "việc, thư chờ gửi, ổ đĩa, đồng hồ. Cột “Việc cần làm” nói phải làm gì với mục chưa tốt."
            ),
            address="/tinh-trang/",
            alt="Trang Tình trạng hệ thống với từng mục, hiện nay ra sao và việc cần làm.",
            link=("condition", "Mở Tình trạng hệ thống"),
        ),
        Step(
            title="Xem nhật ký",
            text=(
                "“Nhật ký” ghi ai đã làm gì, lúc nào, từ giá trị nào thành giá trị nào. Nhật ký chỉ ghi "
                "thêm, không sửa hay xóa được."
            ),
            address="/nhat-ky/",
            alt="Trang Nhật ký với bộ lọc và các việc đã làm.",
            link=("history", "Mở Nhật ký"),
        ),
    ),
)
