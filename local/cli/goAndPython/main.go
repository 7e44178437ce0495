// Command goAndPython is a language host for programs in Go and in Python, in the place of Pulumi's own, which are in no package
// registry. Its name says which of the two it is: `pulumi-language-go` or `pulumi-language-python`. The engine starts it and speaks
// the LanguageRuntime protocol (proto/pulumi/language.proto of Pulumi) with it. The SDKs are of Pulumi's own generators. By the name
// `generate-nodejs-sdk` it makes one SDK for the host for Node.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// The languages, by the ends of the hosts' names.
var languages = map[string]language{"go": golang{}, "python": python{}}

func main() {
	if err := act(filepath.Base(os.Args[0])); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func act(name string) error {
	if name == nodeGenerator {
		return generateForNode()
	}
	return serve(name)
}

// serve answers the engine until it ends, after writing the port, as the engine expects of a plugin.
func serve(name string) error {
	chosen, known := languages[strings.TrimPrefix(name, "pulumi-language-")]
	if !known {
		return fmt.Errorf("`%s` is no language host: name it `pulumi-language-go` or `pulumi-language-python`", name)
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, newHost(chosen))
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	go endWithEngine()
	return <-handle.Done
}

// endWithEngine ends the host with an engine that was killed: then the end of our standard input closes.
func endWithEngine() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
