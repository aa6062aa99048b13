import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "谢谢您",
  received: "我们已收到您的请求。",
  callNow: "我们马上给您打电话。",
  callAt: "我们将致电：{time}",
  callFrom: "我们最早的致电时间：{time}",
  number: "您的电话号码：{number}",
  close: "您可以关闭此页面。",
  check: "请检查表单",
  noPhone: "请输入电话号码。",
  badPhone: "请输入有效的电话号码。",
  robot: "请确认您不是机器人，然后重新发送表单。",
  goBack: "请使用浏览器的返回按钮：您填写的内容仍然保留。",
  backToForm: "返回表单",
  tryAgain: "请重试",
  notStored: "我们这边出了点问题。请返回，稍后再次发送表单。",
  broken: "表单无法发送",
  otherWay: "此表单有问题。请通过其他方式联系我们。",
  optedOut: "我们不会给您打电话",
  optOutNoted: "我们已记录：任何人都不会给您打电话。",
  optOutLater: "我们刚才未能记录。请返回，稍后再次发送表单。",
  optOutWho: "请返回，填写不希望接到来电的电话号码，然后重新发送表单。",
};

export const form: FormWords = {
  name: "姓名",
  phone: "电话",
  email: "电子邮箱",
  consent: "我同意就我的请求接听来电。",
  send: "请给我打电话",
  waiting: "没有网络连接。您的请求已保存，稍后将会发送。",
};
