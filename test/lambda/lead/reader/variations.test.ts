import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Country } from "../../../../lambda/lead/reader/phone.ts";
import { type PersonRead, readingOf } from "../../../fakes/person-read.ts";

/** Kinds of fields in other words, languages and orders than the fixtures have. */

const P = "(212) 555-0123";
const Q = "(646) 555-0199";
const p = "+12125550123";
const N = "Dana Whitfield";
const D = ["Dana", "Whitfield"];
const M = "dana@example.com";

const cases: readonly (readonly [body: unknown, reading: PersonRead, country?: Country])[] = [
  // other persons
  [
    { name: N, spouse_phone: Q },
    { p: null, n: D },
  ],
  [
    { name: N, phone: "", "Wife's cell": Q },
    { p: null, n: D },
  ],
  [
    { name: N, phone: P, "Father's mobile number": Q },
    { p, n: D },
  ],
  [{ name: N, "Physician phone": Q }, { p: null }],
  [{ name: N, "Phone of your lawyer": Q }, { p: null }],
  [{ name: N, "Telefon des Arbeitgebers": Q }, { p: null }],
  [{ name: N, "Téléphone du conjoint": Q }, { p: null }],
  [{ name: N, "Teléfono de emergencia": Q }, { p: null }],
  [
    { name: N, "Teléfono del cónyuge": Q, Teléfono: P },
    { p, n: D },
  ],
  [{ name: N, 緊急連絡先電話番号: "03-1234-5678" }, { p: null }, "JP"],
  [
    { name: N, phone: P, joint_applicant_name: "Kim Harper", joint_applicant_phone: Q },
    { p, n: D },
  ],
  [
    { joint_applicant_name: "Kim Harper", joint_applicant_phone: Q, name: N, phone: P },
    { p, n: D },
  ],
  [
    { applicant: { name: N, phone: P }, coborrower: { name: "Kim Harper", phone: Q } },
    { p, n: D },
  ],
  [
    { coborrower: { name: "Kim Harper", phone: Q }, borrower: { name: N, phone: "" } },
    { p: null, n: D },
  ],
  [
    { co_signer_name: "Kim Harper", co_signer_phone: Q, first_name: "Dana", last_name: "Whitfield", phone: P },
    { p, n: D },
  ],
  [
    { applicant_1_name: N, applicant_1_phone: P, applicant_2_name: "Kim Harper", applicant_2_phone: Q },
    { p, n: D },
  ],
  [
    { applicant_1_name: N, applicant_1_phone: "", applicant_2_name: "Kim Harper", applicant_2_phone: Q },
    { p: null, n: D },
  ],
  [
    {
      applicants: [
        { name: N, phone: "" },
        { name: "Kim Harper", phone: Q },
      ],
    },
    { p: null, n: D },
  ],
  [
    {
      applicants: [
        { name: N, phone: P },
        { name: "Kim Harper", phone: Q },
      ],
    },
    { p, n: D },
  ],
  [
    { "Second person name": "Kim Harper", "Second person phone": Q, Name: N, Phone: P },
    { p, n: D },
  ],
  [
    { "Reference 1 name": "Kim Harper", "Reference 1 phone": Q, Name: N, Phone: "" },
    { p: null, n: D },
  ],
  [
    { "Referred by (name)": "Kim Harper", "Referrer phone": Q, Name: N },
    { p: null, n: D },
  ],
  [
    { name: N, email: "dana@example.com", assigned_to: { name: "Kim", phone: Q } },
    { p: null, n: D, e: "dana@example.com" },
  ],
  [
    {
      contact: { name: N, email: "dana@example.com" },
      owner: { name: "Kim Harper", phone: Q, email: "kim@example.org" },
    },
    { p: null, n: D, e: "dana@example.com" },
  ],
  [
    {
      lead: { name: N, phone: P },
      agent: { first_name: "Kim", last_name: "Harper", phone: Q, email: "kim@example.org" },
    },
    { p, n: D, e: null },
  ],
  [
    { name: N, phone: P, dealer: { name: "Acme Ford", phone: Q } },
    { p, n: D },
  ],
  [{ name: N, store_phone: Q }, { p: null }],
  [{ name: N, "Branch phone": Q }, { p: null }],
  [{ name: N, venue: { phone: Q } }, { p: null }],
  [{ name: N, "Office manager phone": Q }, { p: null }],
  [{ name: N, "School phone": Q }, { p: null }],
  [{ name: N, "Hotel phone": Q }, { p: null }],
  [{ name: N, "Caseworker phone": Q }, { p: null }],
  [{ name: N, "Landlord's phone": Q }, { p: null }],
  [{ name: N, "Previous employer telephone": Q }, { p: null }],
  [
    { tenant_name: N, tenant_phone: P, landlord_name: "Kim", landlord_phone: Q },
    { p, n: D },
  ],
  [
    { buyer_name: N, buyer_phone: P, seller_name: "Kim", seller_phone: Q },
    { p, n: D },
  ],
  [
    { owner_name: N, owner_phone: P, property_address: "1 Main" },
    { p, n: D },
  ],
  [
    { landlord_name: N, landlord_phone: P },
    { p, n: D },
  ],
  [
    { "Parent name": N, "Parent phone": P, "Student name": "Robin" },
    { p, n: D },
  ],
  [
    { "Student's name": "Robin Whitfield", "Guardian's name": N, "Guardian's phone number": P },
    { p, n: D },
  ],
  [{ "Name des Kindes": "Robin", "Name der Eltern": N, Telefon: "030 23125042" }, { p: "+493023125042", n: D }, "DE"],
  [{ "Tracking phone": Q, name: N }, { p: null }],
  // names
  [
    { patient_name: N, phone: P },
    { n: D, p },
  ],
  [{ "Name of the insured": N, phone: P }, { n: D }],
  [{ "Policyholder name": N, phone: P }, { n: D }],
  [{ "Contact person": N, phone: P }, { n: D }],
  [{ "Tenant full name": N, phone: P }, { n: D }],
  [{ Interlocuteur: N, Téléphone: "01 99 00 12 34" }, { n: D, p: "+33199001234" }, "FR"],
  [{ "Persona de contacto": N }, { n: D }],
  [{ "Vor- und Zuname": "Jonas Brandt" }, { n: ["Jonas", "Brandt"] }],
  [{ "Prénom et nom": "Zoé Dupont" }, { n: ["Zoé", "Dupont"] }],
  [{ "Nom et prénom": "DUPONT Zoé" }, { n: ["Zoé", "DUPONT"] }],
  [{ "Nombre y apellido": "Ana García" }, { n: ["Ana", "García"] }],
  [{ "Nome e sobrenome": "Ana Souza" }, { n: ["Ana", "Souza"] }],
  [{ "Jméno a příjmení": "Jan Novák" }, { n: ["Jan", "Novák"] }],
  [{ "Ime i prezime": "Ana Horvat" }, { n: ["Ana", "Horvat"] }],
  [{ "Nume și prenume": "Ana Pop" }, { n: ["Ana", "Pop"] }],
  [{ "Имя и фамилия": "Анна Каренина" }, { n: ["Анна", "Каренина"] }],
  [{ Ονοματεπώνυμο: "Νίκος Παππάς" }, { n: ["Νίκος", "Παππάς"] }],
  [{ "Voor- en achternaam": "Jan de Vries" }, { n: ["Jan", "de Vries"] }],
  [{ "För- och efternamn": "Elsa Lind" }, { n: ["Elsa", "Lind"] }],
  [{ "First & Last Name": N }, { n: D }],
  [{ "First/Last Name": N }, { n: D }],
  [{ "Name (First and Last)": N }, { n: D }],
  [{ "Full name (as on ID)": N }, { n: D }],
  [{ "What is your full name?": N }, { n: D }],
  [{ "Họ và tên": "Nguyễn An" }, { n: ["An", "Nguyễn"] }],
  [{ 이름: "김민준", 연락처: "010-2345-6789" }, { n: ["김민준", null], p: "+821023456789" }, "KR"],
  [{ 姓名: "王伟", 手机号: "13123456789" }, { n: ["王伟", null] }, "CN"],
  [{ "الاسم الكامل": "سارة علي", "رقم الجوال": "0501234567" }, { n: ["سارة", "علي"], p: "+966501234567" }, "SA"],
  [{ name: "Prof. Dr. Dana Whitfield" }, { n: D }],
  [{ name: "Ms. Dana Whitfield" }, { n: D }],
  [{ name: "Frau Dana Whitfield" }, { n: D }],
  [{ name: "Mme Zoé Dupont" }, { n: ["Zoé", "Dupont"] }],
  [{ name: "Sra. Ana García" }, { n: ["Ana", "García"] }],
  [{ first_name: "Dr. Dana", last_name: "Whitfield" }, { n: D }],
  [{ first_name: "Mr", last_name: "Whitfield" }, { n: [null, "Whitfield"] }],
  [{ name: "Whitfield, Dana M." }, { n: ["Dana M.", "Whitfield"] }],
  [{ name: "Dana Whitfield MD" }, { n: D }],
  [{ name: "undefined" }, { n: [null, null] }],
  [{ name: "Dana undefined" }, { n: ["Dana", null] }],
  [{ name: "None None" }, { n: [null, null] }],
  [{ first_name: "{{contact.first_name}}", last_name: "[last_name]" }, { n: [null, null] }],
  [{ first_name: "*|FNAME|*", last_name: "%LASTNAME%" }, { n: [null, null] }],
  [
    { first_name: "Dana", last_name: "N/A", company: "n/a" },
    { n: ["Dana", null], c: null },
  ],
  [{ first_name: "Dana", last_name: "..." }, { n: ["Dana", null] }],
  [{ name: "JosÃ© GarcÃ\u00ada" }, { n: ["José", "García"] }],
  [{ name: "O&amp;#39;Hara Dana" }, { n: ["O'Hara", "Dana"] }],
  [{ last_name: "M&uuml;ller", first_name: "J&ouml;rg" }, { n: ["Jörg", "Müller"] }],
  [{ last_name: "Nu&#xF1;ez", first_name: "Ana" }, { n: ["Ana", "Nuñez"] }],
  // email
  [{ email: "Dana <dana@example.com>" }, { e: "dana@example.com" }],
  [{ email: "<dana@example.com>" }, { e: "dana@example.com" }],
  [{ email: "dana@example.com." }, { e: "dana@example.com" }],
  [{ email: "MAILTO:dana@example.com" }, { e: "dana@example.com" }],
  [{ email: "dana@example.com / kim@example.org" }, { e: "dana@example.com" }],
  [{ email: " dana@example.com," }, { e: "dana@example.com" }],
  [{ email: "12125550123@txt.example.net" }, { e: null }],
  [{ notify_email: "sales@example.org", name: N }, { e: null }],
  [{ admin_email: "a@example.org", your_email: "dana@example.com" }, { e: "dana@example.com" }],
  [
    { from: { name: "WordPress", email: "wp@example.org" }, fields: { Name: N, "E-mail": "dana@example.com" } },
    { n: D, e: "dana@example.com" },
  ],
  [{ to: "sales@example.org", subject: "x", "reply-to": "dana@example.com" }, { e: "dana@example.com" }],
  [{ site_email: "a@example.org", name: N, phone: P }, { e: null }],
  // phones by label
  [{ "Best contact number": "2125550123" }, { p }],
  [{ "Number to call": P }, { p }],
  [{ "Contact #": P }, { p }],
  [{ "Cell #": P }, { p }],
  [{ "Ph.": P }, { p }],
  [{ "Fono de contacto": "221234567" }, { p: "+56221234567" }, "CL"],
  [{ "Mob. nr": "0612345678" }, { p: "+31612345678" }, "NL"],
  [{ "Mobilnr.": "0701234567" }, { p: "+46701234567" }, "SE"],
  [{ "Tlf.nr": "40612345" }, { p: "+4740612345" }, "NO"],
  [{ "Tel. kontaktowy": "512345678" }, { p: "+48512345678" }, "PL"],
  [{ "Tel. číslo": "601123456" }, { p: "+420601123456" }, "CZ"],
  [{ Telefonszám: "06201234567" }, { p: "+36201234567" }, "HU"],
  [{ "Αρ. τηλεφώνου": "6912345678" }, { p: "+306912345678" }, "GR"],
  [{ เบอร์ติดต่อ: "0812345678" }, { p: "+66812345678" }, "TH"],
  [{ "Nomor WhatsApp": "081234567890" }, { p: "+6281234567890" }, "ID"],
  [{ "No. Telepon": "081234567890" }, { p: "+6281234567890" }, "ID"],
  [{ SĐT: "0912345678" }, { p: "+84912345678" }, "VN"],
  [{ "संपर्क नंबर": "8123456789" }, { p: "+918123456789" }, "IN"],
  [{ "מספר טלפון": "0502345678" }, { p: "+972502345678" }, "IL"],
  [{ "شماره تماس": "09123456789" }, { p: "+989123456789" }, "IR"],
  [{ "휴대폰 번호": "01023456789" }, { p: "+821023456789" }, "KR"],
  [{ 联系方式: "13123456789" }, { p: "+8613123456789" }, "CN"],
  [{ ご連絡先電話番号: "0312345678" }, { p: "+81312345678" }, "JP"],
  [{ Kontakt: "030 23125042" }, { p: "+493023125042" }, "DE"],
  [{ Rückrufnummer: "030 23125042" }, { p: "+493023125042" }, "DE"],
  [{ "Unter welcher Nummer erreichen wir Sie?": "030 23125042" }, { p: "+493023125042" }, "DE"],
  [{ "Sur quel numéro vous joindre ?": "0612345678" }, { p: "+33612345678" }, "FR"],
  [{ "¿A qué número te llamamos?": "612345678" }, { p: "+34612345678" }, "ES"],
  [{ "What's the best number to reach you at?": "2125550123" }, { p }],
  [{ "Phone Number*": P }, { p }],
  [{ "Your phone number (we never spam)": P }, { p }],
  [{ "Phone - we'll text you a code": P }, { p }],
  [{ areacode: "212", prefix: "555", suffix: "0123" }, { p }],
  [{ phone_area: "212", phone_prefix: "555", phone_suffix: "0123" }, { p }],
  [{ telephone: ["212", "555", "0123"] }, { p }],
  [{ tel_a: "03", tel_b: "1234", tel_c: "5678" }, { p: "+81312345678" }, "JP"],
  // not phones
  [{ "Best time to call": "2125550123" }, { p: null }],
  [{ "Account number": P }, { p: null }],
  [{ "Case number": P }, { p: null }],
  [{ "Numéro de client": "0612345678" }, { p: null }, "FR"],
  [{ "Número de cuenta": "612345678" }, { p: null }, "ES"],
  [{ "Codice cliente": "3123456789" }, { p: null }, "IT"],
  [{ Rechnungsnummer: "030 23125042" }, { p: null }, "DE"],
  [{ "Zákaznické číslo": "601123456" }, { p: null }, "CZ"],
  [{ "Numer zamówienia": "512345678" }, { p: null }, "PL"],
  [{ "Tax number": P }, { p: null }],
  [{ "Gate code": "2125550123" }, { p: null }],
  [{ "Fax no.": P }, { p: null }],
  [{ Телефакс: "+79123456789" }, { p: null }, "RU"],
  [{ "Номер заказа": "9123456789" }, { p: null }, "RU"],
  [{ "Phone extension": "2125550123" }, { p: null }],
  [{ "Loan amount": "2125550123" }, { p: null }],
  [{ "Meter number": P }, {}],
  [{ Number: "2125550123" }, { p: null }],
  // company
  [{ "Business name": "Acme" }, { c: "Acme" }],
  [{ "Name of your business": "Acme" }, { c: "Acme" }],
  [{ "Where do you work?": "Acme" }, {}],
  [{ "Business type": "Retail" }, { c: null }],
  [{ "Company size": "50" }, { c: null }],
  [{ Industry: "Retail" }, { c: null }],
  [{ "Do you own a business?": "Yes" }, { c: null }],
  [{ "Is this for a company?": "no" }, { c: null }],
  [{ Unternehmensname: "Acme" }, { c: "Acme" }],
  [{ "Nom de la société": "Acme" }, { c: "Acme" }],
  [{ "Raison sociale": "Acme" }, { c: "Acme" }],
  [{ "Nombre de empresa": "Acme" }, { c: "Acme" }],
  [{ "Nazwa firmy": "Acme" }, { c: "Acme" }],
  [{ "Název společnosti": "Acme" }, { c: "Acme" }],
  [{ "Company / Organization": "Acme" }, { c: "Acme" }],
  [{ "Company (if applicable)": "Acme" }, { c: "Acme" }],
  [{ "Annual company revenue": "5" }, { c: null }],
  [{ 会社名: "Acme" }, { c: "Acme" }],
  [{ 公司名称: "Acme" }, { c: "Acme" }],
  [{ 회사명: "Acme" }, { c: "Acme" }],
  [
    { "First Name": "Dana", "Last Name": "Whitfield", Phone: P, Company: "Acme", Email: M },
    { p, n: D, c: "Acme", e: M },
  ],
  [
    { contact_firstname: "Dana", contact_lastname: "Whitfield", contact_tel: P, contact_mail: M },
    { p, n: D, e: M },
  ],
  [
    { txtFName: "Dana", txtLName: "Whitfield", txtPhone: P, txtEmailId: M },
    { p, n: D, e: M },
  ],
  [
    { ctl00_Main_tbFirst: "Dana", ctl00_Main_tbLast: "Whitfield", ctl00_Main_tbPhone: P },
    { p, n: D },
  ],
  [
    { input_fname: "Dana", input_lname: "Whitfield", input_phone: P },
    { p, n: D },
  ],
  [
    { et_pb_contact_name_0: N, et_pb_contact_email_0: M, et_pb_contact_phone_0: P },
    { p, n: D, e: M },
  ],
  [
    { customerFirstName: "Dana", customerLastName: "Whitfield", customerPhone: P },
    { p, n: D },
  ],
  [
    {
      billing_first_name: "Dana",
      billing_last_name: "Whitfield",
      billing_phone: P,
      billing_company: "Acme",
      shipping_first_name: "Kim",
      shipping_last_name: "Harper",
    },
    { p, n: D, c: "Acme" },
  ],
  [
    {
      shipping_first_name: "Kim",
      shipping_last_name: "Harper",
      billing_first_name: "Dana",
      billing_last_name: "Whitfield",
      billing_phone: P,
    },
    { p, n: D },
  ],
  [
    { fullname: N, mobilenumber: "2125550123", emailid: M },
    { p, n: D, e: M },
  ],
  [
    { Your_Name__c: N, Phone__c: P, Email__c: M, Company__c: "Acme" },
    { p, n: D, e: M, c: "Acme" },
  ],
  [
    {
      "00N5e00000abcde": "x",
      first_name: "Dana",
      last_name: "Whitfield",
      phone: P,
      oid: "00D",
      retURL: "https://x.example",
    },
    { p, n: D },
  ],
  [
    { "cell phone number": P, "your first name": "Dana", "your last name": "Whitfield", "best email": M },
    { p, n: D, e: M },
  ],
  [
    {
      "What's your first name?": "Dana",
      "And your last name?": "Whitfield",
      "What's your mobile number?": P,
      "What's your email address?": M,
      "What company are you with?": "Acme",
    },
    { p, n: D, e: M, c: "Acme" },
  ],
  [
    {
      "Wie heißen Sie?": "Jonas Brandt",
      "Ihre Telefonnummer": "030 23125042",
      "Ihre E-Mail-Adresse": M,
      "Firma (optional)": "Acme",
    },
    { n: ["Jonas", "Brandt"], p: "+493023125042", e: M, c: "Acme" },
    "DE",
  ],
  [
    {
      "Comment vous appelez-vous ?": "Zoé Dupont",
      "Votre numéro de portable": "0612345678",
      "Votre adresse e-mail": M,
      "Nom de votre entreprise": "Acme",
    },
    { n: ["Zoé", "Dupont"], p: "+33612345678", e: M, c: "Acme" },
    "FR",
  ],
  [
    { "¿Cómo te llamas?": "Ana García", "Tu celular": "612345678", "Tu correo": M, "Tu empresa": "Acme" },
    { n: ["Ana", "García"], p: "+34612345678", e: M, c: "Acme" },
    "ES",
  ],
  [
    { "Come ti chiami?": "Giulia Ferri", "Il tuo cellulare": "312 345 6789", "La tua email": M },
    { n: ["Giulia", "Ferri"], p: "+393123456789", e: M },
    "IT",
  ],
  [
    { "Qual é o seu nome?": "Ana Souza", "Seu WhatsApp": "11961234567", "Seu melhor e-mail": M },
    { n: ["Ana", "Souza"], p: "+5511961234567", e: M },
    "BR",
  ],
  [
    { "Hoe heet u?": "Jan", "Uw telefoonnummer": "0612345678", "Uw e-mailadres": M, Bedrijfsnaam: "Acme" },
    { p: "+31612345678", e: M, c: "Acme" },
    "NL",
  ],
  [
    { Imię: "Anna", Nazwisko: "Kowalska", "Numer telefonu": "512345678", "Adres e-mail": M, "Nazwa firmy": "Acme" },
    { n: ["Anna", "Kowalska"], p: "+48512345678", e: M, c: "Acme" },
    "PL",
  ],
  [
    { Jméno: "Jan", Příjmení: "Novák", "Telefonní číslo": "601123456", "E-mailová adresa": M },
    { n: ["Jan", "Novák"], p: "+420601123456", e: M },
    "CZ",
  ],
  [
    { Keresztnév: "Anna", Vezetéknév: "Nagy", Telefonszám: "06201234567", "E-mail cím": M, Cégnév: "Acme" },
    { n: ["Anna", "Nagy"], p: "+36201234567", e: M, c: "Acme" },
    "HU",
  ],
  [
    { Nume: "Pop", Prenume: "Ana", Telefon: "0712034567", Email: M, "Denumire firmă": "Acme" },
    { n: ["Ana", "Pop"], p: "+40712034567", e: M, c: "Acme" },
    "RO",
  ],
  [
    { Имя: "Анна", Фамилия: "Каренина", "Контактный телефон": "9123456789", "Эл. почта": M, Компания: "Acme" },
    { n: ["Анна", "Каренина"], p: "+79123456789", e: M, c: "Acme" },
    "RU",
  ],
  [
    { "Ім'я": "Анна", Прізвище: "Коваль", "Номер телефону": "0501234567", "Електронна пошта": M },
    { n: ["Анна", "Коваль"], p: "+380501234567", e: M },
    "UA",
  ],
  [
    { Όνομα: "Νίκος", Επώνυμο: "Παππάς", "Κινητό τηλέφωνο": "6912345678", Εταιρεία: "Acme" },
    { n: ["Νίκος", "Παππάς"], p: "+306912345678", c: "Acme" },
    "GR",
  ],
  [
    {
      Adınız: "Deniz",
      Soyadınız: "Kaya",
      "Telefon numaranız": "0501 234 56 78",
      "E-posta adresiniz": M,
      "Şirket adı": "Acme",
    },
    { n: ["Deniz", "Kaya"], p: "+905012345678", e: M, c: "Acme" },
    "TR",
  ],
  [
    { お名前: "山田 太郎", フリガナ: "ヤマダ タロウ", お電話番号: "09012345678", メールアドレス: M, 会社名: "Acme" },
    { n: ["太郎", "山田"], p: "+819012345678", e: M, c: "Acme" },
    "JP",
  ],
  [
    { 성함: "김민준", 휴대폰번호: "01023456789", 이메일주소: M, 회사명: "Acme" },
    { p: "+821023456789", e: M, c: "Acme" },
    "KR",
  ],
  [
    { 您的姓名: "王伟", 联系电话: "13123456789", 电子邮箱: M, 公司名称: "Acme" },
    { p: "+8613123456789", e: M, c: "Acme" },
    "CN",
  ],
  [
    { ชื่อ: "สมชาย", นามสกุล: "ใจดี", เบอร์โทรศัพท์: "0812345678", อีเมล: M, ชื่อบริษัท: "Acme" },
    { n: ["สมชาย", "ใจดี"], p: "+66812345678", e: M, c: "Acme" },
    "TH",
  ],
  [
    { Tên: "An", Họ: "Nguyễn", "Số điện thoại": "0912345678", "Địa chỉ email": M, "Tên công ty": "Acme" },
    { n: ["An", "Nguyễn"], p: "+84912345678", e: M, c: "Acme" },
    "VN",
  ],
  [
    { "Nama depan": "Budi", "Nama belakang": "Santoso", "Nomor HP": "081234567890", "Alamat email": M },
    { n: ["Budi", "Santoso"], p: "+6281234567890", e: M },
    "ID",
  ],
  [
    {
      "الاسم الأول": "سارة",
      "اسم العائلة": "علي",
      "رقم الهاتف": "0501234567",
      "البريد الإلكتروني": M,
      "اسم الشركة": "Acme",
    },
    { n: ["سارة", "علي"], p: "+966501234567", e: M, c: "Acme" },
    "SA",
  ],
  [
    { "שם פרטי": "דנה", "שם משפחה": "כהן", "טלפון נייד": "0502345678", 'דוא"ל': M, "שם החברה": "Acme" },
    { n: ["דנה", "כהן"], p: "+972502345678", e: M, c: "Acme" },
    "IL",
  ],
  [
    { Fornavn: "Elsa", Etternavn: "Lind", Mobilnummer: "40612345", "E-postadresse": M, Firmanavn: "Acme" },
    { n: ["Elsa", "Lind"], p: "+4740612345", e: M, c: "Acme" },
    "NO",
  ],
  [
    {
      Etunimi: "Elsa",
      Sukunimi: "Lind",
      Matkapuhelinnumero: "0412345678",
      Sähköpostiosoite: M,
      "Yrityksen nimi": "Acme",
    },
    { n: ["Elsa", "Lind"], p: "+358412345678", e: M, c: "Acme" },
    "FI",
  ],
  [
    { Vardas: "Ana", Pavardė: "Pop", "Telefono numeris": "61234567", "El. paštas": M, "Įmonės pavadinimas": "Acme" },
    { n: ["Ana", "Pop"], e: M, c: "Acme" },
    "LT",
  ],
  // decoys beside
  [
    {
      Name: N,
      Phone: P,
      "Phone type": "mobile",
      "Best time to call": "15:30",
      Fax: Q,
      "Order number": "6465550199",
      "Zip code": "94105-1234",
    },
    { p, n: D },
  ],
  [
    {
      name: N,
      phone: P,
      username: "river123",
      nickname: "Dee",
      "company type": "LLC",
      "event name": "Expo",
      "hotel name": "Grand",
    },
    { p, n: D, c: null },
  ],
  [
    { name: N, phone: P, spouse_name: "Kim Harper", doctor_name: "Lee", "employer name": "X" },
    { p, n: D },
  ],
  [
    {
      "Agent Name": "Kim Harper",
      "Agent Email": "kim@example.org",
      "Customer Name": N,
      "Customer Phone": P,
      "Customer Email": M,
    },
    { p, n: D, e: M },
  ],
  [
    {
      lead: {
        firstName: "Dana",
        lastName: "Whitfield",
        phones: [
          { number: P, type: "mobile" },
          { number: Q, type: "work" },
        ],
        emails: [{ email: M }],
      },
    },
    { p, n: D, e: M },
  ],
  [
    {
      person: {
        name: { first: "Dana", last: "Whitfield" },
        phone_numbers: [
          { value: Q, label: "fax" },
          { value: P, label: "mobile" },
        ],
      },
    },
    { p, n: D },
  ],
  [
    { data: { attributes: { "full-name": N, "phone-number": P, "email-address": M, "company-name": "Acme" } } },
    { p, n: D, e: M, c: "Acme" },
  ],
  [
    {
      event: "new_lead",
      lead: { name: N, phone: P },
      account: { name: "Acme Agency", phone: Q },
      user: { name: "Kim Harper", email: "kim@example.org" },
    },
    { p, n: D, e: null },
  ],
  [
    { event: "new_lead", lead: { name: N, phone: "" }, account: { name: "Acme Agency", phone: Q } },
    { p: null, n: D },
  ],
  [
    { customer: { name: N, email: M }, location: { name: "Downtown", phone: Q, email: "x@example.org" } },
    { p: null, n: D, e: M },
  ],
  [
    { customer: { name: N }, company: { name: "Acme", phone: Q } },
    { p: null, n: D },
  ],
  [
    { form: { id: 1, name: "Contact form" }, submission: { Name: N, Phone: P } },
    { p, n: D },
  ],
  [
    { campaign: { name: "Spring" }, page: { name: "Home" }, name: N, tel: P },
    { p, n: D },
  ],
  [
    { Name: N, "Second phone": Q, Phone: P },
    { p, n: D },
  ],
  [
    { Name: N, "Work phone": Q, Mobile: P },
    { p, n: D },
  ],
  [
    { Name: N, "Alternate contact number": Q, "Contact number": P },
    { p, n: D },
  ],
  [
    { Name: N, "Alternate contact name": "Kim Harper", "Alternate contact phone": Q },
    { p: null, n: D },
  ],
  [
    { Name: N, "Secondary contact": Q },
    { p: null, n: D },
  ],
  [
    { "Passenger 1 name": N, "Passenger 1 phone": P, "Passenger 2 name": "Kim Harper", "Passenger 2 phone": Q },
    { p, n: D },
  ],
  [{ "Guest 2 phone": Q, Name: N }, { p: null }],
  [
    { "Partner's name": "Kim Harper", "Partner's phone": Q, "Your name": N, "Your phone": P },
    { p, n: D },
  ],
  [
    { "Next of kin": "Kim Harper", "Next of kin phone": Q, Name: N, Phone: "" },
    { p: null, n: D },
  ],
  [{ "ICE contact number": Q, Name: N }, { p: null }],
  [{ "Sponsor phone": Q, Name: N }, { p: null }],
  [
    { "Bride name": "Kim Harper", "Groom name": "Lee", Name: N, Phone: P },
    { p, n: D },
  ],
  [{ "Insurance agent's phone": Q, Name: N }, { p: null }],
  [{ "Mortgage broker phone number": Q, Name: N }, { p: null }],
  [{ "Title company phone": Q, Name: N }, { p: null }],
  [
    { "Caregiver phone": Q, "Patient name": N, "Patient phone": P },
    { p, n: D },
  ],
  [{ "Trainer phone": Q, Name: N }, { p: null }],
  [{ "Pastor phone": Q, Name: N }, { p: null }],
  [{ "Babysitter's cell": Q, Name: N }, { p: null }],
  [{ "Grandma's phone": Q, Name: N }, { p: null }],
  [
    { "Gift recipient phone": Q, Name: N, Phone: P },
    { p, n: D },
  ],
  [{ "Recipient phone": Q, Name: N }, { p: null }],
  [{ "Their phone": Q, Name: N }, { p: null }],
  [
    { "Friend's phone number": Q, Name: N, Phone: P },
    { p, n: D },
  ],
  [
    { "Whose phone is this?": "mine", Phone: P, Name: N },
    { p, n: D },
  ],
  [
    { lawyer: { name: "Kim Harper", tel: Q }, name: N },
    { p: null, n: D },
  ],
  [
    { Arbeitgeber: { Name: "Acme", Telefon: "030 23125042" }, Name: "Jonas Brandt" },
    { p: null, n: ["Jonas", "Brandt"] },
    "DE",
  ],
  [{ "Telefon Ehepartner": "030 23125042", Name: "Jonas Brandt" }, { p: null }, "DE"],
  [{ Notfallnummer: "030 23125042", Name: "Jonas Brandt" }, { p: null }, "DE"],
  [{ "Tel. pracodawcy": "512345678", "Imię i nazwisko": "Anna Kowalska" }, { p: null }, "PL"],
  [{ "Телефон супруга": "9123456789", ФИО: "Анна Каренина" }, { p: null }, "RU"],
  [{ "Teléfono de la madre": "612345678", Nombre: "Ana" }, { p: null }, "ES"],
  [{ "Téléphone du médecin traitant": "0612345678", Nom: "Dupont" }, { p: null }, "FR"],
  [{ 保護者電話番号: "09012345678", お名前: "山田 太郎" }, { p: null }, "JP"],
];

