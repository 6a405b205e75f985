export const shortestPassword = 12;
/** bcrypt reads no further than this many bytes. */
export const longestPassword = 72;

// Without look-alikes: a password may have to be typed from paper.
const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A password of 20 characters (116 bits) from the browser's cryptographic generator. */
export function generatePassword(length = 20): string {
  let result = "";
  while (result.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      // Bytes beyond the last full run of the alphabet would prefer its first letters.
      if (byte < 256 - 256 % alphabet.length && result.length < length) result += alphabet[byte % alphabet.length];
    }
  }
  return result;
}

/** A 64-hex API token from the browser's cryptographic generator. */
export function generateToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Why a password cannot be used, `null` when it can. */
export function passwordProblem(password: string): string | null {
  const size = new TextEncoder().encode(password).length;
  if (size < shortestPassword) return `At least ${shortestPassword} characters, please.`;
  if (size > longestPassword) return `At most ${longestPassword} bytes, please.`;
  return null;
}

export function userNameProblem(name: string): string | null {
  if (name === "") return "A user name is needed.";
  if (name !== name.trim()) return "No spaces at the beginning or end.";
  if ([...name].length > 128) return "At most 128 characters.";
  return /^[\p{L}\p{N}._+@-]+$/u.test(name) ? null : "Only letters, numbers and . _ - + @";
}

export type Strength = 0 | 1 | 2 | 3 | 4;
export const strengthWords = ["too short", "weak", "fair", "good", "strong"] as const;

/** A rough measure by length and variety; repeated characters count little. */
export function strength(password: string): Strength {
  if (passwordProblem(password)) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  const bits = Math.min(password.length, variety * 1.5) * (2.6 + kinds * 0.7);
  return bits < 45 ? 1 : bits < 60 ? 2 : bits < 80 ? 3 : 4;
}
