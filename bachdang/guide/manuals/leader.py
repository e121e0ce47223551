"""Thường trực, Ban Thường vụ."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

LEADER = Manual(
    role=Role.LEADER,
    slug="thuong-truc",
    account="thuongtruc",
    lead="Nắm tình hình của cả kế hoạch, biết việc nào chậm và vì sao, yêu cầu đơn vị giải trình.",
    steps=(
        Step(
            title="Xem tình hình chung",
            text=(
                "“Tổng quan” là kỳ gần nhất có đủ số liệu: kết luận, các chỉ tiêu chủ yếu, việc cần chú ý "
                "kèm lý do, số mục tiêu theo đánh giá. Bấm vào một con số hay một thanh để mở đúng danh sách "
                "được đếm."
            ),
            address="/",
            alt=("Trang Tổng quan với câu kết luận, số mục tiêu theo đánh giá và biểu đồ theo chương trình."),
            link=("overview", "Mở Tổng quan"),
        ),
        Step(
            title="Biết vì sao một chỉ tiêu chậm",
            text=(
                "Mở chỉ tiêu: mức đạt, mức cần đạt, dự báo đến hạn. “Vì sao đánh giá như vậy, số này tính "
                "thế nào” nêu công thức với từng con số đã thay vào."
            ),
            address="/chi-tieu/02.04/",
            alt="Trang một chỉ tiêu với các con số chính, phần giải thích và biểu đồ diễn biến.",
        ),
        Step(
            title="Yêu cầu đơn vị giải trình",
            text=(
                "Cạnh việc chậm, ở Tổng quan, danh sách và trang của việc, bấm “Yêu cầu giải trình”. Nội "
                "dung và hạn trả lời (sau 3 ngày làm việc) đã ghi sẵn, sửa được; bấm “Gửi yêu cầu”. Đơn vị "
                "nhận thông báo ngay. Văn phòng ghi thay thì chọn lãnh đạo nêu yêu cầu."
            ),
            address="/giai-trinh/moi/02.04/",
            alt="Trang Yêu cầu giải trình với nội dung, hạn trả lời ghi sẵn và nút Gửi yêu cầu.",
        ),
        Step(
            title="Theo dõi trả lời",
            text=(
                "“Giải trình” liệt kê mọi yêu cầu, yêu cầu nào quá hạn, đơn vị đã trả lời gì. Trả lời đã rõ "
                "thì kết thúc yêu cầu."
            ),
            address="/giai-trinh/",
            alt="Trang Giải trình với các yêu cầu và tình trạng trả lời.",
            link=("explanations", "Mở Giải trình"),
        ),
        Step(
            title="Xem từng đơn vị",
            text=(
                "“Đơn vị” so sánh các đơn vị: việc chủ trì, phối hợp, số việc chậm, tỷ lệ “Gửi đúng hạn”. "
                "Mở một đơn vị để xem từng việc."
            ),
            address="/don-vi/",
            alt="Bảng các đơn vị với số việc, số việc chậm, tỷ lệ gửi đúng hạn.",
            link=("unit_list", "Mở Đơn vị"),
        ),
        Step(
            title="Tải báo cáo quý",
            text=(
                "Ở “Báo cáo” bấm “Tải báo cáo Excel” hoặc “Tải dự thảo Word”. Kỳ đã chốt thì báo cáo lấy từ "
                "số liệu đã chốt."
            ),
            address="/bao-cao/",
            alt="Trang Báo cáo với nút tải Excel và Word.",
            link=("report_list", "Mở Báo cáo"),
        ),
        Step(
            title="Chiếu, in một trang",
            text=(
                "“Một trang” gom “Chỉ tiêu chủ yếu”, mười mục tiêu đỏ và tình hình gửi báo cáo của các đơn "
                "vị. Trong phòng họp bấm “Chiếu lên màn hình”; “In” để có bản giấy."
            ),
            address="/mot-trang/",
            alt="Trang Một trang với các chỉ tiêu chủ yếu, kết quả, so với kế hoạch và đánh giá.",
            link=("one_page", "Mở Một trang"),
        ),
    ),
)
