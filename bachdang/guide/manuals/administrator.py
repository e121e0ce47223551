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
            title="Vào trang danh mục",
            text="Mở tên mình ở góc phải, chọn mục quản trị danh mục. Ở đó có “Tài khoản” và “Đơn vị”.",
            address="/quan-tri/",
            alt="Trang quản trị danh mục với mục Tài khoản, Đơn vị, Nhật ký.",
        ),
        Step(
            title="Tạo một tài khoản",
            text=(
                "Ở “Tài khoản” bấm nút thêm, điền “Tên đăng nhập”, “Họ và tên”, chọn “Đơn vị” và “Vai trò”, "
                "đặt mật khẩu tạm. Lần đăng nhập đầu tiên người dùng phải đổi mật khẩu. Tên không phân biệt "
                "chữ hoa, chữ thường."
            ),
            address="/quan-tri/accounts/user/add/",
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
                "Mở tài khoản trong danh mục, chọn “Cấp lại mật khẩu”, bấm “Cấp mật khẩu tạm” rồi đưa mật "
                "khẩu cho người đó. Người nghỉ việc, chuyển công tác thì bỏ chọn đang hoạt động; không xóa, "
                "để lịch sử còn tên người. Không ai tự đổi vai trò hay tự ngừng tài khoản của mình: nhờ một "
                "quản trị viên khác. Nghi có người lạ vào thì mở tài khoản đó, chọn đăng xuất mọi nơi; "
                "mất điện thoại xác thực thì chọn bỏ xác thực hai bước."
            ),
            address="/tai-khoan/kinhte/cap-lai-mat-khau/",
            alt="Trang hỏi lại trước khi cấp mật khẩu tạm.",
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
