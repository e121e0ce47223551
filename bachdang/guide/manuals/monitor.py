"""Those who supervise: they read everything and change nothing."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

MONITOR = Manual(
    role=Role.MONITOR,
    slug="giam-sat",
    account="giamsat",
    lead="Xem toàn bộ kế hoạch, số liệu và tiến độ; không sửa nội dung nào.",
    steps=(
        Step(
            title="Xem tình hình chung",
            text=(
                "“Tổng quan” nêu kết luận của kỳ và số mục tiêu theo từng mức đánh giá. Chọn kỳ khác ở cạnh "
                "tiêu đề để xem quý trước."
            ),
            address="/",
            alt="Trang Tổng quan với câu kết luận và số mục tiêu theo đánh giá.",
            link=("overview", "Mở Tổng quan"),
        ),
        Step(
            title="Đọc kế hoạch nguyên văn",
            text=("“Kế hoạch” giữ nguyên văn bản theo đúng thứ tự; bên cạnh mỗi câu là chỉ tiêu đo câu đó."),
            address="/ke-hoach/",
            alt="Trang Kế hoạch với mục lục và nguyên văn các mục.",
            link=("plan_tree", "Mở Kế hoạch"),
        ),
        Step(
            title="Lọc chỉ tiêu, nhiệm vụ, dự án",
            text=(
                "Ở “Chỉ tiêu”, “Nhiệm vụ”, “Dự án” chọn điều kiện rồi bấm “Lọc”. Danh sách in được; điều "
                "kiện lọc hiện trên bản in."
            ),
            address="/chi-tieu/",
            alt="Danh sách chỉ tiêu với bộ lọc và bảng.",
            link=("indicator_list", "Mở Chỉ tiêu"),
        ),
        Step(
            title="Xem tiến độ theo thời gian",
            text="“Dòng thời gian” đặt nhiệm vụ, dự án và các mốc lên lịch của năm hoặc cả giai đoạn.",
            address="/dong-thoi-gian/",
            alt="Biểu đồ dòng thời gian của nhiệm vụ, dự án.",
            link=("timeline", "Mở Dòng thời gian"),
        ),
        Step(
            title="Tìm một nội dung",
            text=(
                "Bấm hình kính lúp hoặc phím / rồi gõ từ cần tìm, không cần gõ dấu. Kết quả gồm câu trong "
                "kế hoạch, chỉ tiêu, nhiệm vụ, dự án."
            ),
            address="/tim-kiem/?q=giai+ngan",
            alt="Trang kết quả tìm kiếm cho từ giải ngân.",
            link=("search", "Mở Tìm kiếm"),
        ),
    ),
)
