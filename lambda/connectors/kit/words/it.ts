import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Grazie",
  received: "Abbiamo ricevuto la Sua richiesta.",
  callNow: "La chiameremo tra un momento.",
  callAt: "La chiameremo: {time}",
  callFrom: "La chiameremo al più presto: {time}",
  number: "Il Suo numero di telefono: {number}",
  close: "Può chiudere questa pagina.",
  check: "Controlli il modulo, per favore",
  noPhone: "Inserisca un numero di telefono.",
  badPhone: "Inserisca un numero di telefono valido.",
  robot: "Confermi di non essere un robot e invii di nuovo il modulo.",
  goBack: "Usi il pulsante «Indietro» del browser: ciò che ha scritto è ancora lì.",
  backToForm: "Torna al modulo",
  tryAgain: "Riprovi, per favore",
  notStored: "C’è un problema da parte nostra. Torni indietro e invii di nuovo il modulo tra un momento.",
  broken: "Non è stato possibile inviare il modulo",
  otherWay: "Questo modulo non funziona correttamente. Ci contatti in un altro modo, per favore.",
  optedOut: "Non La chiameremo",
  optOutNoted: "Abbiamo annotato che nessuno deve chiamarLa.",
  optOutLater: "Al momento non abbiamo potuto annotarlo. Torni indietro e invii di nuovo il modulo più tardi.",
  optOutWho: "Torni indietro, indichi il numero di telefono da non chiamare e invii di nuovo il modulo.",
};

export const form: FormWords = {
  name: "Nome",
  phone: "Telefono",
  email: "E-mail",
  consent: "Acconsento a essere chiamato in merito alla mia richiesta.",
  send: "Chiamatemi",
  waiting: "Nessuna connessione. La Sua richiesta è conservata e sarà inviata.",
};
