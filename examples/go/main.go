// Two user pools, one with a trigger, an app client and a message that stays secret.
package main

import (
	custom "example.com/pulumi-custom-user-pool/sdk/go/customuserpool"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		conf := config.New(ctx, "")
		customers, err := custom.NewCustomUserPool(ctx, "customers", &custom.CustomUserPoolArgs{
			Settings: custom.SettingsArgs{
				PoolName:               pulumi.String("customers"),
				UsernameAttributes:     pulumi.ToStringArray([]string{conf.Require("usernameAttribute")}),
				AutoVerifiedAttributes: pulumi.ToStringArray([]string{"email"}),
				Policies: custom.UserPoolPolicyTypeArgs{PasswordPolicy: custom.PasswordPolicyTypeArgs{
					MinimumLength: pulumi.Int(conf.RequireInt("minimumLength")),
				}},
				AdminCreateUserConfig: custom.AdminCreateUserConfigTypeArgs{InviteMessageTemplate: custom.MessageTemplateTypeArgs{
					EmailMessage: conf.RequireSecret("inviteMessage"),
				}},
			},
			Triggers: &custom.TriggersArgs{PostConfirmation: pulumi.String("handlers/postConfirmation.ts")},
			Clients: map[string]custom.ClientInput{"web": custom.ClientArgs{
				ExplicitAuthFlows: pulumi.ToStringArray([]string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}),
			}},
			DeletionProtection: pulumi.Bool(false),
		})
		if err != nil {
			return err
		}
		staff, err := custom.NewCustomUserPool(ctx, "staff", &custom.CustomUserPoolArgs{
			Settings:           custom.SettingsArgs{PoolName: pulumi.String("staff")},
			DeletionProtection: pulumi.Bool(false),
		})
		if err != nil {
			return err
		}
		ctx.Export("customersId", customers.UserPoolId)
		ctx.Export("staffId", staff.UserPoolId)
		ctx.Export("clientId", customers.ClientIds.MapIndex(pulumi.String("web")))
		return nil
	})
}
