import { startSandbox, type Sandbox } from './index';

/** A failure that the user can mend; printed without a stack. */
export class CommandError extends Error {}

const PORTS = { SANDBOX_TIKTOK_PORT: 4010, SANDBOX_OMS_PORT: 4011 };

type PortName = keyof typeof PORTS;

/** @throws when the variable is no port number */
export function portOf(env: Readonly<Record<string, string | undefined>>, name: PortName): number {
	const text = env[name] ?? '';
	if (text === '') return PORTS[name];
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new CommandError(
			`${name} is "${text}". It must be a port number, 0 to 65535 (0 = any free port).`,
		);
	}
	return port;
}

function portInUse(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	if (error.code !== 'EADDRINUSE') return undefined;
	return 'port' in error && typeof error.port === 'number' ? error.port : 0;
}

/**
 * Starts both services with the demo world, on 4010 and 4011 or the ports of the environment.
 *
 * @throws CommandError when a port is no number or in use
 */
export async function startForUser(
	env: Readonly<Record<string, string | undefined>>,
): Promise<Sandbox> {
	const tiktokPort = portOf(env, 'SANDBOX_TIKTOK_PORT');
	const omsPort = portOf(env, 'SANDBOX_OMS_PORT');
	try {
		return await startSandbox({ tiktokPort, omsPort, autoAdvance: true });
	} catch (error) {
		const port = portInUse(error);
		if (port === undefined) throw error;
		throw new CommandError(`Port ${port} is in use, perhaps by a sandbox that still runs.
Stop that one, or choose other ports, 0 for any that is free:
  SANDBOX_TIKTOK_PORT=0 SANDBOX_OMS_PORT=0 npm run sandbox`);
	}
}

/** What the user needs to connect n8n to the sandbox and to watch it. */
export function greeting(sandbox: Sandbox): string {
	const { tiktok, oms } = sandbox.credentials;
	const redirected = `https://example.com/callback?code=${sandbox.tiktok.issueCode()}&state=sandbox`;
	const { orders } = sandbox.books();
	const toShip = orders.filter(({ expected }) => expected === 'ship').length;
	const admin = `${sandbox.tiktokUrl}/_sandbox`;
	return `A TikTok Shop and an OMS run on this machine. No account is needed, nothing leaves it.

TikTok Shop   ${sandbox.tiktokUrl}   (API, token host and authorize page)
  App key         ${tiktok.appKey}
  App secret      ${tiktok.appSecret}
  Service ID      ${tiktok.serviceId}
  Redirected URL  ${redirected}
                  good for 30 minutes and one use; another one:
                  curl -X POST ${admin}/codes
  Connect button  credential TikTok Shop (Connect) with these three; under Show Advanced Settings this address as
                  Authorization Page Host and API Host, and in the bridge node as Authorization Host

OMS           ${sandbox.omsUrl}
  App Key         ${oms.appKey}
  App Secret      ${oms.appSecret}

Look at it    ${admin}/books    what became of every order
              ${admin}/events   every step, in order
              ${admin}/log      every call
Do something  curl -X POST ${admin}/act -d '{"action":"addOrder","order":{"shop":"US01","lines":[{"sellerSku":"MUG-BLUE-350"}]}}'
Another one   curl -X POST ${admin}/act -d '{"action":"logIn","as":{"shops":["GB01"],"openId":"other","sellerName":"Other Ltd"}}'
authorises    ({"action":"logIn"} is the first seller again; "userType":1 a creator)

${orders.length} orders in ${sandbox.tiktok.shops.length} shops, ${toShip} of them for the warehouse. Ctrl-C stops the sandbox.`;
}
