import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { runsTypeScript } from "../../commands/support/processes";
import { type LocalCommand, startLocalCommand } from "./support/command";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const user = { username: "jane@example.com", password: "Correct-Horse-7" };

let local: LocalCommand;
let command: ChildProcess;
let url: string;

beforeAll(async () => {
  local = startLocalCommand(["--engine", "embedded", "--json", "--keep"]);
  const said = await local.says("The deployment stays until Ctrl-C");
  const told = (name: string) => new RegExp(`"${name}": ?"([^"]+)"`).exec(said)?.[1] ?? "";
  const target = ["--user-pool-id", told("userPoolId"), "--client-id", told("userPoolClientId")];
  command = spawn(process.execPath, [...runsTypeScript, "commands/main.ts", "try", ...target], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: told("AWS_ENDPOINT_URL"),
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
  });
  url = await new Promise<string>((resolve, reject) => {
    command.once("close", () => reject(new Error("The command ended.")));
    command.stdout?.on("data", (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
  });
});

afterAll(async () => {
  command.kill("SIGINT");
  local.child.kill("SIGTERM");
  await local.ended;
});

async function ask(action: string, given: object = {}) {
  const response = await fetch(url + action, { method: "POST", body: JSON.stringify(given) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The browser, or undefined with a loud word. */
async function openBrowser(): Promise<Browser | undefined> {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const executablePath = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync);
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: ["--no-sandbox"] });
  console.warn("NO CHROMIUM WAS FOUND ON PATH: the page itself was not looked at, only what it asks for.");
  return undefined;
}

async function tryIt(page: Page): Promise<void> {
  await page.goto(url);
  await page.fill("#signUp [name=username]", user.username);
  await page.fill("#signUp [name=password]", user.password);
  await page.fill("#required [name=name]", "Jane Doe");
  await page.click("#signUp button");
  await page.getByText('"confirmed": false').waitFor();
  await page.fill("#confirm [name=code]", "123456");
  await page.click("#confirm button");
  await page.getByText('"confirmed": true').waitFor();
  await page.click("#signIn button");
  await page.getByText('"token_use": "id"').waitFor();
  await page.getByText("User confirmed: User-Pool").waitFor();
}

it("leads a person from the sign-up to the claims and the trigger's line, in light and in dark", async () => {
  const browser = await openBrowser();
  if (!browser) return;
  try {
    const page = await browser.newPage({ colorScheme: "light" });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await tryIt(page);
    await page.screenshot({ path: join(root, ".local/screenshots/try-light.png"), fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: join(root, ".local/screenshots/try-dark.png"), fullPage: true });
    const text = await page.innerText("body");
    await page.click("#remove button");
    await page.getByText('"removed": true').waitFor();

    expect(text).toContain("Policies.PasswordPolicy.MinimumLength");
    expect(text).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});

it("shows the pool's settings, and that none differs from the program", async () => {
  const { body } = await ask("pool");

  expect(body).toMatchObject({ signsInWith: "email", required: ["name", "email"], differences: [] });
  expect(body["settings"]).toMatchObject({ Policies: { PasswordPolicy: { MinimumLength: 8 } } });
});

it("says what Cognito refuses, as the page's own answer", async () => {
  const { status, body } = await ask("signIn", { username: "nobody@example.com", password: "Wrong-Horse-7" });

  expect(status).toBe(400);
  expect(body["error"]).toEqual(expect.any(String));
});

it("deletes nobody whom it has not signed up", async () => {
  expect(await ask("remove", { username: "somebody@example.com" })).toEqual({
    status: 400,
    body: { error: "This user was not signed up here, and stays." },
  });
});

it.each(["constructor", "toString", "../", "nothing"])("has no action %s", async (action) => {
  const response = await fetch(url + action, { method: "POST", body: "{}" });
  expect(response.status).toBe(404);
});

it("answers nobody who does not know its path", async () => {
  const { origin } = new URL(url);
  const answers = await Promise.all(
    ["/", "/pool", "/00000000-0000-0000-0000-000000000000/"].map(
      async (path) => (await fetch(origin + path)).status,
    ),
  );

  expect(answers).toEqual([404, 404, 404]);
});
