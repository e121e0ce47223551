"""The first day of a ward, for those who set it up: the administrator and the Party office."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

FIRST_DAY = Manual(
    role=Role.OFFICE,
    named="Ngày đầu",
    slug="ngay-dau",
    account="vanphong",
    lead="Từ hệ thống trống đến kỳ báo cáo đầu tiên: việc của quản trị hệ thống và Văn phòng.",
    steps=(
        Step(
            title="Xem còn việc gì",
            text=(
                "Trang “Bắt đầu” kể chín việc, mỗi việc đã đến đâu, làm trên trang nào, trong trang nào "
                "của sổ. “Làm tiếp” là việc nên làm tiếp theo; làm việc khác trước cũng được, nghỉ rồi "
                "làm tiếp cũng được. Tổng quan nhắc bằng một dòng cho đến khi xong."
            ),
            address="/bat-dau/",
            alt="Trang Bắt đầu với chín việc, số đã có và tình trạng của từng việc.",
            link=("beginning", "Mở Bắt đầu"),
        ),
        Step(
            title="Ghi địa phương, chọn thể thức",
            text=(
                "Quản trị viên đầu tiên đăng nhập vào hệ thống trống, ghi “Tỉnh, thành phố” và “Phường, "
                "xã, đặc khu”; tên được đối chiếu với danh mục đơn vị hành chính, không có thì ghi đủ cả "
                "loại. “Thể thức báo cáo” chọn khi đã có kế hoạch. Bấm “Lưu địa phương”."
            ),
            address="/bat-dau/dia-phuong/",
            alt="Trang Địa phương với ô tỉnh, thành phố, ô phường, xã và thể thức báo cáo.",
            link=("edit_ward", "Mở Địa phương"),
        ),
        Step(
            title="Đưa kế hoạch vào",
            text=(
                "Có văn bản Word thì bấm “Mở Kế hoạch từ tệp Word”, rà soát rồi ghi. Có tệp kế hoạch "
                "(.yaml, .json) thì “Nạp tệp”: sai chỗ nào nêu dòng đó, không ghi gì. Chưa có gì thì “Lập "
                "kế hoạch trống”, nội dung bổ sung sau bằng tệp cùng mã. Kế hoạch không dùng nữa thì "
                "“Cất”; cất không mất gì và dùng lại được."
            ),
            address="/bat-dau/ke-hoach/",
            alt="Trang Kế hoạch với kế hoạch đã có và các cách đưa kế hoạch vào.",
            link=("choose_plan", "Mở Kế hoạch"),
        ),
        Step(
            title="Ghi đơn vị, người dùng, phân công, số gốc vào một sổ",
            text=(
                "Bấm “Tải sổ”, ghi vào các ô màu vàng bằng Excel, chọn tệp rồi “Xem trước thay đổi”, xem "
                "lại và ghi. Quản trị ghi trang đơn vị, người dùng; Văn phòng ghi các trang còn lại. Sai "
                "một ô thì không ghi ô nào; tải sổ có đánh dấu lỗi về sửa tiếp. Mật khẩu tạm của tài "
                "khoản mới chỉ hiện một lần, để in."
            ),
            address="/bat-dau/so/",
            alt="Trang Sổ khởi tạo với nút tải sổ và ô chọn tệp đã ghi.",
            link=("setup_book", "Mở Sổ khởi tạo"),
        ),
        Step(
            title="Giao nhiều việc một lần",
            text=(
                "Ở “Phân công báo cáo” lọc theo đơn vị đang giữ việc, đánh dấu các việc hoặc bấm “Chọn "
                "cả”, chọn “Giao đơn vị”, “Cán bộ đầu mối”, bấm “Xem trước” rồi ghi."
            ),
            address="/phan-cong/",
            alt="Trang Phân công báo cáo với bộ lọc và các việc để chọn.",
        ),
        Step(
            title="Mở kỳ đầu tiên",
            text=(
                "Khi các đơn vị đã có người và có việc, “Mở kỳ báo cáo” ở trang Kỳ báo cáo. Số gốc, kế "
                "hoạch năm chưa đủ vẫn mở được: mục tiêu chưa có căn cứ thì hệ thống nói chưa đánh giá "
                "được và vì sao."
            ),
            address="/ky-bao-cao/",
            alt="Trang Kỳ báo cáo với mục Mở kỳ mới.",
        ),
    ),
)
