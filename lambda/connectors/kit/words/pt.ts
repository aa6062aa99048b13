import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Obrigado",
  received: "Recebemos o seu pedido.",
  callNow: "Vamos ligar-lhe dentro de momentos.",
  callAt: "Ligaremos para você: {time}",
  callFrom: "O mais cedo que podemos ligar: {time}",
  number: "O seu número de telefone: {number}",
  close: "Pode fechar esta página.",
  check: "Verifique o formulário, por favor",
  noPhone: "Introduza um número de telefone.",
  badPhone: "Introduza um número de telefone válido.",
  robot: "Confirme que não é um robô e envie o formulário novamente.",
  goBack: "Use o botão “Voltar” do navegador: o que escreveu continua lá.",
  backToForm: "Voltar ao formulário",
  tryAgain: "Tente novamente, por favor",
  notStored: "Temos um problema do nosso lado. Volte atrás e envie o formulário novamente dentro de momentos.",
  broken: "Não foi possível enviar o formulário",
  otherWay: "Há um problema com este formulário. Contacte-nos de outra forma, por favor.",
  optedOut: "Não lhe vamos ligar",
  optOutNoted: "Registámos que ninguém deve ligar-lhe.",
  optOutLater: "Não foi possível registar agora. Volte atrás e envie o formulário mais tarde.",
  optOutWho: "Volte atrás, indique o número de telefone para o qual não devemos ligar e envie o formulário novamente.",
};

export const form: FormWords = {
  name: "Nome",
  phone: "Telefone",
  email: "E-mail",
  consent: "Aceito receber uma chamada sobre o meu pedido.",
  send: "Liguem-me",
  waiting: "Sem ligação. O seu pedido está guardado e será enviado.",
};
