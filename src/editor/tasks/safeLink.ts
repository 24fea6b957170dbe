/** The address, where it is https and names no user; undefined for everything else a stranger may have written. */
export function safeLink(text: string): string | undefined {
  if (text.length > 2000 || !/^https:\/\//i.test(text)) return undefined;
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}

/** A map that shows the place; undefined where the text is not `lat,lng`. */
export function mapLink(text: string): string | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*$/.exec(text);
  const [lat, lng] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=16/${lat}/${lng}`;
}
