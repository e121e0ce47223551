"""The Party office, which runs the rounds and the plan."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

OFFICE = Manual(
    role=Role.OFFICE,
    slug="van-phong",
    account="vanphong",
    lead="Mở kỳ, đôn đốc, tiếp nhận báo cáo, làm rõ và điều chỉnh kế hoạch, xuất báo cáo quý, chốt kỳ.",
    steps=(
        Step(
            title="Mở kỳ báo cáo",
            text=(
                "Ở “Kỳ báo cáo”, mục “Mở kỳ mới”, chọn năm, quý. Để trống ngày thì lấy theo quy định. Bấm "
                "“Mở kỳ báo cáo” là các đơn vị thấy việc của mình."
            ),
            address="/ky-bao-cao/",
            alt="Trang Kỳ báo cáo với bảng các kỳ đã mở và mục Mở kỳ mới.",
            link=("period_list", "Mở Kỳ báo cáo"),
        ),
        Step(
            title="Tiếp nhận hoặc trả lại",
            text=(
                "Mở một kỳ: đầu trang là ai chưa gửi, rồi bảng “Chờ tiếp nhận” theo đơn vị, mỗi báo cáo một "
                "dòng. “Chọn mọi dòng không có cờ” rồi “Tiếp nhận”; dòng có cờ phải tự tay chọn. Trả lại thì "
                "chọn dòng, ghi một lý do chung hoặc lý do riêng từng dòng. Tiếp nhận nhầm thì mở báo cáo "
                "để rút lại trước khi chốt. Chỉ số liệu đã tiếp nhận mới được tính."
            ),
            address="/ky-bao-cao/2026-Q3/",
            alt="Trang một kỳ báo cáo với danh sách báo cáo chờ tiếp nhận.",
        ),
        Step(
            title="Đôn đốc, gia hạn",
            text=(
                "Bảng “Theo đơn vị” cho biết đơn vị nào chưa xong. Bấm “Nhắc các đơn vị”: chọn đơn vị "
                "hoặc từng người, ghi thêm lời nhắc, xem trước rồi gửi; có sẵn lời nhắn để dán vào Zalo, "
                "ghi đã nhắc ai, lúc nào và đơn vị nào chưa có tài khoản. Quá hạn đơn vị vẫn gửi "
                "được đến khi chốt kỳ, ghi là gửi muộn. Nút “Gia hạn” mở các đề nghị của "
                "đơn vị: chọn một, nhiều hoặc tất cả rồi gia hạn hay trả lời không "
                "gia hạn, có lý do; cũng ở đó gia hạn cho một số hoặc mọi đơn vị."
            ),
            address="/ky-bao-cao/2026-Q3/",
            alt="Bảng tình hình gửi báo cáo theo đơn vị.",
            scroll="h2:has-text('Theo đơn vị')",
        ),
        Step(
            title="Giao đơn vị báo cáo, làm rõ phân công",
            text=(
                "Trang này cho biết phân công nào còn chưa rõ, theo đơn vị và theo từng mặt. Bấm vào ô còn "
                "trống để điền. Danh sách tải được về Excel: “Tải Excel”."
            ),
            address="/6-ro/",
            alt="Bảng số phân công đã rõ theo đơn vị và theo từng mặt.",
            link=("six_matrix", "Mở bảng các mặt rõ"),
        ),
        Step(
            title="Trả lời điểm cần làm rõ",
            text=(
                "“Điểm cần làm rõ” tập hợp chỗ kế hoạch viết chưa thống nhất hoặc phải suy ra. Bản gốc được "
                "giữ nguyên văn; câu trả lời ghi bên cạnh."
            ),
            address="/diem-can-lam-ro/",
            alt="Trang Điểm cần làm rõ với bộ lọc và các câu hỏi.",
            link=("open_points", "Mở Điểm cần làm rõ"),
        ),
        Step(
            title="Điều chỉnh theo quyết định",
            text=(
                "Bấm “Ghi quyết định”, rồi ghi từng nội dung điều chỉnh, tạm dừng, bổ sung theo quyết định "
                "đó. Mỗi thay đổi có ngày hiệu lực; báo cáo của các quý trước vẫn theo kế hoạch lúc đó. "
                "Chỉ tiêu bổ sung chọn đơn vị tính trong danh mục; danh mục sửa ở Kế hoạch, Thiết lập, "
                "Đơn vị tính."
            ),
            address="/quyet-dinh/",
            alt="Trang Quyết định điều chỉnh kế hoạch với danh sách quyết định và nút Ghi quyết định.",
            link=("decision_list", "Mở Quyết định điều chỉnh"),
        ),
        Step(
            title="Văn phòng đánh giá",
            text=(
                "Khi số liệu chưa phản ánh đúng, Văn phòng ghi đánh giá của mình cho kỳ đó, có lý do, rồi "
                "bấm “Lưu đánh giá”. Lý do hiện ở mọi nơi có đánh giá ấy; đánh giá tính theo số liệu vẫn "
                "được giữ."
            ),
            address="/danh-gia/02.04/2030/",
            alt="Trang ghi đánh giá của Văn phòng với ô đánh giá và lý do.",
        ),
        Step(
            title="Xuất báo cáo quý",
            text=(
                "Xem mục “Trước khi gửi” để biết còn thiếu gì, rồi bấm “Tải báo cáo Excel” và “Tải dự thảo "
                "Word”. “Lời văn” sửa câu chữ của bản Word, “Mẫu Word” để tải mẫu về, "
                "sửa thể thức trong Word rồi gửi lên. “Thư định kỳ” để chọn ngày và người nhận bản tin, "
                "Một trang qua thư điện tử."
            ),
            address="/bao-cao/",
            alt="Trang Báo cáo với nút tải Excel, Word và danh sách chỉ tiêu còn thiếu số liệu.",
            link=("report_list", "Mở Báo cáo"),
        ),
        Step(
            title="Chốt kỳ",
            text=(
                "“Chốt kỳ” lưu lại toàn bộ số liệu đã tiếp nhận; báo cáo của kỳ từ đó giữ nguyên. Cần sửa "
                "thì mở lại từng báo cáo, có ghi lý do; tiếp nhận thêm sau khi chốt cũng hỏi lý do. Một lần "
                "quyết định thêm một bản số liệu; bản đã chốt trước vẫn còn."
            ),
            address="/ky-bao-cao/2026-Q3/chot/",
            alt="Trang hỏi lại trước khi chốt kỳ.",
        ),
        Step(
            title="Nhập số liệu quá khứ",
            text=(
                "Muốn có cùng kỳ, xu hướng của các năm trước thì tải tệp mẫu, điền số liệu có ghi nguồn, tải "
                "lên rồi xem trước. Sai một dòng thì không ghi dòng nào; số cũ được giữ trong lịch sử."
            ),
            address="/so-lieu-qua-khu/",
            alt="Trang Số liệu quá khứ với nút tải tệp mẫu và ô chọn tệp đã điền.",
            link=("past_figures", "Mở Số liệu quá khứ"),
        ),
        Step(
            title="Đưa kế hoạch vào từ tệp Word",
            text=(
                "Tải văn bản kế hoạch (.docx) lên, xem từng phần: bên trái là văn bản, bên phải là cách đọc. "
                "Sửa loại, mục cha ở chỗ chưa chắc; ghép đơn vị; nhận, sửa hoặc bỏ chỉ tiêu đề xuất. Làm dở "
                "thì mở lại lúc khác; chỉ khi “Ghi thành kế hoạch” mới có kế hoạch trên hệ thống."
            ),
            address="/bat-dau/van-ban/",
            alt="Trang Kế hoạch từ tệp Word với ô chọn tệp và danh sách bản nháp.",
            link=("plan_drafts", "Mở Kế hoạch từ tệp Word"),
        ),
        Step(
            title="Giao việc, bàn giao khi cán bộ chuyển đi",
            text=(
                "“Phân công báo cáo” liệt kê mọi việc. Lọc theo “Đơn vị báo cáo” hoặc “Đầu mối”, chọn các "
                "việc, chọn đơn vị, cán bộ nhận, bấm “Xem trước” rồi ghi. Khi tài khoản của một cán "
                "bộ ngừng hoặc chuyển đơn vị, Văn phòng và lãnh đạo đơn vị cũ được báo người đó còn giữ bao "
                "nhiêu việc; mở thông báo là thấy đúng các việc ấy. Những gì đã báo cáo giữ nguyên."
            ),
            address="/phan-cong/",
            alt="Trang Phân công báo cáo với bộ lọc, ô chọn người nhận và danh sách việc.",
            link=("assign_many", "Mở Phân công báo cáo"),
        ),
    ),
)
