/** Words before `token` that make it something else than a credential: a page, a lexeme, a colour, a form field. */
const otherPrefix =
  /(?:c?[sx]rf|forgery|verification|next|prev(?:ious)?|page|paging|pagination|continuation|continue|sync|cancel|cancell?ation|stop|eos|bos|pad|unk|sep|cls|special|max|min|num|total|start(?:ing)?|end(?:ing)?|prompt|completion|reasoning|design|colou?r|font|spacing|size|theme|style|border|radius|shadow|push|fcm|apns|device|registration|resume|snapshot|change|changes|delta|marker|cursor|idempotency|client|clientrequest|request|correlation|lock|shard|row|consistency|erc\d*|nft|keyword|syntax|lex|lexer|parse|parser|operator|string|identifier|punctuation|semantic|comment|invite|invitation|reset|resetpassword|unsubscribe|confirmation|confirm|activation|tracking|captcha|recaptcha|turnstile|public|publishable|site|share|sharing|download|upload|preview|view|watch|skip|gas|governance|base|quote|payment|card|stripe|inject|injection|provider)$/;

/** Form fields against cross-site requests, and .NET's assembly names. */
const otherAnywhere = /[cx]srf|forgery|authenticity|requestverification|publickeytoken/;

/** Words after it that say the value is something about a token. */
const otherSuffix =
  /^(?:type|url|uri|endpoint|host|name|keyname|id|ids|count|limit|length|len|size|path|file|dir|folder|field|param|parameter|prefix|suffix|regex|regexp|pattern|re|format|class|kind|symbol|index|idx|offset|pos|position|hash|digest|checksum|fingerprint|sha|sha256|sig|signature|expiry|expires|expiration|expire|expired|exp|ttl|lifetime|age|maxage|issuer|audience|scope|algorithm|alg|ize|ized|izer|izers|izing|ization|ise|iser|ising|map|cache|storage|cookie|placeholder|label|title|text|description|desc|error|message|msg|help|hint|info|status|state|address|addr|mint|contract|decimals|amount|balance|price|usage|budget|version|ring|model|encoding|buffer|stream|ref|reference|arn|policy|uuid|guid|salt|nonce|iv|code|codes|server|flow|method|mode|strategy|valid|validity|required|enabled|key$|keyid|publickey|color|colour|image|icon|path|selector|schema|table|column|service|module|component|etag|checksum|date|time|at$|on$)/;

const otherEnd = /(?:ref|refs|name|path|file|url|uri|id|ids|hash|arn|digest)$/;

/** Keys with `key` that name another sort of key. */
const otherKeyPrefix = /(?:public|publishable|site|search|idempotency|anonymous|partition|primary|foreign)$/;

const spare = /[^a-z0-9]/g;

/**
 * Whether a name like `prefix` + `word` + `suffix` stands for a credential. `isCall`: the name is
 * called with the value.
 */
export function namesToken(prefix: string, word: string, suffix: string, isCall: boolean): boolean {
  const before = prefix.toLowerCase().replace(spare, '');
  const after = suffix.toLowerCase().replace(spare, '');
  // Laravel's and Symfony's form fields against cross-site requests.
  if ((prefix === '_' || before === 'form') && word === 'token' && after === '') return false;
  if (otherAnywhere.test(`${before}token${after}`)) return false;
  if (/key$/i.test(word)) {
    return (
      !otherKeyPrefix.test(before) &&
      !/^(?:s?$)?(?:id|name|hash|url|path|type|file|prefix|header|param|regex|pattern)/.test(after)
    );
  }
  if (isCall) {
    // `getToken("client id")` takes something else than a token.
    if (
      /^(?:get|fetch|find|generate|create|request|acquire|load|lookup|exchange|mint|next|peek)|(?:make|eat|match|expect|hash|is|has|print|log)$/.test(
        before,
      )
    ) {
      return false;
    }
    return (
      !otherPrefix.test(before) &&
      !/^(?:iz|is(?:e|ing)|exist|type|name|error|expired|storage|cookie|url|path|file|regex|pattern|hash)/.test(
        after,
      )
    );
  }
  return !otherPrefix.test(before) && !otherSuffix.test(after) && !otherEnd.test(after);
}
