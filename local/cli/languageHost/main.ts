/**
 * The language host for Node programs, in the place of Pulumi's own `pulumi-language-nodejs`, which is in no package
 * registry. The CLI starts it and speaks the LanguageRuntime protocol with it.
 *
 * `installHost.ts` bundles this into one file beside the CLI that `build.ts` makes. It is never used where the official
 * one is installed.
 */
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { engineAddress, servePlugin } from "../pluginProcess";
import { createLanguageHost } from "./service";

const { methods, stop } = createLanguageHost(engineAddress(), process.env);
void servePlugin({ service: LanguageRuntimeService, methods, stop });
