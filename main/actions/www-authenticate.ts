/** One challenge of a `WWW-Authenticate` header. Scheme and names in small letters, since case says nothing in them. */
export interface AuthenticateChallenge {
  readonly scheme: string;
  readonly params: ReadonlyMap<string, string>;
}

/** What somebody sends to be worked through again and again is not worked through at all (characters). */
const longestHeader = 8_192;

const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;
const blanks = /[ \t]*/y;
const commas = /[ \t,]*/y;

/**
 * RFC 9110 section 11.6.1: any number of challenges, each a scheme with a token68 or with parameters, all parted by commas,
 * which also part the parameters. A header of several lines has come here as one, joined by commas.
 *
 * @returns the challenges up to the first thing that is none; one that names a parameter twice is not among them
 */
export function parseChallenges(header: string): readonly AuthenticateChallenge[] {
  if (header.length > longestHeader) return [];
  const challenges: AuthenticateChallenge[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match === null) return undefined;
    at += match[0].length;
    return match;
  };

  take(commas);
  while (at < header.length) {
    const scheme = take(token)?.[0].toLowerCase();
    if (scheme === undefined) break;
    const params = new Map<string, string>();
    let sound = true;
    const spaced = header[at] === ' ';
    take(blanks);
    if (spaced && !hasParam(header, at)) take(token68);
    for (take(commas); hasParam(header, at); take(commas)) {
      const name = take(token)?.[0].toLowerCase() ?? '';
      take(blanks);
      at += 1;
      take(blanks);
      const value = take(quoted)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? take(token)?.[0];
      if (value === undefined) return challenges;
      sound &&= !params.has(name);
      params.set(name, value);
    }
    if (sound) challenges.push({ scheme, params });
  }
  return challenges;
}

/** Whether a parameter begins here and not the next challenge: a token with `=` after it, and something after that. */
function hasParam(header: string, at: number): boolean {
  const param = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=[ \t]*[^ \t,=]/y;
  param.lastIndex = at;
  return param.test(header);
}
