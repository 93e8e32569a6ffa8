/**
 * Tells the server the browser's time zone, so that times are shown in it before anybody has chosen one.
 */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (/^[A-Za-z0-9_+/-]+$/.test(zone ?? "") && !document.cookie.split("; ").includes(`zone=${zone}`)) {
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}
