import { describe, expect, it } from "vitest";
import type { Country } from "../../../../lambda/lead/reader/phone.ts";
import { type PersonRead, readingOf } from "../../../fakes/person-read.ts";

/** Words for people, companies and numbers in the languages of the vocabulary, beside those that the fixtures have. */

const cases: readonly (readonly [body: unknown, reading: PersonRead, country: Country])[] = [
  // foreign-phone-label
  [
    { shouji: "13123456789", email: "dana@example.com" },
    { n: [null, null], p: "+8613123456789", e: "dana@example.com" },
    "CN",
  ],
  [
    { cust_ph: "2015550123", email: "dana@example.com" },
    { n: [null, null], p: "+12015550123", e: "dana@example.com" },
    "US",
  ],
  [
    { tilefono: "6912345678", email: "dana@example.com" },
    { n: [null, null], p: "+306912345678", e: "dana@example.com" },
    "GR",
  ],
  // foreign-name-label
  [{ "پورا نام": "علی خان", telefon: "0301 2345678" }, { n: ["علی", "خان"], p: "+923012345678" }, "PK"],
  [
    { ご担当者名: "佐藤 花子", 貴社名: "株式会社アクメ", telefon: "090-1234-5678" },
    { n: ["花子", "佐藤"], p: "+819012345678", c: "株式会社アクメ" },
    "JP",
  ],
  [{ 이름: "김 민준", telefon: "010-2000-0000" }, { n: ["민준", "김"], p: "+821020000000" }, "KR"],
  [{ 姓名: "王 伟", telefon: "131 2345 6789" }, { n: ["伟", "王"], p: "+8613123456789" }, "CN"],
  [{ 您的称呼: "王女士", telefon: "131 2345 6789" }, { n: ["王女士", null], p: "+8613123456789" }, "CN"],
  [{ "ชื่อ - สกุล": "สมชาย ใจดี", telefon: "081 234 5678" }, { n: ["สมชาย", "ใจดี"], p: "+66812345678" }, "TH"],
  [{ "Cognome e nome": "Ferri Giulia", telefon: "312 345 6789" }, { n: ["Giulia", "Ferri"], p: "+393123456789" }, "IT"],
  [
    { Voorletters: "J.", Achternaam: "de Vries", telefon: "06 12345678" },
    { n: ["J.", "de Vries"], p: "+31612345678" },
    "NL",
  ],
  [
    { onamae: "山田太郎", tel: "0312345678", mail: "dana@example.com" },
    { n: ["山田太郎", null], p: "+81312345678", e: "dana@example.com" },
    "JP",
  ],
  [{ shimei: "山田太郎", denwa: "0312345678" }, { n: ["山田太郎", null], p: "+81312345678" }, "JP"],
  [
    { imya: "Анна", familiya: "Иванова", telefon: "9123456789", pochta: "dana@example.com" },
    { n: ["Анна", "Иванова"], p: "+79123456789", e: "dana@example.com" },
    "RU",
  ],
  [{ fio: "Иванова Анна Сергеевна", tel: "9123456789" }, { n: ["Анна Сергеевна", "Иванова"], p: "+79123456789" }, "RU"],
  [{ xingming: "王伟", shouji: "13123456789" }, { n: ["王伟", null], p: "+8613123456789" }, "CN"],
  [{ onoma: "Νίκος", eponymo: "Παππάς", kinito: "6912345678" }, { n: ["Νίκος", "Παππάς"], p: "+306912345678" }, "GR"],
  [{ ho_ten: "Nguyễn Văn An", dien_thoai: "0912345678" }, { n: ["Văn An", "Nguyễn"], p: "+84912345678" }, "VN"],
  [
    { name: "سارا", nam_khanevadegi: "احمدی", mobile: "09123456789" },
    { n: ["سارا", "احمدی"], p: "+989123456789" },
    "IR",
  ],
  // placeholder
  [
    { phone: "(212) 555-0123", first_name: "Dana", last_name: "<no value>" },
    { n: ["Dana", null], p: "+12125550123" },
    "US",
  ],
  [
    { phone: "(212) 555-0123", first_name: "Dana", last_name: "Unbekannt" },
    { n: ["Dana", null], p: "+12125550123" },
    "US",
  ],
  [{ phone: "(212) 555-0123", name: "#N/A", company: "#REF!" }, { n: [null, null], p: "+12125550123" }, "US"],
  [{ phone: "(212) 555-0123", name: "«FirstName» «LastName»" }, { n: [null, null], p: "+12125550123" }, "US"],
  [
    { phone: "(212) 555-0123", first_name: "<<First Name>>", last_name: "Whitfield" },
    { n: [null, "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ phone: "(212) 555-0123", name: "Dana", last_name: "k.A." }, { n: ["Dana", null], p: "+12125550123" }, "US"],
  [{ phone: "(212) 555-0123", name: "Dana", company: "0" }, { n: ["Dana", null], p: "+12125550123" }, "US"],
  // name-title
  [{ name: "Dña. Ana García", phone: "(212) 555-0123" }, { n: ["Ana", "García"], p: "+12125550123" }, "US"],
  [{ name: "Г-н Иван Орлов", phone: "(212) 555-0123" }, { n: ["Иван", "Орлов"], p: "+12125550123" }, "US"],
  [{ name: "Sayın Deniz Kaya", phone: "(212) 555-0123" }, { n: ["Deniz", "Kaya"], p: "+12125550123" }, "US"],
  [{ name: "Mr. and Mrs. Whitfield", phone: "(212) 555-0123" }, { n: [null, "Whitfield"], p: "+12125550123" }, "US"],
  [{ name: "Mr Whitfield", phone: "(212) 555-0123" }, { n: [null, "Whitfield"], p: "+12125550123" }, "US"],
  [{ name: "Dr Whitfield", phone: "(212) 555-0123" }, { n: [null, "Whitfield"], p: "+12125550123" }, "US"],
  [{ name: "Frau Müller", phone: "(212) 555-0123" }, { n: [null, "Müller"], p: "+12125550123" }, "US"],
  // role-name
  [
    { "Name des Antragstellers": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ Kundenname: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ Interessent: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    { "Naam aanvrager": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ "Nama pemohon": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    { "Tên khách hàng": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ ชื่อลูกค้า: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ ご契約者名: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ ご予約者名: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ 신청자: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ 예약자명: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ 申请人: "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "اسم العميل": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "שם הלקוח": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "نام مشتری": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    { "Jméno zákazníka": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ "Ügyfél neve": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    { "Numele clientului": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ "Όνομα πελάτη": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "Kundens navn": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "Kundens namn": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    { "Asiakkaan nimi": "Dana Whitfield", phone: "+12125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ "Ime stranke": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "Ime kupca": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [{ "Ім'я клієнта": "Dana Whitfield", phone: "+12125550123" }, { n: ["Dana", "Whitfield"], p: "+12125550123" }, "US"],
  [
    {
      Applicant: "Dana Whitfield",
      "Applicant phone": "(212) 555-0123",
      "Co-Applicant": "Kim Harper",
      "Co-Applicant phone": "(646) 555-0199",
    },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  // company
  [
    { Name: "Dana Whitfield", Phone: "+12125550123", "Denominazione sociale": "Acme Movers" },
    { n: ["Dana", "Whitfield"], p: "+12125550123", c: "Acme Movers" },
    "US",
  ],
  [
    { Name: "Dana Whitfield", Phone: "+12125550123", Virksomhedsnavn: "Acme Movers" },
    { n: ["Dana", "Whitfield"], p: "+12125550123", c: "Acme Movers" },
    "US",
  ],
  [
    { Name: "Dana Whitfield", Phone: "+12125550123", Företagsnamn: "Acme Movers" },
    { n: ["Dana", "Whitfield"], p: "+12125550123", c: "Acme Movers" },
    "US",
  ],
  [
    { Name: "Dana Whitfield", Phone: "+12125550123", "What does your company do?": "Acme Movers" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  // decoy
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Nr. contract": "0712 034 567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "RO",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Лицевой счет": "8 (912) 345-67-89" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "RU",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", ЄДРПОУ: "050 123 4567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "UA",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Номер замовлення": "050 123 4567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "UA",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", ЕГН: "043 012 345" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "BG",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Vergi numarası": "0501 234 56 78" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "TR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Müşteri numarası": "0501 234 56 78" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "TR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", お客様番号: "090-1234-5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "JP",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", 사업자등록번호: "010-2000-0000" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "KR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", 고객번호: "010-2000-0000" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "KR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", 微信号: "131 2345 6789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "CN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", QQ号: "131 2345 6789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "CN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", เลขที่บัญชี: "081 234 5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "TH",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", โทรสาร: "081 234 5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "TH",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Số hợp đồng": "0912 345 678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "VN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Số CMND": "0912 345 678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "VN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Nomor pesanan": "0812-345-678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "ID",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", NIK: "0812-345-678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "ID",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", NPWP: "0812-345-678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "ID",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "No. Rekening": "0812-345-678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "ID",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "No. Kad Pengenalan": "012-345 6789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "MY",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "PAN number": "081234 56789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", Aadhaar: "081234 56789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "आधार नंबर": "081234 56789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IN",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", الفاكس: "051 234 5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "SA",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "رقم الحساب": "051 234 5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "SA",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "מספר לקוח": "050-234-5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IL",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "کد ملی": "0912 345 6789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "شماره سفارش": "0912 345 6789" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "IR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Αριθμός παραγγελίας": "691 234 5678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "GR",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Y-tunnus": "041 2345678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "FI",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", Henkilötunnus: "041 2345678" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "FI",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Matični broj": "060 1234567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "RS",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Davčna številka": "031 234 567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "SI",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Asmens kodas": "(0-612) 34567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "LT",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Personas kods": "21 234 567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "LV",
  ],
  [
    { name: "Dana Whitfield", email: "dana@example.com", Isikukood: "5123 4567" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "EE",
  ],
  // pass
  [
    { name: "Dana Whitfield", email: "dana@example.com", "Anything else?": "646-555-0199" },
    { n: ["Dana", "Whitfield"], p: null, e: "dana@example.com" },
    "US",
  ],
  // words that mean something else in another language
  [
    { Name: "Dana Whitfield", "Best number to reach me": "2125550123" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [
    { Nom: "Zoé Dupont", "Téléphone (ex : 06 00 00 00 00)": "0612345678" },
    { n: ["Zoé", "Dupont"], p: "+33612345678" },
    "FR",
  ],
  [
    { "Naam van de aanvrager": "Jan de Vries", Telefoon: "0612345678" },
    { n: ["Jan", "de Vries"], p: "+31612345678" },
    "NL",
  ],
  [
    { "Họ tên": "Nguyễn Văn An", "Năm sinh": "1990", SĐT: "0912345678" },
    { n: ["Văn An", "Nguyễn"], p: "+84912345678" },
    "VN",
  ],
  [{ "Nama Saudara": "Budi Santoso", "No HP": "081234567890" }, { n: ["Budi", "Santoso"], p: "+6281234567890" }, "ID"],
  [{ nom_famille: "Dupont", prenom: "Zoé", tel: "0612345678" }, { n: ["Zoé", "Dupont"], p: "+33612345678" }, "FR"],
  [
    { website_form: { name: "Dana Whitfield", phone: "2125550123" } },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [
    { name: "Dana Whitfield", phone: "2125550123", callback: "yes" },
    { n: ["Dana", "Whitfield"], p: "+12125550123" },
    "US",
  ],
  [{ "Phone (old school landline ok)": "2125550123" }, { p: "+12125550123" }, "US"],
  [{ "Téléphone en journée": "0612345678" }, { p: "+33612345678" }, "FR"],
  [{ "Mobile No. / Viber": "09051234567" }, { p: "+639051234567" }, "PH"],
  [{ "هاتف العمل": "0512345678" }, { p: "+966512345678" }, "SA"],
];

describe("a form of another language", () => {
  it.each(cases)("%j is read as a careful person would", (body, reading, country) => {
    expect(readingOf(body, country)).toMatchObject(reading);
  });
});
