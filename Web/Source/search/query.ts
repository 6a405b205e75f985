/** One condition of a search. */
export type Term =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "field"; readonly field: string; readonly text: string }
  | { readonly kind: "compare"; readonly field: string; readonly operator: Operator; readonly value: number }
  | { readonly kind: "flag"; readonly flag: string }
  | { readonly kind: "not"; readonly term: Expression }
  | { readonly kind: "all" | "any"; readonly terms: readonly Expression[] };

export type Expression = Term;
export type Operator = ">" | ">=" | "<" | "<=" | "=";

export interface Query {
  readonly expression: Expression | null;
  /** A part looked like a condition but was not one; the whole text is then searched as words. */
  readonly hint: string | null;
}

const factors: Readonly<Record<string, number>> = {
  "": 1,
  "%": 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  w: 604800,
  kbit: 125,
  mbit: 125_000,
  gbit: 125_000_000,
  b: 1,
  kb: 1024,
  mb: 1024 ** 2,
  gb: 1024 ** 3,
  tb: 1024 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

/** Reads `web prod`, `"exact words"`, `a,b`, `-term`, `field:text`, `cpu>80`, `is:stale`, `AND`, `OR` and parentheses. */
export function parseQuery(text: string): Query {
  const tokens = text.match(/"[^"]*"?|-?\(|\)|(?:[^\s()"]|"[^"]*"?)+/g) ?? [];
  if (tokens.length === 0) return { expression: null, hint: null };
  const bad = tokens.find((token) => /^-?[a-z]+(?:[<>]=?|=)/i.test(token) && compareTerm(token.replace(/^-/, "")) === null);
  if (bad) return { expression: words(text), hint: `“${bad}” is not a condition; searched as text.` };
  const reader = new Reader(tokens);
  const expression = reader.any();
  if (!reader.done || reader.unclosed) return { expression: words(text), hint: "Parentheses do not match; searched as text." };
  return { expression, hint: null };
}

function words(text: string): Expression {
  return all(text.split(/\s+/).filter(Boolean).map((word): Term => ({ kind: "word", text: word.toLowerCase() })));
}

class Reader {
  #next = 0;
  /** A parenthesis was opened and not closed. */
  unclosed = false;

  constructor(private readonly tokens: readonly string[]) {}

  get done(): boolean {
    return this.#next >= this.tokens.length;
  }

  any(): Expression {
    const terms = [this.all()];
    while (this.#peek() === "OR") {
      this.#next += 1;
      terms.push(this.all());
    }
    return terms.length === 1 && terms[0] ? terms[0] : { kind: "any", terms };
  }

  all(): Expression {
    const terms: Expression[] = [];
    for (let token = this.#peek(); token !== undefined && token !== "OR" && token !== ")"; token = this.#peek()) {
      this.#next += 1;
      if (token === "AND") continue;
      if (token === "(" || token === "-(") {
        const inner = this.any();
        if (this.#peek() !== ")") this.unclosed = true;
        this.#next += 1;
        terms.push(token === "(" ? inner : { kind: "not", term: inner });
      } else terms.push(term(token));
    }
    return all(terms);
  }

  #peek(): string | undefined {
    return this.tokens[this.#next];
  }
}

function all(terms: readonly Expression[]): Expression {
  return terms.length === 1 && terms[0] ? terms[0] : { kind: "all", terms };
}

function term(token: string): Expression {
  if (token.startsWith("-") && token.length > 1) return { kind: "not", term: term(token.slice(1)) };
  if (token.startsWith('"')) return { kind: "word", text: unquoted(token) };
  const comparison = compareTerm(token);
  if (comparison) return comparison;
  const field = /^([a-z]+):(.+)$/i.exec(token);
  // An address such as fe80::1 is a word, not a field.
  if (field?.[1] && field[2] && !field[2].startsWith(":")) {
    const name = field[1].toLowerCase().replace(/^tags$/, "tag");
    const value = unquoted(field[2]);
    if (name === "is" || name === "has") return { kind: "flag", flag: value };
    return choice(value, (text) => ({ kind: "field", field: name, text }));
  }
  return choice(token.toLowerCase(), (text) => ({ kind: "word", text }));
}

function choice(text: string, make: (text: string) => Term): Expression {
  const parts = text.split(",").filter(Boolean);
  if (parts.length <= 1) return make(parts[0] ?? text);
  return { kind: "any", terms: parts.map(make) };
}

function compareTerm(token: string): Term | null {
  const match = /^([a-z]+)(>=|<=|>|<|=)(-?\d+(?:\.\d+)?)([a-z%]*)(?:\/s)?$/i.exec(token);
  if (!match) return null;
  const factor = factors[(match[4] ?? "").toLowerCase()];
  if (factor === undefined) return null;
  return { kind: "compare", field: (match[1] ?? "").toLowerCase(), operator: match[2] as Operator, value: Number(match[3]) * factor };
}

function unquoted(text: string): string {
  return text.replace(/^"/, "").replace(/"$/, "").toLowerCase();
}
