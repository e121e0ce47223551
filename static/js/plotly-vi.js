// Vietnamese for Plotly: words of its tool bar, days, months and number marks. Loaded after Plotly.
(() => {
  "use strict";
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  window.Plotly.register({
    moduleType: "locale",
    name: "vi",
    dictionary: {
      "Autoscale": "Tự chọn khoảng",
      "Click to enter X axis title": "Bấm để nhập tên trục ngang",
      "Click to enter Y axis title": "Bấm để nhập tên trục dọc",
      "Double-click on legend to isolate one trace": "Bấm đúp vào chú giải để chỉ xem một dãy",
      "Double-click to zoom back out": "Bấm đúp để trở lại",
      "Download plot": "Tải ảnh",
      "Download plot as a PNG": "Tải ảnh PNG",
      "Pan": "Kéo",
      "Reset": "Đặt lại",
      "Reset axes": "Đặt lại trục",
      "Snapshot succeeded": "Đã tạo ảnh",
      "Sorry, there was a problem downloading your snapshot!": "Chưa tải được ảnh. Xin thử lại.",
      "Taking snapshot - this may take a few seconds": "Đang tạo ảnh, xin chờ vài giây",
      "Zoom": "Phóng to",
      "Zoom in": "Phóng to",
      "Zoom out": "Thu nhỏ",
      "max:": "lớn nhất:",
      "mean:": "trung bình:",
      "median:": "trung vị:",
      "min:": "nhỏ nhất:",
      "trace": "dãy",
    },
    format: {
      days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
      shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
      months: months.map((month) => `tháng ${month}`),
      shortMonths: months.map((month) => `T${month}`),
      date: "%d/%m/%Y",
      year: "%Y",
      month: "%m/%Y",
      dayMonth: "%d/%m",
      dayMonthYear: "%d/%m/%Y",
      decimal: ",",
      thousands: ".",
      grouping: [3],
      currency: ["", " ₫"],
    },
  });
})();
