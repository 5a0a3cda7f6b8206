import { fieldsOf } from '../../../shared/fields';
import { checkEveryAnswer } from '../../../shared/liveCheck/everyAnswer';
import type { Step } from '../context';

/** Looks at what all answers of the OMS have in common (OMS API §1.3). Makes no call. */
export const everyOmsAnswer: Step = {
	name: 'everyOmsAnswer',
	title: 'Look at what all answers have in common',
	service: 'OMS',
	access: 'read',
	limitMs: 10_000,
	async run(context) {
		const answers = context.answers.filter(({ host }) => host === 'OMS');
		const assumed = {
			envelope: 'oms-envelope',
			limits: 'oms-limits-announced',
			tooMany: 'oms-too-many-calls',
		};
		checkEveryAnswer(context, answers, assumed, (body) => {
			const { code, msg } = fieldsOf(body);
			return [
				...(['number', 'string'].includes(typeof code) ? [] : ['code']),
				...(typeof msg === 'string' ? [] : ['msg']),
			];
		});
	},
};
