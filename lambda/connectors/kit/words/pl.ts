import type { FormWords, Words } from "./words.ts";

export const page: Words = {
  thanks: "Dziękujemy",
  received: "Otrzymaliśmy Państwa zgłoszenie.",
  callNow: "Za chwilę do Państwa zadzwonimy.",
  callAt: "Zadzwonimy: {time}",
  callFrom: "Najwcześniejszy termin naszej rozmowy: {time}",
  number: "Państwa numer telefonu: {number}",
  close: "Można zamknąć tę stronę.",
  check: "Prosimy sprawdzić formularz",
  noPhone: "Prosimy podać numer telefonu.",
  badPhone: "Prosimy podać prawidłowy numer telefonu.",
  robot: "Prosimy potwierdzić, że nie są Państwo robotem, i wysłać formularz ponownie.",
  goBack: "Prosimy użyć przycisku „Wstecz” w przeglądarce: wpisane dane nadal tam są.",
  backToForm: "Powrót do formularza",
  tryAgain: "Prosimy spróbować ponownie",
  notStored: "Wystąpił problem po naszej stronie. Prosimy wrócić i za chwilę wysłać formularz jeszcze raz.",
  broken: "Nie udało się wysłać formularza",
  otherWay: "Ten formularz nie działa prawidłowo. Prosimy o kontakt w inny sposób.",
  optedOut: "Nie będziemy do Państwa dzwonić",
  optOutNoted: "Zapisaliśmy, że nikt nie ma do Państwa dzwonić.",
  optOutLater: "Nie udało się tego teraz zapisać. Prosimy wrócić i wysłać formularz ponownie później.",
  optOutWho: "Prosimy wrócić, podać numer telefonu, na który nie należy dzwonić, i wysłać formularz ponownie.",
};

export const form: FormWords = {
  name: "Imię i nazwisko",
  phone: "Telefon",
  email: "E-mail",
  consent: "Zgadzam się na telefon w sprawie mojego zgłoszenia.",
  send: "Proszę o telefon",
  waiting: "Brak połączenia. Zgłoszenie zostało zachowane i zostanie wysłane.",
};
