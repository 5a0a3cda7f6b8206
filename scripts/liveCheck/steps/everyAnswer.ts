import { fieldsOf } from '../../../nodes/shared/fields';
import type { AssumptionId } from '../assumptions';
import { isTooMany, type Answer } from '../http';
import { listed, type Context, type Step } from './step';

/** Headers by which services announce limits: `X-RateLimit-Limit`, `RateLimit`, `X-Quota-Remaining`. */
const LIMIT_HEADER = /rate-?limit|quota|x-limit/i;

/** Looks at what all answers of TikTok Shop have in common (TikTok Shop API §4, §6). Makes no call. */
export const everyAnswer: Step = {
	name: 'everyAnswer',
	title: 'Look at what all answers have in common',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 10_000,
	async run(context) {
		const answers = context.answers.filter((answer) => answer.host === 'TikTok Shop');
		checkEnvelopes(context, 'envelope', answers, ({ body }) => {
			const { code, message, request_id: id } = fieldsOf(body);
			return [
				...(typeof code === 'number' ? [] : [`code is a ${typeof code}`]),
				...(typeof message === 'string' ? [] : ['message']),
				...(typeof id === 'string' ? [] : ['request_id']),
			];
		});
		checkHeaders(context, 'limits-announced', answers);
		checkTooMany(context, 'too-many-calls', answers);
	},
};

/** The same for the OMS (OMS API §1.3). */
export const everyOmsAnswer: Step = {
	...everyAnswer,
	name: 'everyOmsAnswer',
	service: 'OMS',
	async run(context) {
		const answers = context.answers.filter((answer) => answer.host === 'OMS');
		checkEnvelopes(context, 'oms-envelope', answers, ({ body }) => {
			const { code, msg } = fieldsOf(body);
			return [
				...(['number', 'string'].includes(typeof code) ? [] : ['code']),
				...(typeof msg === 'string' ? [] : ['msg']),
			];
		});
		checkHeaders(context, 'oms-limits-announced', answers);
		checkTooMany(context, 'oms-too-many-calls', answers);
	},
};

function checkEnvelopes(
	{ findings }: Context,
	id: AssumptionId,
	answers: readonly Answer[],
	problemsOf: (answer: Answer) => string[],
): void {
	// What a proxy in front of the service says has no envelope.
	const own = answers.filter((answer) => !isTooMany(answer) && answer.status < 500);
	if (own.length === 0) return;
	const problems = own.flatMap(problemsOf);
	const note =
		problems.length > 0
			? `Missing or of another type: ${listed(problems)}.`
			: `${own.length} answers.`;
	findings.decide(id, problems.length === 0, note);
}

function checkHeaders({ findings }: Context, id: AssumptionId, answers: readonly Answer[]): void {
	if (answers.length === 0) return;
	const names: string[] = [];
	for (const { headers } of answers) {
		headers.forEach((_, name) => {
			if (LIMIT_HEADER.test(name)) names.push(name);
		});
	}
	const note =
		names.length > 0 ? `Headers: ${listed(names)}.` : `None in ${answers.length} answers.`;
	findings.decide(id, names.length === 0, note);
}

function checkTooMany({ findings }: Context, id: AssumptionId, answers: readonly Answer[]): void {
	const refused = answers.filter(isTooMany);
	if (refused.length === 0) {
		findings.notSeen(id, 'No call met a limit; the check is slow on purpose.');
		return;
	}
	const codes = refused.map(({ status, code }) => `HTTP ${status}, code ${code || 'none'}`);
	const waits = refused.filter(({ headers }) => headers.has('retry-after')).length;
	findings.confirm(id, `${listed(codes)}; ${waits} of ${refused.length} with Retry-After.`);
}
