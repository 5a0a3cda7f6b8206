import { isTooMany, type Answer } from './http';
import { listed, type BaseContext } from './step';

/** Headers by which services announce limits: `X-RateLimit-Limit`, `RateLimit`, `X-Quota-Remaining`. */
const LIMIT_HEADER = /rate-?limit|quota|x-limit/i;

/** IDs of the assumptions about all answers of a service. */
interface Assumed {
	envelope: string;
	limits: string;
	tooMany: string;
}

/**
 * Looks at what all answers of a service have in common: the envelope, announced limits, too many calls.
 *
 * @param problemsOf  what the envelope of an answer lacks
 */
export function checkEveryAnswer(
	{ findings }: BaseContext,
	answers: readonly Answer[],
	assumed: Assumed,
	problemsOf: (body: unknown) => string[],
): void {
	if (answers.length === 0) return;
	// What a proxy in front of the service says has no envelope.
	const own = answers.filter((answer) => !isTooMany(answer) && answer.status < 500);
	if (own.length > 0) {
		const problems = own.flatMap(({ body }) => problemsOf(body));
		const note =
			problems.length > 0
				? `Missing or of another type: ${listed(problems)}.`
				: `${own.length} answers.`;
		findings.decide(assumed.envelope, problems.length === 0, note);
	}
	const names = answers.flatMap(({ headers }) =>
		Object.keys(headers).filter((name) => LIMIT_HEADER.test(name)),
	);
	const note =
		names.length > 0 ? `Headers: ${listed(names)}.` : `None in ${answers.length} answers.`;
	findings.decide(assumed.limits, names.length === 0, note);
	const refused = answers.filter(isTooMany);
	if (refused.length === 0) {
		findings.notSeen(assumed.tooMany, 'No call met a limit; the check is slow on purpose.');
		return;
	}
	const codes = refused.map(({ status, code }) => `HTTP ${status}, code ${code || 'none'}`);
	const waits = refused.filter(({ headers }) => headers['retry-after'] !== undefined).length;
	findings.confirm(
		assumed.tooMany,
		`${listed(codes)}; ${waits} of ${refused.length} with Retry-After.`,
	);
}
