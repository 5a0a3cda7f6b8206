import { fieldsOf } from '../../../shared/fields';
import type { TikTokAssumptionId } from '../assumptions';
import { isTooMany, type Answer } from '../../../shared/liveCheck/http';
import { SHOPS_PATH } from './shops';
import { refusal, StepEnded } from '../../../shared/liveCheck/step';
import type { Context, Step } from '../context';

const MINUTE = 60;
/** A wrong signature and a wrong token, in the form of right ones. */
const WRONG_SIGNATURE = '0'.repeat(64);
const WRONG_TOKEN = `ROW_${'x'.repeat(56)}`;

/** Calls that must be refused, and how (TikTok Shop API §3, §5). */
export const gateway: Step = {
	name: 'gateway',
	title: 'Make four wrong calls that TikTok Shop has to refuse',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings, tiktok, signal } = context;
		const right = { method: 'GET', path: SHOPS_PATH } as const;
		const behind = await tiktok.call({ ...right, clockShift: -4 * MINUTE }, signal);
		if (!behind.ok && !isAboutTime(behind)) throw new StepEnded(refusal(context, behind));
		const late = await tiktok.call({ ...right, clockShift: -7 * MINUTE }, signal);
		const early = await tiktok.call({ ...right, clockShift: 1.5 * MINUTE }, signal);
		const isRefused = !late.ok && !early.ok;
		findings.decide(
			'clock-window',
			behind.ok && isRefused,
			`4 minutes behind: ${taken(behind)}; 7 minutes behind: ${taken(late)}; 90 seconds ahead: ${taken(early)}.`,
			behind.call,
		);
		const signed = await tiktok.call({ ...right, signature: WRONG_SIGNATURE }, signal);
		expectCode(context, 'bad-signature', signed, ({ code }) => code === '106001');
		const named = await tiktok.call({ ...right, accessToken: WRONG_TOKEN }, signal);
		expectCode(context, 'bad-token', named, saysToken);
		const path = '/logistics/202309/warehouses';
		const plain = await tiktok.call({ method: 'GET', path }, signal);
		expectCode(context, 'cipher-missing', plain, ({ code }) => code === '106013');
	},
};

const taken = ({ ok, code }: Answer): string => (ok ? 'taken' : `refused with ${code}`);

const isAboutTime = ({ message }: Answer): boolean => /timestamp|time/i.test(message);

/** As the nodes recognise a token that has ended (TikTok Shop API §5). */
function saysToken({ code, body }: Answer): boolean {
	const words = String(fieldsOf(body).message);
	const named = code === '36009004' && /access[_-]token/i.test(words);
	return ['105001', '105002'].includes(code) || named;
}

function expectCode(
	context: Context,
	id: TikTokAssumptionId,
	answer: Answer,
	isExpected: (answer: Answer) => boolean,
): void {
	if (!isExpected(answer) && (isTooMany(answer) || answer.status >= 500)) {
		throw new StepEnded(refusal(context, answer));
	}
	context.findings.decide(id, isExpected(answer), `${refusal(context, answer)}.`, answer.call);
}
