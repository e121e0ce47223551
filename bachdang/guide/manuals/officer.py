"""Those who enter figures for their unit."""

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.step import Manual, Step

OFFICER = Manual(
    role=Role.OFFICER,
    slug="chuyen-vien",
    account="kinhte",
    lead="Mỗi quý nhập số liệu, kết quả của đơn vị mình rồi trình lãnh đạo đơn vị duyệt.",
    steps=(
        Step(
            title="Xem việc phải báo cáo",
            text=(
                "Đăng nhập là vào “Việc của tôi”: mọi việc đơn vị còn nợ trong kỳ, theo thứ tự của kế hoạch, "
                "việc bị trả lại có ghi lý do. Chọn “Tôi là đầu mối” để chỉ xem việc của mình. "
                "Quá hạn vẫn nhập, gửi được đến khi chốt kỳ và được ghi là gửi muộn; cần thêm ngày thì bấm "
                "“Xin gia hạn”, cho cả kỳ hoặc một số việc."
            ),
            address="/viec-cua-toi/",
            alt=(
                "Trang Việc của tôi: hạn gửi, số việc còn lại, các yêu cầu giải trình và từng việc phải báo "
                "cáo."
            ),
            link=("my_work", "Mở Việc của tôi"),
        ),
        Step(
            title="Nhập ngay trên dòng",
            text=(
                "Nhập số hoặc kết quả vào ô của từng dòng. Mỗi ô tự lưu khi rời ô và ghi giờ đã lưu. "
                "Phím xuống dòng hoặc Tab sang ô dưới, giữ Shift để lùi, Esc để bỏ sửa; có thể dán cả "
                "cột từ Excel. Số viết như thường dùng, ví dụ 1.234,5, 62,5% hoặc 1 tỷ 200 triệu; số có "
                "thể hiểu hai cách thì được hỏi lại: bấm nút có số đúng. Cột Tính ghi số là của riêng quý, "
                "cuối quý hay từ đầu năm. Ô để trống không được "
                "coi là 0. Mất mạng thì số đã gõ được giữ trên máy này, thanh dưới cùng ghi còn bao "
                "nhiêu dòng chưa lưu và tự lưu khi có mạng; đăng xuất thì xóa phần giữ trên máy, nên "
                "chờ lưu xong rồi mới đăng xuất."
            ),
            address="/viec-cua-toi/",
            alt=(
                "Bảng việc phải báo cáo: kỳ trước, cùng kỳ, kế hoạch, ô nhập số và tình trạng của từng dòng."
            ),
            scroll=".work",
        ),
        Step(
            title="Nhập đầy đủ một chỉ tiêu",
            text=(
                "Mũi tên cuối dòng mở cả báo cáo ngay tại chỗ, bấm mã của việc thì mở thành trang riêng. Mỗi "
                "chỉ tiêu có ô cho số thực hiện đến ngày chốt (để biết), ước cả quý và chính thức cả quý; số "
                "chính thức của quý trước nhập cùng lúc, không phải mở lại quý trước. Chỉ biết số lũy kế thì "
                "chọn cách nhập lũy kế từ đầu năm: hệ thống trừ các quý trước, ghi tổng và giữ nguyên số đã "
                "gõ. Ghi nguồn số liệu vào ô ghi chú. Báo cáo đã tiếp nhận thì hiện các số đã gửi."
            ),
            address="/viec-cua-toi/02.10/",
            alt=("Trang báo cáo của chỉ tiêu 02.10 với số kỳ trước, ước cả quý và chính thức cả quý."),
        ),
        Step(
            title="Báo cáo nhiệm vụ bằng lời",
            text=(
                "Ghi “Kết quả thực hiện trong quý”, “Khó khăn, vướng mắc” và “Đề xuất, kiến nghị”. Việc đã "
                "xong thì chọn “Đã hoàn thành, có sản phẩm”, ghi “Ngày hoàn thành” và số văn bản. Bấm “Chép "
                "lời của quý trước” để sửa tiếp từ báo cáo cũ."
            ),
            address="/viec-cua-toi/PL1.IV.3/",
            alt="Trang báo cáo nhiệm vụ với các ô kết quả, tỷ lệ hoàn thành, ngày hoàn thành, vướng mắc.",
        ),
        Step(
            title="Kèm tài liệu minh chứng",
            text=(
                "Lưu nháp xong, ở mục “Tài liệu minh chứng” chọn tệp hoặc ghi số, ký hiệu văn bản rồi bấm "
                "“Thêm tài liệu”. Không gửi tài liệu có bí mật nhà nước."
            ),
            address="/viec-cua-toi/B.II.2/",
            alt="Mục Tài liệu minh chứng với ô chọn tệp, ô số văn bản và nút Thêm tài liệu.",
            scroll="[aria-labelledby=evidence]",
        ),
        Step(
            title="Báo cáo dự án",
            text=(
                "Chọn “Giai đoạn”, ghi giải ngân trong quý bằng triệu đồng (hoặc gõ kèm 1,5 tỷ), giải "
                "phóng mặt bằng và ngày hoàn thành các mốc. Số lũy kế được tự cộng."
            ),
            address="/viec-cua-toi/PL2.II.IV.1/",
            alt="Trang báo cáo dự án với giai đoạn, bảng giải ngân theo nguồn vốn và các mốc.",
        ),
        Step(
            title="Trình lãnh đạo đơn vị",
            text=(
                "Ở cuối “Việc của tôi” bấm “Lưu và trình lãnh đạo”. Báo cáo đã trình thì chờ lãnh đạo "
                "duyệt; trong lúc chờ vẫn có thể rút lại để sửa. Báo cáo bị trả lại trở về bước nháp, sửa "
                "theo lý do rồi trình lại; chưa sửa thì “Lưu và trình lãnh đạo” để lại, không gửi. Kỳ đã "
                "chốt thì chỉ xem, trừ báo cáo được Văn phòng Đảng ủy mở lại."
            ),
            address="/viec-cua-toi/",
            alt="Cuối trang Việc của tôi: nút Lưu và trình lãnh đạo, nút Lưu tất cả.",
            scroll=".work-bar",
        ),
        Step(
            title="Trao đổi với Văn phòng",
            text=(
                "Hỏi, đáp về một báo cáo thì ghi ở mục “Trao đổi” của báo cáo đó, bấm “Nhắc tên” để chọn "
                "người cần trả lời rồi “Gửi”. Đơn vị khác không xem được."
            ),
            address="/viec-cua-toi/PL1.IV.3/",
            alt="Mục Trao đổi của một báo cáo với ô nội dung, chỗ nhắc tên và nút Gửi.",
            scroll="[aria-labelledby=comments]",
        ),
        Step(
            title="Trả lời yêu cầu giải trình",
            text=(
                "Yêu cầu của Thường trực hiện ở đầu “Việc của tôi” và ở “Giải trình”. Mở yêu cầu, ghi trả "
                "lời và gửi trước hạn."
            ),
            address="/giai-trinh/",
            alt="Trang Giải trình liệt kê các yêu cầu, hạn trả lời và tình trạng.",
            link=("explanations", "Mở Giải trình"),
        ),
    ),
)
