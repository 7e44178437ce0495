import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Gateway, startGateway } from "../../bench/local/gateway";
import { cognitoQuotas } from "../../bench/local/quotas";

let upstream: Server;
let gateway: Gateway;
/** Time stands still for the quotas: however long the calls take here, they all come within one second. */
const quotas = cognitoQuotas(() => 0);

beforeAll(async () => {
  upstream = createServer((request, response) => {
    request
      .resume()
      .once("end", () => response.writeHead(request.url === "/missing" ? 404 : 200).end("answer"));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo;
  gateway = await startGateway(() => `http://127.0.0.1:${port}`, quotas);
});

afterAll(async () => {
  await gateway.close();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

afterEach(() => {
  gateway.takeCalls();
});

function call(path: string, headers: Record<string, string | undefined> = {}, body = ""): Promise<Response> {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value ? [[name, value]] : [],
  );
  return fetch(`${gateway.endpoint}${path}`, { method: "POST", headers: given, body });
}

test.each([
  {
    protocol: "JSON",
    path: "/",
    headers: { "x-amz-target": "AWSCognitoIdentityProviderService.GetUserPoolMfaConfig" },
    body: "{}",
    operation: "GetUserPoolMfaConfig",
  },
  {
    protocol: "query",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=CreateRole&RoleName=role",
    operation: "CreateRole",
  },
  {
    protocol: "CBOR",
    path: "/service/CloudFormation/operation/CreateStack",
    headers: {},
    body: "",
    operation: "CreateStack",
  },
  {
    protocol: "REST",
    path: "/2015-03-31/functions?page=1",
    headers: {},
    body: "",
    operation: "POST /2015-03-31/functions",
  },
])("names the operation of a call in the $protocol protocol", async ({ path, headers, body, operation }) => {
  const response = await call(path, headers, body);

  expect(await response.text()).toBe("answer");
  expect(gateway.takeCalls()).toEqual([
    expect.objectContaining({ operation, status: 200, throttled: false }),
  ]);
});

test("forwards an error and counts it", async () => {
  await call("/missing");

  expect(gateway.takeCalls()).toMatchObject([{ status: 404 }]);
});

test("answers what is too much as Cognito does", async () => {
  const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.CreateUserPool" };

  const answers = await Promise.all(Array.from({ length: 16 }, () => call("/", headers, "{}")));

  const refused = answers.filter(({ status }) => status === 400);
  expect(refused).toHaveLength(1);
  expect(await refused[0]?.json()).toMatchObject({ __type: "TooManyRequestsException" });
  expect(gateway.takeCalls().filter(({ throttled }) => throttled)).toHaveLength(1);
});

test("forgets the calls that were taken", async () => {
  await call("/");
  gateway.takeCalls();

  expect(gateway.takeCalls()).toEqual([]);
});
