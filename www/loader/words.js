// The launcher's English words, and the direction of a language. Only the strings named here are bundled; the languages'
// files bring the others.

import {
  'launcher.open' as open,
  'launcher.close' as close,
  'launcher.loading' as loading,
  'launcher.failed' as failed,
  'launcher.retry' as retry,
  'launcher.unread' as unread,
} from '../../src/i18n/en.json';

export const ENGLISH = { open, close, loading, failed, retry, unread };

/** `rtl` or `ltr` for a BCP 47 tag. */
export function directionOf(tag) {
  return /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i.test(tag) ? 'rtl' : 'ltr';
}
