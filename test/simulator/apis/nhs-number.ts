export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** The number of the public sandbox at which a patient is found. */
export const PATIENT_NHS_NUMBER = '9000000009';

/** Modulus 11, as every NHS number's last digit. */
export function isNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  const digits = Array.from(value, Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}
