import type { Answer } from '../../../shared/liveCheck/http';
import { refusal, StepEnded } from '../../../shared/liveCheck/step';
import type { Context, Step } from '../context';

export const WAREHOUSES = '/v1/warehouse/options';
const MINUTE = 60;
const WRONG_SIGNATURE = '0'.repeat(64);
/** A number that no outbound order has, in letters of several scripts. */
const UNICODE_NUMBER = 'live-check-é-中-Ü';
/** The codes of a refused signature (OMS API §1.3). */
const SIGNATURE_CODES = ['100007', '11006'];

/** Right and wrong signatures and clocks (OMS API §1.2). */
export const omsGateway: Step = {
	name: 'omsGateway',
	title: 'Try signature and clock of the OMS',
	service: 'OMS',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings, oms, signal } = context;
		const right = { path: WAREHOUSES, data: {} };
		const answer = await oms.call(right, signal);
		if (answer.ok) {
			findings.confirm(
				'oms-signature',
				`It is accepted${clockWords(context, answer.headers)}.`,
				answer.call,
			);
		} else if (SIGNATURE_CODES.includes(answer.code)) {
			const note = `${refusal(context, answer)}. Check App Key and App Secret first.`;
			findings.refute('oms-signature', note, answer.call);
			throw new StepEnded('The OMS refuses the signature.');
		} else {
			throw new StepEnded(refusal(context, answer));
		}
		const detail = {
			path: '/v1/outboundOrder/detail',
			data: { thirdOrderNoList: [UNICODE_NUMBER] },
		};
		const unicode = await oms.call(detail, signal);
		if (unicode.ok || SIGNATURE_CODES.includes(unicode.code)) {
			const note = unicode.ok ? 'They are accepted.' : `${refusal(context, unicode)}.`;
			findings.decide('oms-signature-unicode', unicode.ok, note, unicode.call);
		} else {
			findings.notSeen('oms-signature-unicode', `${refusal(context, unicode)}.`);
		}
		const wrong = await oms.call({ ...right, signature: WRONG_SIGNATURE }, signal);
		const isRefused = SIGNATURE_CODES.includes(wrong.code);
		findings.decide('oms-bad-signature', isRefused, `${refusal(context, wrong)}.`, wrong.call);
		const behind = await oms.call({ ...right, clockShift: -4 * MINUTE }, signal);
		const late = await oms.call({ ...right, clockShift: -15 * MINUTE }, signal);
		const words = [behind, late].map(({ ok, code }) => (ok ? 'taken' : `refused with ${code}`));
		findings.decide(
			'oms-clock',
			behind.ok && late.code === '100002',
			`4 minutes behind: ${words[0]}; 15 minutes behind: ${words[1]}.`,
			late.call,
		);
	},
};

/** How far this machine's clock is from the OMS's, where the answer says so. */
function clockWords({ now }: Context, headers: Answer['headers']): string {
	const theirs = Date.parse(headers.date ?? '');
	if (Number.isNaN(theirs)) return '';
	return `; the clocks differ by ${Math.round(Math.abs(now() - theirs) / 1_000)} s`;
}
