// The direction of a language.

/** `rtl` or `ltr` for a BCP 47 tag. */
export function directionOf(tag) {
  return /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i.test(tag) ? 'rtl' : 'ltr';
}
