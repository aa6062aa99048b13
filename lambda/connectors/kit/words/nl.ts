import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Dank u wel",
  received: "We hebben uw aanvraag ontvangen.",
  callNow: "We bellen u zo dadelijk.",
  callAt: "We bellen u: {time}",
  callFrom: "We bellen u op zijn vroegst: {time}",
  number: "Uw telefoonnummer: {number}",
  close: "U kunt deze pagina sluiten.",
  check: "Controleer het formulier",
  noPhone: "Vul een telefoonnummer in.",
  badPhone: "Vul een geldig telefoonnummer in.",
  robot: "Bevestig dat u geen robot bent en verstuur het formulier opnieuw.",
  goBack: "Ga terug met de knop van uw browser: wat u hebt ingevuld staat er nog.",
  backToForm: "Terug naar het formulier",
  tryAgain: "Probeer het opnieuw",
  notStored: "Er gaat bij ons iets mis. Ga terug en verstuur het formulier zo dadelijk nog een keer.",
  broken: "Het formulier kon niet worden verstuurd",
  otherWay: "Er is iets mis met dit formulier. Neem op een andere manier contact met ons op.",
  optedOut: "U wordt niet gebeld",
  optOutNoted: "We hebben genoteerd dat niemand u belt.",
  optOutLater: "We konden het nu niet noteren. Ga terug en verstuur het formulier later opnieuw.",
  optOutWho: "Ga terug, vul het telefoonnummer in dat niet gebeld mag worden en verstuur het formulier opnieuw.",
};

export const form: FormWords = {
  name: "Naam",
  phone: "Telefoon",
  email: "E-mail",
  consent: "Ik ga ermee akkoord dat ik over mijn aanvraag word gebeld.",
  send: "Bel mij",
  waiting: "Geen verbinding. Uw aanvraag is bewaard en wordt verstuurd.",
};
