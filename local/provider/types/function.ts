import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { hashOf } from "../archiveHash";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { pulumiNames } from "../sdkNames";
import { isUnknown } from "../unknown";
import { allTags, flag, needed, number, tagChanges } from "../values";
import { zipArchive } from "./archive";
import { functionProperties, functionSettings } from "./functionSettings";

/** `aws.lambda.Function`, of a zip. Its id is its name. */
export class FunctionResource extends LocalResource {
  readonly title = "aws.lambda.Function";
  override readonly autoName = { property: "name", maxLength: 64 };
  readonly properties: Record<string, PropertyRule> = functionProperties(this.context, codeDiffers);
  readonly outputs = [
    "arn",
    "codeSha256",
    "invokeArn",
    "lastModified",
    "qualifiedArn",
    "qualifiedInvokeArn",
    "signingJobArn",
    "signingProfileVersionArn",
    "sourceCodeHash",
    "sourceCodeSize",
    "version",
  ];

  override unknownAfter(changed: readonly string[]): readonly string[] {
    return changed.includes("code") || changed.includes("architectures") ? ["lastModified"] : [];
  }

  async create(inputs: Inputs) {
    const FunctionName = needed(inputs, "name");
    await this.aws.lambda.send(
      new CreateFunctionCommand({
        ...functionSettings(inputs),
        FunctionName,
        Code: { ZipFile: await zipArchive(inputs["code"]) },
        Tags: allTags(this.context, inputs),
      }),
    );
    await this.#ready(FunctionName);
    await this.#setConcurrency(FunctionName, inputs);
    return { id: FunctionName, outs: await this.#outputs(inputs) };
  }

  /** Lambda answers before it has finished: the next change of a function that is not ready fails. */
  async #ready(FunctionName: string): Promise<FunctionConfiguration> {
    for (;;) {
      const found = await this.aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      if (found.State === "Failed" || found.LastUpdateStatus === "Failed") {
        throw new Error(
          `The function \`${FunctionName}\` failed: ${found.StateReason ?? found.LastUpdateStatusReason ?? ""}`,
        );
      }
      if (found.State !== "Pending" && found.LastUpdateStatus !== "InProgress") return found;
      await sleep(100);
    }
  }

  /** -1 means "no reservation" in `@pulumi/aws`. */
  async #setConcurrency(FunctionName: string, inputs: Inputs): Promise<void> {
    const reserved = number(inputs, "reservedConcurrentExecutions") ?? -1;
    if (reserved < 0) await this.aws.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    else
      await this.aws.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: reserved }),
      );
  }

  async #outputs(inputs: Inputs): Promise<Props> {
    return {
      ...inputs,
      ...this.#describe(await this.#ready(needed(inputs, "name"))),
      tagsAll: allTags(this.context, inputs),
    };
  }

  #describe(found: FunctionConfiguration): Props {
    const { FunctionArn = "", Version = "$LATEST" } = found;
    const invoke = (arn: string) =>
      `arn:${arn.split(":")[1]}:apigateway:${this.aws.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return {
      arn: FunctionArn,
      invokeArn: invoke(FunctionArn),
      qualifiedArn: `${FunctionArn}:${Version}`,
      qualifiedInvokeArn: invoke(`${FunctionArn}:${Version}`),
      version: Version,
      lastModified: found.LastModified,
      codeSha256: found.CodeSha256,
      sourceCodeHash: found.CodeSha256,
      sourceCodeSize: found.CodeSize,
      signingJobArn: found.SigningJobArn ?? "",
      signingProfileVersionArn: found.SigningProfileVersionArn ?? "",
      region: this.aws.region,
      ...describedSettings(found),
    };
  }

  async read(id: string, props: Props) {
    return await unlessGone(async () => {
      const { Configuration = {}, Tags = {} } = await this.aws.lambda.send(
        new GetFunctionCommand({ FunctionName: id }),
      );
      return { id, props: { ...props, name: id, tagsAll: Tags, ...this.#describe(Configuration) } };
    });
  }

  async update(id: string, olds: Props, news: Inputs): Promise<Props> {
    if (await codeDiffers(olds, news["code"])) {
      const ZipFile = await zipArchive(news["code"]);
      const { Architectures } = functionSettings(news);
      await this.aws.lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: id, ZipFile, ...(Architectures && { Architectures }) }),
      );
      await this.#ready(id);
    }
    const { Architectures: _set, PackageType: _fixed, ...settings } = functionSettings(news);
    await this.aws.lambda.send(new UpdateFunctionConfigurationCommand({ ...settings, FunctionName: id }));
    await this.#ready(id);
    await this.#setConcurrency(id, news);
    const Resource = needed(olds, "arn");
    const { set, remove } = tagChanges(olds, allTags(this.context, news));
    if (Object.keys(set).length > 0)
      await this.aws.lambda.send(new TagResourceCommand({ Resource, Tags: set }));
    if (remove.length > 0)
      await this.aws.lambda.send(new UntagResourceCommand({ Resource, TagKeys: remove }));
    return this.#outputs(news);
  }

  async delete(id: string, props: Props): Promise<void> {
    if (flag(props, "skipDestroy")) return;
    await unlessGone(() => this.aws.lambda.send(new DeleteFunctionCommand({ FunctionName: id })));
  }
}

/** What of the settings Lambda tells, under the names of the inputs. */
function describedSettings(found: FunctionConfiguration): Props {
  const variables = found.Environment?.Variables;
  return {
    architectures: found.Architectures,
    ephemeralStorage: pulumiNames(found.EphemeralStorage ?? { Size: 512 }),
    handler: found.Handler,
    loggingConfig: { applicationLogLevel: "", systemLogLevel: "", ...pulumiNames(found.LoggingConfig ?? {}) },
    memorySize: found.MemorySize,
    role: found.Role,
    runtime: found.Runtime,
    timeout: found.Timeout,
    tracingConfig: pulumiNames(found.TracingConfig ?? { Mode: "PassThrough" }),
    ...(variables && Object.keys(variables).length > 0 && { environment: { variables } }),
  };
}

/**
 * Whether other code is deployed: by the engine's hash of the archive, which is all that it keeps in a state and sends after a refresh,
 * or by Lambda's own hash.
 */
async function codeDiffers(olds: Props, archive: unknown): Promise<boolean> {
  if (isUnknown(archive)) return true;
  const [old, wanted] = [hashOf(olds["code"]), hashOf(archive)];
  if (old !== undefined && wanted !== undefined) return old !== wanted;
  const hash = createHash("sha256")
    .update(await zipArchive(archive))
    .digest("base64");
  return olds["codeSha256"] !== hash;
}
