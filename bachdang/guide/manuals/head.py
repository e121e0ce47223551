"""Those who answer for a unit's reports."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

HEAD = Manual(
    role=Role.HEAD,
    slug="lanh-dao-don-vi",
    account="kinhte.ld",
    lead="Duyệt báo cáo của đơn vị, gửi Văn phòng Đảng ủy, phân công cán bộ đầu mối.",
    steps=(
        Step(
            title="Xem việc chờ duyệt",
            text=(
                "Đăng nhập là vào “Việc của tôi”. Dòng đầu trang cho biết bao nhiêu báo cáo chờ duyệt, bao "
                "nhiêu có cờ cần xem; bấm vào đó để mở bảng duyệt. “Thông báo” gộp việc cùng loại "
                "thành một dòng có tên từng báo cáo; dòng tự mất khi việc đã xong."
            ),
            address="/viec-cua-toi/",
            alt="Trang Việc của tôi của lãnh đạo đơn vị với dòng báo cáo chờ duyệt.",
            link=("my_work", "Mở Việc của tôi"),
        ),
        Step(
            title="Duyệt hoặc trả lại",
            text=(
                "Mỗi báo cáo một dòng: số kỳ trước, cùng kỳ, kế hoạch, số báo cáo, sẽ được đánh giá thế nào, "
                "cờ (số lệch 10 lần, chưa có số liệu, gửi muộn), minh chứng. “Chọn mọi dòng không có cờ” rồi "
                "“Duyệt”; dòng có cờ phải tự tay chọn. Trả lại thì chọn dòng, ghi một lý do chung hoặc lý do "
                "riêng ở từng dòng. Đã gửi mà Văn phòng chưa tiếp nhận thì mở báo cáo để rút lại."
            ),
            address="/viec-cua-toi/duyet/",
            alt="Bảng duyệt: mỗi báo cáo một dòng với ô chọn, nút Duyệt và ô lý do trả lại.",
        ),
        Step(
            title="Nhập và gửi một bước",
            text=(
                "Lãnh đạo tự nhập thì bấm “Lưu và gửi Văn phòng Đảng ủy”: báo cáo đi thẳng, không qua bước "
                "chờ duyệt."
            ),
            address="/viec-cua-toi/",
            alt="Cuối trang Việc của tôi: nút Lưu và gửi Văn phòng Đảng ủy.",
            scroll=".work-bar",
        ),
        Step(
            title="Phân công cán bộ đầu mối",
            text=(
                "Ở trang của chỉ tiêu, nhiệm vụ, dự án bấm nút phân công, chọn “Cán bộ đầu mối” và bấm “Lưu "
                "phân công”. Người được chọn thấy việc ấy trong việc của mình."
            ),
            address="/phan-cong/01.04/",
            alt="Trang phân công với ô đơn vị báo cáo, cán bộ đầu mối, lý do.",
        ),
        Step(
            title="Giao việc trong đơn vị",
            text=(
                "Ở trang nhiệm vụ, mục “Việc của đơn vị”, bấm “Thêm việc” để chia nhiệm vụ thành việc cụ "
                "thể có người làm và hạn. Việc này của riêng đơn vị, không gửi qua kỳ báo cáo."
            ),
            address="/nhiem-vu/PL1.I.1/",
            alt="Mục Việc của đơn vị ở trang nhiệm vụ với các việc, người làm, thời hạn.",
            scroll="#own-work",
        ),
        Step(
            title="Điền phần chưa rõ",
            text=(
                "Mục phân công của mỗi việc cho biết còn thiếu gì. Bấm “Điền” ở mặt chưa rõ; nơi văn "
                "bản kế hoạch đã nêu thì chỉ thay đổi theo quyết định."
            ),
            address="/nhiem-vu/PL1.I.1/",
            alt="Mục phân công của một nhiệm vụ, mặt chưa rõ có nút Điền.",
            scroll="[aria-labelledby=six]",
        ),
    ),
)
