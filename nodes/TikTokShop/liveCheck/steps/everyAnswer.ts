import { fieldsOf } from '../../../shared/fields';
import { checkEveryAnswer } from '../../../shared/liveCheck/everyAnswer';
import type { Step } from '../context';

/** Looks at what all answers of TikTok Shop have in common (TikTok Shop API §4, §6). Makes no call. */
export const everyAnswer: Step = {
	name: 'everyAnswer',
	title: 'Look at what all answers have in common',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 10_000,
	async run(context) {
		const answers = context.answers.filter(({ host }) => host === 'TikTok Shop');
		const assumed = {
			envelope: 'envelope',
			limits: 'limits-announced',
			tooMany: 'too-many-calls',
		};
		checkEveryAnswer(context, answers, assumed, (body) => {
			const { code, message, request_id: id } = fieldsOf(body);
			return [
				...(typeof code === 'number' ? [] : [`code is a ${typeof code}`]),
				...(typeof message === 'string' ? [] : ['message']),
				...(typeof id === 'string' ? [] : ['request_id']),
			];
		});
	},
};
