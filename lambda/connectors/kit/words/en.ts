import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Thank you",
  received: "We have your request.",
  callNow: "We will call you in a moment.",
  callAt: "We will call you: {time}",
  callFrom: "The earliest time of our call: {time}",
  number: "Your phone number: {number}",
  close: "You can close this page.",
  check: "Please check the form",
  noPhone: "Please enter a phone number.",
  badPhone: "Please enter a valid phone number.",
  robot: "Please confirm that you are not a robot, and send the form again.",
  goBack: "Use your browser’s back button: what you typed is still there.",
  backToForm: "Back to the form",
  tryAgain: "Please try again",
  notStored: "Something on our side is not well. Please go back and send the form once more in a moment.",
  broken: "The form could not be sent",
  otherWay: "Something is wrong with this form. Please reach us in another way.",
  optedOut: "You will not be called",
  optOutNoted: "We have noted that nobody calls you.",
  optOutLater: "We could not note it just now. Please go back and send the form again later.",
  optOutWho: "Please go back, give the phone number that is not to be called, and send the form again.",
};

export const form: FormWords = {
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  consent: "I agree to be called about my request.",
  send: "Call me",
  waiting: "No connection. Your request is kept and will be sent.",
};
