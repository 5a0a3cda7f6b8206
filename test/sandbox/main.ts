import { startSandbox } from './index';

/** `npm run sandbox`: both services with the demo world, until Ctrl-C. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({
		tiktokPort: Number(process.env.SANDBOX_TIKTOK_PORT ?? 4010),
		omsPort: Number(process.env.SANDBOX_OMS_PORT ?? 4011),
		autoAdvance: true,
	});
	const { tiktok, oms } = sandbox.credentials;
	const redirect = `https://example.com/callback?code=${sandbox.tiktok.issueCode()}&state=sandbox`;
	console.log(`TikTok Shop  ${sandbox.tiktokUrl}   (API, token host and authorize page)
  App Key     ${tiktok.appKey}
  App Secret  ${tiktok.appSecret}
  Service ID  ${tiktok.serviceId}
  Redirected URL to paste, good for 30 minutes and one use:
  ${redirect}
  Another one: POST ${sandbox.tiktokUrl}/_sandbox/codes

OMS          ${sandbox.omsUrl}
  App Key     ${oms.appKey}
  App Secret  ${oms.appSecret}

Books        ${sandbox.tiktokUrl}/_sandbox/books
Journey      ${sandbox.tiktokUrl}/_sandbox/events
Calls        ${sandbox.tiktokUrl}/_sandbox/log

${sandbox.books().seeded} orders in two shops are waiting. Ctrl-C stops the sandbox.`);
	const stop = (): void => {
		void sandbox.close();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
