import { PLACEHOLDERS, type OwnerFact, type OwnerFacts } from './facts';

/** One place in a file that names the owner. */
export interface OwnerPlace {
	file: string;
	/** From 1. */
	line: number;
	fact: OwnerFact;
	found: string;
	/** Position of `found` in the file. */
	start: number;
}

interface Rule {
	fact: OwnerFact;
	/** Path in the repository. */
	file: RegExp;
	/** What it names is in the group `value`. */
	pattern: RegExp;
}

const ANY_FILE = /./;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param repositories  names that the repository has or had; addresses of other repositories are not ours */
function rules(repositories: readonly string[]): Rule[] {
	const host = '(?:github\\.com|raw\\.githubusercontent\\.com)';
	const ours = `(?:${repositories.map(escaped).join('|')})`;
	const end = '(?![\\w-])';
	return [
		{
			fact: 'account',
			file: ANY_FILE,
			pattern: new RegExp(`${host}/(?<value>[\\w.-]+)/${ours}${end}`, 'dg'),
		},
		{
			fact: 'repository',
			file: ANY_FILE,
			pattern: new RegExp(`${host}/[\\w.-]+/(?<value>${ours})${end}`, 'dg'),
		},
		{
			fact: 'author',
			file: /^package\.json$/,
			pattern: /"author": \{\s*"name": "(?<value>[^"]*)"/dg,
		},
		{
			fact: 'email',
			file: /^package\.json$/,
			pattern: /"author": \{[^}]*"email": "(?<value>[^"]*)"/dg,
		},
		{ fact: 'author', file: /^LICENSE$/, pattern: /^Copyright \(c\) \d+ (?<value>.+)$/dgm },
		{ fact: 'codeOwner', file: /^\.github\/CODEOWNERS$/, pattern: /^\*\s+(?<value>\S+)$/dgm },
	];
}

/** Every place of a file that names the owner, in their order. */
export function placesIn(
	file: string,
	text: string,
	repositories: readonly string[],
): OwnerPlace[] {
	return rules(repositories)
		.filter((rule) => rule.file.test(file))
		.flatMap(({ fact, pattern }) =>
			[...text.matchAll(pattern)].flatMap((match) => {
				const [start, end] = match.indices?.groups?.value ?? [0, 0];
				const line = text.slice(0, start).split('\n').length;
				return [{ file, line, fact, found: text.slice(start, end), start }];
			}),
		)
		.sort((a, b) => a.start - b.start);
}

/** The text with what `owner` says at each of its places. */
export function withOwner(text: string, places: readonly OwnerPlace[], owner: OwnerFacts): string {
	return [...places]
		.sort((a, b) => b.start - a.start)
		.reduce(
			(written, { fact, found, start }) =>
				written.slice(0, start) + owner[fact] + written.slice(start + found.length),
			text,
		);
}

const told = ({ file, line, fact, found }: OwnerPlace): string =>
	`${file}:${line}: ${fact} is "${found}"`;

/** Places that say something else than `owner`. */
export const disagreements = (places: readonly OwnerPlace[], owner: OwnerFacts): string[] =>
	places
		.filter(({ fact, found }) => found !== owner[fact])
		.map((place) => `${told(place)}, owner.json says "${owner[place.fact]}"`);

/** Places that name nobody yet. */
export const placeholders = (places: readonly OwnerPlace[]): string[] =>
	places.filter(({ fact, found }) => found === PLACEHOLDERS[fact]).map(told);
