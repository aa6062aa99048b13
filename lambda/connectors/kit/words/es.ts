import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Gracias",
  received: "Hemos recibido su solicitud.",
  callNow: "Le llamaremos en unos instantes.",
  callAt: "Le llamaremos: {time}",
  callFrom: "Hora más temprana de nuestra llamada: {time}",
  number: "Su número de teléfono: {number}",
  close: "Puede cerrar esta página.",
  check: "Revise el formulario, por favor",
  noPhone: "Introduzca un número de teléfono.",
  badPhone: "Introduzca un número de teléfono válido.",
  robot: "Confirme que no es un robot y envíe el formulario otra vez.",
  goBack: "Use el botón «Atrás» del navegador: lo que ha escrito sigue ahí.",
  backToForm: "Volver al formulario",
  tryAgain: "Inténtelo de nuevo, por favor",
  notStored: "Tenemos un problema por nuestra parte. Vuelva atrás y envíe el formulario otra vez dentro de un momento.",
  broken: "No se ha podido enviar el formulario",
  otherWay: "Este formulario no funciona bien. Póngase en contacto con nosotros por otra vía.",
  optedOut: "No le llamaremos",
  optOutNoted: "Hemos anotado que nadie debe llamarle.",
  optOutLater: "Ahora mismo no hemos podido anotarlo. Vuelva atrás y envíe el formulario más tarde.",
  optOutWho: "Vuelva atrás, indique el número de teléfono al que no se debe llamar y envíe el formulario otra vez.",
};

export const form: FormWords = {
  name: "Nombre",
  phone: "Teléfono",
  email: "Correo electrónico",
  consent: "Acepto que me llamen por mi solicitud.",
  send: "Llámenme",
  waiting: "Sin conexión. Su solicitud está guardada y se enviará.",
};
