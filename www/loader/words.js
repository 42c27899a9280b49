// The launcher's words. Only the strings named here are bundled; the rest of each file stays with the widget.

import {
  'launcher.open' as enOpen,
  'launcher.close' as enClose,
  'launcher.loading' as enLoading,
  'launcher.failed' as enFailed,
  'launcher.retry' as enRetry,
  'launcher.unread' as enUnread,
} from '../../src/i18n/en.json';
import {
  'launcher.open' as arOpen,
  'launcher.close' as arClose,
  'launcher.loading' as arLoading,
  'launcher.failed' as arFailed,
  'launcher.retry' as arRetry,
  'launcher.unread' as arUnread,
} from '../../src/i18n/ar.json';

const LANGUAGES = {
  en: { open: enOpen, close: enClose, loading: enLoading, failed: enFailed, retry: enRetry, unread: enUnread },
  ar: { open: arOpen, close: arClose, loading: arLoading, failed: arFailed, retry: arRetry, unread: arUnread },
};
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)$/;

/** The words for a BCP 47 tag, English for an unknown one, and the tag's direction. */
export function words(tag) {
  const language = String(tag).toLowerCase().split(/[-_]/)[0];
  return { ...(LANGUAGES[language] ?? LANGUAGES.en), direction: RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr' };
}
