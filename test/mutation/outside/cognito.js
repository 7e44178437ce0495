module.exports = globalThis.loadOutside("@aws-sdk/client-cognito-identity-provider");
