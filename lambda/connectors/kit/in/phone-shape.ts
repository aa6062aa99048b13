/** Only what people put into a phone number, ten to fifteen digits, and something that groups them or a country code. */
const SHAPE = /^(?=(?:\D*\d){10,15}\D*$)(?=.*[+().\s-])\+?[\d\s().-]{10,30}$/;

/** Whether a text is written as phone numbers are, and hardly anything else is. For answers without a telling name. */
export const looksLikePhone = (text: string): boolean => SHAPE.test(text.trim());