describe("a form in other words", () => {
  it.each(
    cases.map(([body, reading, country]) => ({ title: JSON.stringify(body).slice(0, 120), body, reading, country })),
  )("$title is read as a careful person would", ({ body, reading, country }) =>
    expect(readingOf(body, country)).toMatchObject(reading),
  );
});

// ── what never makes one person's number another's ──────────────────────────────────────────────────────────────

/** Somebody else's fields, and what only looks like a number. */
const besides: Readonly<Record<string, string>> = {
  spouse_phone: Q,
  "Mother's cell": Q,
  "Emergency contact number": Q,
  co_applicant_phone: Q,
  co_borrower_mobile: Q,
  "Second applicant phone": Q,
  "Applicant 2 phone": Q,
  employer_phone: Q,
  "Doctor phone": Q,
  "Realtor's phone number": Q,
  agent_phone: Q,
  reference_1_phone: Q,
  "Trainer phone": Q,
  "Store phone": Q,
  location_phone: Q,
  tracking_number: Q,
  destination_number: Q,
  seller_phone: Q,
  seller_name: "Kim Harper",
  spouse_name: "Kim Harper",
  "Fax number": Q,
  "Order number": "6465550199",
  account_number: "6465550199",
  policy: Q,
  hidden_1: Q,
  phone_type: "mobile",
  "Best time to call": "15:30",
  zip: "94105-1234",
  budget: "1250000",
  created_at: "1764370123",
  work_phone: Q,
  "Alternate phone": Q,
  "Teléfono del cónyuge": Q,
  "Telefon Arbeitgeber": Q,
  "Téléphone du médecin": Q,
};
/** A sign of the country that the number has anyway. */
const agreeing: Readonly<Record<string, string>> = {
  phone_country: "US",
  "phone country code": "+1",
  country: "United States",
  countryCode: "US",
};

const extraFields = fc.uniqueArray(fc.constantFrom(...Object.entries({ ...besides, ...agreeing })), {
  selector: ([name]) => name,
  maxLength: 8,
});
/** Fields in any order. */
const shuffled = (fields: readonly (readonly [string, string])[]) =>
  fc.shuffledSubarray([...fields], { minLength: fields.length }).map((each) => Object.fromEntries(each));

describe("whatever else a form asks for", () => {
  it("the number of the person is the person’s", () => {
    const bodies = fc
      .tuple(fc.constantFrom("phone", "Phone number", "mobile", "Your phone", "Telefon"), extraFields)
      .chain(([name, more]) => shuffled([["Name", N], [name, P], ...more]));
    fc.assert(
      fc.property(bodies, (body) => {
        expect(readingOf(body)).toMatchObject({ p, n: D });
      }),
    );
  });

  it("nobody else’s number is the person’s who gave none", () => {
    const mine = new Set(["work_phone", "Alternate phone"]);
    const bodies = extraFields.chain((more) =>
      shuffled([["Name", N], ["Phone", ""], ...more.filter(([name]) => !mine.has(name))]),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(readingOf(body)).toMatchObject({ p: null, n: D });
      }),
    );
  });
});
