import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { run } from "../../../commands/support/processes";
import { temporaryFolder } from "../../support/folders";
import { type Home, ROOT } from "./example";

const folder = join(ROOT, "release");
const { version } = jest.requireActual<{ version: string }>("../../../package.json");

/** The files of a release, on the loopback interface. */
export interface ServedRelease {
  /** For `--server`: a folder of files, and a repository on GitHub. */
  readonly plain: string;
  readonly github: string;
  /**
   * With them the CLI trusts that GitHub, beside what the system trusts, and takes the AWS plugin from here, where each version
   * is the local provider: `pulumi package add` installs the very version that the package's `@pulumi/aws` has.
   */
  readonly variables: Readonly<Record<string, string>>;
  /** What was asked for, in order. */
  readonly asked: string[];
  close(): void;
}

/** Makes the files of a release, and serves them as a web server does and as GitHub does. */
export async function serveRelease({ env }: Home): Promise<ServedRelease> {
  await run("npm", ["run", "--silent", "release:files"]);
  const awsPlugin = await archiveAwsPlugin(`${env["PULUMI_HOME"]}`);
  const certificates = temporaryFolder();
  const { cert, key } = makeCertificate(certificates);
  const asked: string[] = [];
  const plain = createPlainServer((request, response) => {
    asked.push(`${request.url}`);
    if (request.url?.startsWith("/pulumi-resource-aws-v")) response.end(awsPlugin);
    else send(response, `${request.url}`.slice(1));
  });
  const github = createSecureServer({ cert, key }, (request, response) => {
    asked.push(`${request.url}`);
    answerAsGitHub(request, response);
  });
  const [plainPort, githubPort] = [await listen(plain), await listen(github)];
  return {
    plain: `http://127.0.0.1:${plainPort}`,
    github: `github://127.0.0.1:${githubPort}/owner/custom-user-pool`,
    variables: {
      SSL_CERT_DIR: certificates,
      PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `^github://api.github.com/pulumi/pulumi-aws=http://127.0.0.1:${plainPort}`,
    },
    asked,
    close: () => {
      plain.close();
      github.close();
    },
  };
}

/** The local provider of a home, as Pulumi packs its plugins. */
async function archiveAwsPlugin(home: string): Promise<Buffer> {
  const plugins = join(home, "plugins");
  const [plugin = ""] = readdirSync(plugins).filter((name) => name.startsWith("resource-aws-v"));
  const archive = join(temporaryFolder(), "aws.tar.gz");
  await run("tar", ["-czf", archive, "-C", join(plugins, plugin), "."]);
  return readFileSync(archive);
}

/** Go brings the program that its own documentation uses for tests of TLS. */
function makeCertificate(certificates: string): { cert: Buffer; key: Buffer } {
  const goRoot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
  const program = join(goRoot, "src", "crypto", "tls", "generate_cert.go");
  const args = ["run", program, "--host", "127.0.0.1", "--ca", "--ecdsa-curve", "P256"];
  execFileSync("go", args, { cwd: certificates, stdio: ["ignore", "ignore", "pipe"] });
  const read = (name: string) => readFileSync(join(certificates, name));
  return { cert: read("cert.pem"), key: read("key.pem") };
}

/**
 * What the CLI asks of GitHub's API (`githubSource` in sdk/go/common/workspace/plugins.go of Pulumi): a release by its tag, and one
 * of its assets, which is somewhere else: https://docs.github.com/rest/releases/assets#get-a-release-asset
 */
function answerAsGitHub({ url, headers }: IncomingMessage, response: ServerResponse): void {
  const releases = "/repos/owner/custom-user-pool/releases";
  const [, asset] = url?.split(`${releases}/assets/`) ?? [];
  const [, stored] = url?.split("/stored/") ?? [];
  if (url === `${releases}/tags/v${version}`) {
    const assets = readdirSync(folder).map((name) => ({
      name,
      url: `https://${headers.host}${releases}/assets/${name}`,
    }));
    response.end(JSON.stringify({ tag_name: `v${version}`, assets }));
  } else if (asset !== undefined && headers.accept === "application/octet-stream") {
    response.writeHead(302, { location: `https://${headers.host}/stored/${asset}` }).end();
  } else send(response, stored ?? "");
}

function send(response: ServerResponse, name: string): void {
  if (readdirSync(folder).includes(name)) response.end(readFileSync(join(folder, name)));
  else response.writeHead(404).end();
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
