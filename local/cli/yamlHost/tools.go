//go:build tools

// Package tools names the one command that this module exists to build, so that `go mod tidy` keeps its dependencies.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
