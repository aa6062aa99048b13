import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Cảm ơn quý khách",
  received: "Chúng tôi đã nhận được yêu cầu của quý khách.",
  callNow: "Chúng tôi sẽ gọi cho quý khách trong giây lát.",
  callAt: "Chúng tôi sẽ gọi cho bạn: {time}",
  callFrom: "Thời gian sớm nhất chúng tôi có thể gọi: {time}",
  number: "Số điện thoại của quý khách: {number}",
  close: "Quý khách có thể đóng trang này.",
  check: "Vui lòng kiểm tra lại biểu mẫu",
  noPhone: "Vui lòng nhập số điện thoại.",
  badPhone: "Vui lòng nhập số điện thoại hợp lệ.",
  robot: "Vui lòng xác nhận quý khách không phải là rô-bốt rồi gửi lại biểu mẫu.",
  goBack: "Hãy dùng nút quay lại của trình duyệt: nội dung đã nhập vẫn còn.",
  backToForm: "Quay lại biểu mẫu",
  tryAgain: "Vui lòng thử lại",
  notStored: "Hệ thống của chúng tôi đang gặp sự cố. Vui lòng quay lại và gửi lại biểu mẫu sau giây lát.",
  broken: "Không gửi được biểu mẫu",
  otherWay: "Biểu mẫu này gặp lỗi. Vui lòng liên hệ với chúng tôi bằng cách khác.",
  optedOut: "Chúng tôi sẽ không gọi cho quý khách",
  optOutNoted: "Chúng tôi đã ghi nhận để không ai gọi cho quý khách.",
  optOutLater: "Hiện chúng tôi chưa ghi nhận được. Vui lòng quay lại và gửi lại biểu mẫu sau.",
  optOutWho: "Vui lòng quay lại, nhập số điện thoại không muốn nhận cuộc gọi rồi gửi lại biểu mẫu.",
};

export const form: FormWords = {
  name: "Họ và tên",
  phone: "Điện thoại",
  email: "E-mail",
  consent: "Tôi đồng ý nhận cuộc gọi về yêu cầu của tôi.",
  send: "Hãy gọi cho tôi",
  waiting: "Không có kết nối. Yêu cầu của quý khách đã được lưu và sẽ được gửi.",
};
