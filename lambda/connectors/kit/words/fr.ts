import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Merci",
  received: "Nous avons bien reçu votre demande.",
  callNow: "Nous vous appelons dans un instant.",
  callAt: "Nous vous appellerons : {time}",
  callFrom: "Au plus tôt, nous vous appellerons : {time}",
  number: "Votre numéro de téléphone : {number}",
  close: "Vous pouvez fermer cette page.",
  check: "Veuillez vérifier le formulaire",
  noPhone: "Veuillez saisir un numéro de téléphone.",
  badPhone: "Veuillez saisir un numéro de téléphone valide.",
  robot: "Veuillez confirmer que vous n’êtes pas un robot, puis renvoyer le formulaire.",
  goBack: "Utilisez le bouton « Retour » de votre navigateur : votre saisie est conservée.",
  backToForm: "Retour au formulaire",
  tryAgain: "Veuillez réessayer",
  notStored:
    "Un problème est survenu de notre côté. Veuillez revenir en arrière et renvoyer le formulaire dans un instant.",
  broken: "Le formulaire n’a pas pu être envoyé",
  otherWay: "Ce formulaire ne fonctionne pas correctement. Veuillez nous contacter par un autre moyen.",
  optedOut: "Vous ne serez pas appelé",
  optOutNoted: "Nous avons noté que personne ne doit vous appeler.",
  optOutLater:
    "Nous n’avons pas pu l’enregistrer pour l’instant. Veuillez revenir en arrière et renvoyer le formulaire plus tard.",
  optOutWho:
    "Veuillez revenir en arrière, indiquer le numéro de téléphone à ne plus appeler et renvoyer le formulaire.",
};

export const form: FormWords = {
  name: "Nom",
  phone: "Téléphone",
  email: "E-mail",
  consent: "J’accepte d’être appelé au sujet de ma demande.",
  send: "Appelez-moi",
  waiting: "Pas de connexion. Votre demande est conservée et sera envoyée.",
};
