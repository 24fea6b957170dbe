import { namesToken } from '../keyNames.ts';
import type { Rule } from './rule.ts';
import { matchAt, nameEnd, nameStart } from './rule.ts';
import { bareValue, open, quote, quotedValue } from './value.ts';

const place = { reason: 'tokenPair', isWeak: true } as const;
const property = `(?:${quote})?\\w{1,20}(?:${quote})?\\s{0,4}[:=]\\s{0,4}(?:${quote}[^"'\`]{0,60}${quote}|true|false|null|\\d{1,9})\\s{0,40},?\\s{0,40}`;
const valueName = `(?:${quote})?(?:\\w{1,12}:)?(?:value|example|Value|VALUE|content|default|defaultValue|initialValue|currentValue|current_value|text|data)(?:${quote})?`;
/** From `"token"` to its `"value": `, past other properties of the same object. */
const toValue = new RegExp(
  `(?:${quote})?\\s{0,40},?\\s{0,80}(?:${property}){0,4}${valueName}\\s{0,4}(?::|=>|=)\\s{0,40}`,
  'y',
);
/** Before the name: what says that it is one. */
const nameKey = new RegExp(
  `(?:key|name|Key|Name|id|header|field|variable|param|k|KEY|NAME)(?:${quote})?\\s{0,4}(?::|=>|=)\\s{0,40}(?:${open})?[\\w.]{0,32}$`,
);
/** `<key>token</key><string>`, `<name>token</name><value>`. */
const plist = /<\/(?:key|\w{0,20}[nN]ame|stringProp)>\s{0,40}<[^<>/]{1,80}>\s{0,40}/y;
/** Postman's `"apikey": [{"key": "value", "value": "…"}]`. */
const postmanKey =
  /"\s{0,4}:\s{0,4}\[[^\]]{0,400}?"key"\s{0,4}:\s{0,4}"value"\s{0,4},\s{0,80}"value"\s{0,4}:\s{0,4}/y;
const closedElement = new RegExp(`(?:${quote})[^<>]{0,80}>\\s{0,40}(?:<value>\\s{0,40})?`, 'y');
/** `"value": "…", "key": "token"` and `setValue("…", forHTTPHeaderField: "token")`. */
const valueBefore = new RegExp(
  `(?:${valueName}\\s{0,4}(?::|=>|=)\\s{0,4}|(?:set|add|with)\\w{0,12}\\s?[(:]\\s?)(?=(${open})([^"'\`\\s]{16,400}?)(?:${quote})\\s{0,4},?\\s{0,40}(?:\\w{2,24}\\s?:\\s?|(?:${property}){0,4}(?:${quote})?(?:key|name|Key|Name|id|header)(?:${quote})?\\s{0,4}(?::|=>|=)\\s{0,4})(?:${open})?$)`,
);

/** Name and value as properties of one thing: Postman, Insomnia, Kubernetes, XML settings, forms. */
export const pairRule: Rule = {
  name: 'pair',
  words: ['token', 'bearer', 'authorization', 'apiKey', 'authKey', 'subscriptionKey'],
  find(text, start, end) {
    const nameFrom = nameStart(text, start);
    const nameTo = nameEnd(text, end);
    const postman = /^apikey$/.test(text.slice(nameFrom, nameTo)) ? matchAt(postmanKey, text, nameTo) : null;
    if (postman) return quotedValue(text, nameTo + postman[0].length, place);
    const element = matchAt(plist, text, nameTo) ?? matchAt(closedElement, text, nameTo);
    const following = matchAt(toValue, text, nameTo);
    const head = text.slice(Math.max(0, nameFrom - 64), nameFrom);
    const isNamed = nameKey.test(head);
    if (!element && !isNamed && !/["'`]$/.test(head)) return undefined;
    if (!namesToken(text.slice(nameFrom, start), text.slice(start, end), text.slice(end, nameTo), false)) {
      return undefined;
    }
    if (element && (isNamed || element[0].startsWith('</'))) {
      const found = bareValue(text, nameTo + element[0].length, place);
      if (found && /^\s{0,40}<\//.test(text.slice(found.end, found.end + 42)))
        return { ...found, isBare: false };
    }
    if (following && isNamed) {
      const at = nameTo + following[0].length;
      return quotedValue(text, at, place) ?? bareValue(text, at, place);
    }
    const back = text.slice(Math.max(0, nameFrom - 500), nameFrom);
    if (
      !/(?:for\w{0,24}|named?|key|name|Key|Name|id|header|to)["'`]?\s?(?:[:=]|=>)\s{0,4}@?\\{0,3}["'`]?$/.test(
        back,
      )
    )
      return undefined;
    const earlier = valueBefore.exec(back);
    if (!earlier) return undefined;
    return quotedValue(text, nameFrom - back.length + earlier.index + earlier[0].length, place);
  },
  cases: {
    leaks: [
      { in: 'json', text: '{"bearer":[{"key":"token","value":"«opaque»","type":"string"}]}' },
      { in: 'json', text: '{"name": "X-Api-Key",\n "disabled": false,\n "value": "«opaque»"}' },
      { in: 'json', text: '{"value": "«opaque»", "name": "Authorization"}' },
      { in: 'yaml', text: '- name: API_TOKEN\n  value: «opaque»' },
      { in: 'xml', text: '<add key="token" value="«opaque»"/>' },
      { in: 'xml', text: '<string name="api_token">«opaque»</string>' },
      { in: 'xml', text: '<key>ApiToken</key>\n<string>«opaque»</string>' },
      { in: 'swift', text: 'r.setValue("«opaque»", forHTTPHeaderField: "X-Auth-Token")' },
    ],
    clean: [
      { in: 'json', text: '{"key":"token","value":"{{token}}","type":"string"}' },
      { in: 'yaml', text: '- name: API_TOKEN\n  valueFrom:\n    secretKeyRef: { name: app, key: token }' },
      { in: 'json', text: '{"key":"csrf_token","value":"«opaque»"}' },
    ],
  },
};
