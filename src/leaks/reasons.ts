/** Why something is a leak: one name per verdict. */
export type LeakReason =
  | 'ownToken'
  | 'mileAppToken'
  | 'liveJwt'
  | 'encryptedJwt'
  | 'expiredJwt'
  | 'unsignedJwt'
  | 'publishedSample'
  | 'publicByDesign'
  | 'inDotenv'
  | 'bearerScheme'
  | 'authorizationHeader'
  | 'tokenKey'
  | 'tokenArgument'
  | 'tokenFlag'
  | 'tokenPair';

/** Why something that looks like a leak is none. */
export type RefusalReason =
  // the value
  | 'tooShort'
  | 'tooLong'
  | 'masked'
  | 'path'
  | 'hash'
  | 'placeholder'
  | 'sequence'
  | 'repetition'
  | 'uuid'
  | 'number'
  | 'encodedData'
  | 'words'
  // the JWT shape
  | 'onePart'
  | 'truncatedJwt'
  | 'notAJwt'
  | 'placeholderSignature'
  // what stands around it
  | 'interpolated'
  | 'otherScheme'
  | 'otherName'
  | 'expression'
  | 'ignored';

export type Reason = LeakReason | RefusalReason;

export function assertNever(value: never): never {
  throw new Error(`not handled: ${String(value)}`);
}
