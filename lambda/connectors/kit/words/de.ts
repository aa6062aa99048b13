import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Vielen Dank",
  received: "Wir haben Ihre Anfrage erhalten.",
  callNow: "Wir rufen Sie gleich an.",
  callAt: "Wir rufen Sie an: {time}",
  callFrom: "Wir rufen Sie frühestens an: {time}",
  number: "Ihre Telefonnummer: {number}",
  close: "Sie können diese Seite schließen.",
  check: "Bitte prüfen Sie das Formular",
  noPhone: "Bitte geben Sie eine Telefonnummer an.",
  badPhone: "Bitte geben Sie eine gültige Telefonnummer an.",
  robot: "Bitte bestätigen Sie, dass Sie kein Roboter sind, und senden Sie das Formular noch einmal.",
  goBack: "Gehen Sie im Browser zurück: Ihre Eingaben sind noch da.",
  backToForm: "Zurück zum Formular",
  tryAgain: "Bitte versuchen Sie es noch einmal",
  notStored: "Bei uns ist etwas gestört. Bitte gehen Sie zurück und senden Sie das Formular gleich noch einmal.",
  broken: "Das Formular konnte nicht gesendet werden",
  otherWay: "Mit diesem Formular stimmt etwas nicht. Bitte wenden Sie sich auf anderem Weg an uns.",
  optedOut: "Sie werden nicht angerufen",
  optOutNoted: "Wir haben vermerkt, dass Sie niemand anruft.",
  optOutLater:
    "Wir konnten es gerade nicht vermerken. Bitte gehen Sie zurück und senden Sie das Formular später noch einmal.",
  optOutWho:
    "Bitte gehen Sie zurück, geben Sie die Telefonnummer an, die nicht angerufen werden soll, und senden Sie das Formular noch einmal.",
};

export const form: FormWords = {
  name: "Name",
  phone: "Telefon",
  email: "E-Mail",
  consent: "Ich bin damit einverstanden, zu meiner Anfrage angerufen zu werden.",
  send: "Rufen Sie mich an",
  waiting: "Keine Verbindung. Ihre Anfrage ist gespeichert und wird gesendet.",
};
