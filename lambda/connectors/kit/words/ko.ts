import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "감사합니다",
  received: "요청이 접수되었습니다.",
  callNow: "잠시 후 전화드리겠습니다.",
  callAt: "전화드릴 시간: {time}",
  callFrom: "가장 빠른 통화 가능 시간: {time}",
  number: "전화번호: {number}",
  close: "이 페이지를 닫으셔도 됩니다.",
  check: "입력 내용을 확인해 주세요",
  noPhone: "전화번호를 입력해 주세요.",
  badPhone: "올바른 전화번호를 입력해 주세요.",
  robot: "로봇이 아님을 확인한 뒤 양식을 다시 보내 주세요.",
  goBack: "브라우저의 뒤로 가기 버튼을 누르세요. 입력한 내용이 그대로 남아 있습니다.",
  backToForm: "양식으로 돌아가기",
  tryAgain: "다시 시도해 주세요",
  notStored: "저희 쪽에 문제가 생겼습니다. 뒤로 가서 잠시 후 양식을 다시 보내 주세요.",
  broken: "양식을 보내지 못했습니다",
  otherWay: "이 양식에 문제가 있습니다. 다른 방법으로 연락해 주세요.",
  optedOut: "전화를 드리지 않겠습니다",
  optOutNoted: "아무도 전화하지 않도록 기록했습니다.",
  optOutLater: "지금은 기록하지 못했습니다. 뒤로 가서 나중에 양식을 다시 보내 주세요.",
  optOutWho: "뒤로 가서 전화를 받지 않을 번호를 입력한 뒤 양식을 다시 보내 주세요.",
};

export const form: FormWords = {
  name: "이름",
  phone: "전화번호",
  email: "이메일",
  consent: "제 요청과 관련한 전화를 받는 데 동의합니다.",
  send: "전화 주세요",
  waiting: "연결되지 않았습니다. 요청은 보관되어 있으며 곧 전송됩니다.",
};
