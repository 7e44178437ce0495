import { localCall, originalAnswer, readsPolicy } from "../../local/proxy/rolePolicies";

const TAGGED = JSON.stringify({
  Statement: [
    {
      Effect: "Allow",
      Action: "cognito-idp:DeleteUserPool",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/owner": "ü & <me>" } },
    },
  ],
});
const PLAIN = '{"Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}]}';

function form(values: Record<string, string | undefined>): string {
  const fields = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) fields.set(key, value);
  return fields.toString();
}

const answer = (document: string) =>
  `<R><PolicyName>p</PolicyName><PolicyDocument>${encodeURIComponent(document)}</PolicyDocument></R>`;

describe("a policy on its way to MiniStack", () => {
  it.each(["PutRolePolicy", "CreatePolicy", "PutUserPolicy"])(
    "loses its conditions on tags with %s, and comes back as it was asked for",
    (Action) => {
      const call = localCall(form({ Action, PolicyName: "p", PolicyDocument: TAGGED }));

      const sent = new URLSearchParams(call?.body).get("PolicyDocument") ?? "";
      expect(JSON.parse(sent)).toMatchObject({
        Statement: [{ Effect: "Allow", Action: "cognito-idp:DeleteUserPool", Resource: "*" }],
      });
      expect(sent).not.toContain("Condition");
      expect(call?.leftOut).toEqual([
        "role policy p is registered without the condition on aws:ResourceTag/owner",
      ]);
      expect(originalAnswer(answer(sent))).toBe(answer(TAGGED));
    },
  );

  it.each([
    { what: "without such conditions", values: { Action: "PutRolePolicy", PolicyDocument: PLAIN } },
    { what: "of trust", values: { Action: "CreateRole", AssumeRolePolicyDocument: TAGGED } },
    { what: "that is no JSON", values: { Action: "PutRolePolicy", PolicyDocument: "{" } },
    { what: "of another call", values: { Action: "CreateStack", TemplateBody: TAGGED } },
  ])("stays as it is $what", ({ values }) => {
    expect(localCall(form({ ...values }))).toBeUndefined();
  });

  it("loses an action where that is asked for", () => {
    const call = localCall(
      form({ Action: "PutRolePolicy", PolicyName: "p", PolicyDocument: PLAIN }),
      "s3:GetObject",
    );

    expect(call?.leftOut).toEqual(["role policy p is registered without the action s3:GetObject"]);
  });

  it("is the emulator's own where nothing was left out", () => {
    expect(originalAnswer(answer(PLAIN))).toBe(answer(PLAIN));
    expect([readsPolicy("Action=GetRolePolicy"), readsPolicy("Action=ListRoles")]).toEqual([true, false]);
  });
});
